import { ValidateBy } from 'class-validator';

/** Area and place, as the IANA names them. An offset like `+02:00` is none: it knows no summer time. */
const IANA_NAME = /^[A-Za-z][\w+-]*(\/[A-Za-z][\w+-]*){0,2}$/;

/** Longer than every name there is. */
const NAME_LENGTH_MAX = 64;

/** Whether a value names a time zone that there is. */
export function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > NAME_LENGTH_MAX || !IANA_NAME.test(value)) {
    return false;
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** Accepts an IANA time zone. */
export function IsTimeZone(): PropertyDecorator {
  return ValidateBy({
    name: 'isTimeZone',
    validator: {
      validate: isTimeZone,
      defaultMessage: (args) =>
        `${args?.property ?? 'timeZone'} must be an IANA time zone, as in Europe/London`,
    },
  });
}
