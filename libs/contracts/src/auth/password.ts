import { IsString, Length, MaxLength } from 'class-validator';

/** Short enough to remember, long enough against guesses at a stolen hash. */
export const PASSWORD_MIN_LENGTH = 12;

/** Fits a passphrase, and keeps the server from hashing megabytes. */
export const PASSWORD_MAX_LENGTH = 128;

/** A new password. The server also judges how easily it is guessed. */
export function IsNewPassword(): PropertyDecorator {
  return both(IsString(), Length(PASSWORD_MIN_LENGTH, PASSWORD_MAX_LENGTH));
}

/** A current password: compared, not judged. */
export function IsCurrentPassword(): PropertyDecorator {
  return both(IsString(), MaxLength(PASSWORD_MAX_LENGTH));
}

function both(isText: PropertyDecorator, isInBounds: PropertyDecorator): PropertyDecorator {
  return (target, key) => {
    isInBounds(target, key);
    isText(target, key);
  };
}
