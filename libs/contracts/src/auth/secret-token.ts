import { IsString, Length } from 'class-validator';

/** Longest token that is looked up: those of the mails' links have at most some hundred characters. */
const TOKEN_MAX_LENGTH = 1_000;

/** Takes a secret that was sent out before; whether it is one is for the server to say. */
export function IsSecretToken(): PropertyDecorator {
  const isText = IsString();
  const isInBounds = Length(1, TOKEN_MAX_LENGTH);
  return (target, key) => {
    isInBounds(target, key);
    isText(target, key);
  };
}
