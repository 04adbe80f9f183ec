import { Transform } from 'class-transformer';
import { isEmail, ValidateBy } from 'class-validator';

/** Longest address that mail servers take (RFC 5321, with its angle brackets taken off). */
export const EMAIL_MAX_LENGTH = 254;

/**
 * What no address here has, although the standard allows some of it in quotes: blanks, invisible
 * characters and what ends or starts something in a mail's header.
 */
const FORBIDDEN = /[\s\p{C}"<>(),:;\\[\]]/u;

/** Whether a value is one e-mail address, and nothing else in a mail's header. */
export function isEmailAddress(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= EMAIL_MAX_LENGTH &&
    !FORBIDDEN.test(value) &&
    isEmail(value)
  );
}

/** Takes an e-mail address, without the blanks around it. */
export function IsEmailAddress(): PropertyDecorator {
  const validate = ValidateBy({
    name: 'isEmailAddress',
    validator: {
      validate: isEmailAddress,
      defaultMessage: () => `email must be an e-mail address: name@example.org`,
    },
  });
  const trim = Transform(({ value }) =>
    typeof value === 'string' ? value.trim() : (value as unknown),
  );
  return (target, key) => {
    trim(target, key);
    validate(target, key);
  };
}
