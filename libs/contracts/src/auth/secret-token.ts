import { IsString, Length } from 'class-validator';

/** Longest token that is looked up; ours have some hundred characters. */
const TOKEN_MAX_LENGTH = 1_000;

/** A secret that was sent out; only the server knows whether it is valid. */
export function IsSecretToken(): PropertyDecorator {
  const isText = IsString();
  const isInBounds = Length(1, TOKEN_MAX_LENGTH);
  return (target, key) => {
    isInBounds(target, key);
    isText(target, key);
  };
}
