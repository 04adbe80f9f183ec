import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isMoment } from './moment.js';

/** A date and a time as the clock on the wall shows them, in this century or the next. */
const LOCAL = /^2[01]\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/;

/** Whether a value is a time on the wall that the calendar has, without saying where. */
export function isLocalTime(value: unknown): value is string {
  if (typeof value !== 'string' || !LOCAL.test(value)) return false;
  const parsed = new Date(`${value}Z`);
  // JavaScript takes the 30th of February for the 2nd of March.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}

/**
 * Takes a time of an event: as the clock at the venue shows it (`2027-03-14T19:30`), or with an offset. Whether the
 * clock ever shows it there, only the event's time zone tells.
 */
export function IsEventTime(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isEventTime',
      validator: {
        validate: (value) => isLocalTime(value) || (isMoment(value) && isOfThisEra(value)),
        defaultMessage: (args) =>
          `${args?.property ?? 'time'} must be a time at the venue, as in 2027-03-14T19:30, or one with its offset, as in 2027-03-14T18:30:00Z`,
      },
    },
    options,
  );
}

/** What the calendar has, also with an offset: `Date.parse` takes the 30th of February. */
function isOfThisEra(moment: string): boolean {
  return isLocalTime(moment.slice(0, 16));
}
