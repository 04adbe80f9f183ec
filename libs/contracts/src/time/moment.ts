import { ValidateBy } from 'class-validator';

/**
 * RFC 3339: a date, a time and an offset. Without an offset, it would be another moment elsewhere. No year 0, and no
 * offset further than there are: PostgreSQL takes neither.
 */
const RFC_3339 = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4]):\d\d)$/;

/** Whether a value names a moment that there is. */
export function isMoment(value: unknown): value is string {
  if (typeof value !== 'string' || !RFC_3339.test(value)) return false;
  const date = value.slice(0, 10);
  // JavaScript takes the 30th of February for the 2nd of March.
  return !Number.isNaN(Date.parse(value)) && new Date(date).toISOString().startsWith(date);
}

/** Accepts a moment as RFC 3339 writes it. */
export function IsMoment(): PropertyDecorator {
  return ValidateBy({
    name: 'isMoment',
    validator: {
      validate: isMoment,
      defaultMessage: (args) =>
        `${args?.property ?? 'time'} must be a moment with its offset, as in 2026-11-25T18:00:00Z`,
    },
  });
}
