/** Most dates of one series: two a week for a year. */
export const SERIES_DATES_MAX = 100;

/** Most times of one day: a puppet theatre on a Sunday. */
export const SERIES_TIMES_MAX = 10;

/** Days of the week, as ISO 8601 numbers them. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** Dates that repeat each week. Days and times are as the clock at the venue shows them. */
export interface WeeklyRule {
  /** The first day that counts, as in `2027-03-14`. */
  from: string;
  /** The last day that counts. */
  until: string;
  weekdays: readonly number[];
  /** As in `19:30`. */
  times: readonly string[];
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Whether a value is a day that the calendar has, in this century or the next. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^2[01]\d\d-\d\d-\d\d$/.test(value)) return false;
  const parsed = new Date(`${value}T00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}

/** Whether a value is a time of day, to the minute. */
export function isTimeOfDay(value: unknown): value is string {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/**
 * The dates of a rule as the clock at the venue shows them, in order, each once. That a clock skips one of them in
 * spring, only its time zone tells.
 *
 * @returns at most one more than {@link SERIES_DATES_MAX}, which tells that there are too many
 */
export function weeklyDates({ from, until, weekdays, times }: WeeklyRule): string[] {
  const ofDay = [...new Set(times)].sort();
  const dates: string[] = [];
  // Days are counted in UTC, where each has 24 hours.
  const last = Date.parse(`${until}T00:00Z`);
  for (let day = Date.parse(`${from}T00:00Z`); day <= last; day += DAY_MS) {
    if (!weekdays.includes(weekdayOf(day))) continue;
    for (const time of ofDay) {
      if (dates.length > SERIES_DATES_MAX) return dates;
      dates.push(`${new Date(day).toISOString().slice(0, 10)}T${time}`);
    }
  }
  return dates;
}

function weekdayOf(day: number): number {
  return new Date(day).getUTCDay() || 7;
}
