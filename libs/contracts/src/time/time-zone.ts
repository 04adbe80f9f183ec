import { ValidateBy } from 'class-validator';

/** Area and place, as the IANA names them. An offset like `+02:00` is none: it knows no summer time. */
const IANA_NAME = /^[A-Za-z][\w+-]*(\/[A-Za-z][\w+-]*){0,2}$/;

/** Longer than every name there is. */
const NAME_LENGTH_MAX = 64;

/**
 * Three capitals are mostly names of ICU alone, such as PST, of which the same letters mean other zones elsewhere; these
 * are the IANA's own.
 */
const SHORT_NAME = /^[A-Z]{3}$/;
const SHORT_IANA_NAMES: ReadonlySet<string> = new Set(
  'CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' '),
);

/** Whether a value names a time zone that there is. */
export function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > NAME_LENGTH_MAX || !IANA_NAME.test(value)) {
    return false;
  }
  if (SHORT_NAME.test(value) && !SHORT_IANA_NAMES.has(value)) return false;
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
