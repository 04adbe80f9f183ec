import { IsString, Length, MaxLength } from 'class-validator';

/** Shortest password that is taken: what guesses at a stolen hash cannot get through. */
export const PASSWORD_MIN_LENGTH = 12;

/** Longest: a passphrase fits, and nobody makes the server hash megabytes. */
export const PASSWORD_MAX_LENGTH = 128;

/** Takes a password that is being chosen. How easily it is guessed is judged by the server. */
export function IsNewPassword(): PropertyDecorator {
  return both(IsString(), Length(PASSWORD_MIN_LENGTH, PASSWORD_MAX_LENGTH));
}

/** Takes a password that proves who is asking. It is compared, not judged. */
export function IsCurrentPassword(): PropertyDecorator {
  return both(IsString(), MaxLength(PASSWORD_MAX_LENGTH));
}

function both(isText: PropertyDecorator, isInBounds: PropertyDecorator): PropertyDecorator {
  return (target, key) => {
    isInBounds(target, key);
    isText(target, key);
  };
}
