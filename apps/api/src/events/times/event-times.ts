import { isLocalTime, type FieldErrorDto } from '@boxoffice/contracts';
import { Temporal } from 'temporal-polyfill';

/**
 * Reads the times of an event as its time zone has them. A time that the clock skips is refused; of one that it shows
 * twice, the first is taken, and a note says so.
 */
export class EventTimes {
  readonly errors: FieldErrorDto[] = [];
  /** What whoever wrote the times should know. */
  readonly notes: string[] = [];

  /** @param timeZone a known IANA name */
  constructor(private readonly timeZone: string) {}

  /**
   * @param field names it in errors and notes
   * @param time as `IsEventTime` takes it
   * @returns the moment; null where none was said, and where there is no such time, which {@link errors} tells
   */
  read(field: string, time: string | null): Date | null {
    if (time === null) return null;
    return isLocalTime(time) ? this.atVenue(field, time) : new Date(time);
  }

  private atVenue(field: string, time: string): Date | null {
    const onTheWall = Temporal.PlainDateTime.from(time);
    const first = onTheWall.toZonedDateTime(this.timeZone, { disambiguation: 'earlier' });
    const last = onTheWall.toZonedDateTime(this.timeZone, { disambiguation: 'later' });
    if (!first.toPlainDateTime().equals(onTheWall)) {
      const message = `${field} doesn’t exist: in ${this.timeZone}, clocks go forward over ${time}`;
      this.errors.push({ field, messages: [message], reason: 'SKIPPED_TIME' });
      return null;
    }
    if (!first.equals(last)) {
      this.notes.push(
        `${field}: clocks in ${this.timeZone} show ${time} twice. The first was taken; ${last.toString({ timeZoneName: 'never' })} is the second.`,
      );
    }
    return new Date(first.epochMilliseconds);
  }
}

/**
 * What is wrong with a start that has passed: nobody could come.
 *
 * @param now milliseconds since 1970
 */
export function errorsOfPast(field: string, startsAt: Date, now: number): FieldErrorDto[] {
  if (startsAt.getTime() > now) return [];
  return [{ field, messages: [`${field} must be in the future`], reason: 'PAST' }];
}

/**
 * The moment that is as far from `to` on the clock as `moment` is from `from`: the doors of a concert in winter open
 * at the same time on the wall as those of the same concert in summer.
 */
export function movedAlong(moment: Date, from: Date, to: Date, timeZone: string): Date {
  const distance = zoned(from, timeZone)
    .toPlainDateTime()
    .until(zoned(moment, timeZone).toPlainDateTime(), { largestUnit: 'day' });
  const moved = zoned(to, timeZone).toPlainDateTime().add(distance).toZonedDateTime(timeZone);
  return new Date(moved.epochMilliseconds);
}

/**
 * A time so many days before a moment, as the clock at the venue shows it.
 *
 * @param time of day, as in `09:00`
 */
export function daysBefore(moment: Date, days: number, time: string, timeZone: string): string {
  const day = zoned(moment, timeZone).toPlainDate().subtract({ days });
  return day.toPlainDateTime(time).toString({ smallestUnit: 'minute' });
}

/** The moment so many days before another one, at its time of day by the clock at the venue. */
export function momentDaysBefore(moment: Date, days: number, timeZone: string): Date {
  return new Date(zoned(moment, timeZone).subtract({ days }).epochMilliseconds);
}

function zoned(moment: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
}
