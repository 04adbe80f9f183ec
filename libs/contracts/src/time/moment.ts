import { ValidateBy } from 'class-validator';

/** RFC 3339: a date, a time and an offset. Without an offset, it would be another moment elsewhere. */
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;

/** Whether a value names a moment that there is. */
export function isMoment(value: unknown): value is string {
  return typeof value === 'string' && RFC_3339.test(value) && !Number.isNaN(Date.parse(value));
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
