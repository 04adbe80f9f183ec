import type { SeriesDateDto } from '@boxoffice/contracts';

/** A day of a calendar page; without a number, it belongs to another month. */
export interface CalendarDay {
  /** As in `2027-03-14`; empty: of another month. */
  day: string;
  dates: SeriesDateDto[];
}

/** A page of the calendar: weeks from Monday to Sunday. */
export interface CalendarMonth {
  /** As in `2027-03`. */
  month: string;
  weeks: CalendarDay[][];
}

const WEEK = 7;

/** The months that have dates, each day as the calendar at the venue has it. */
export function monthsOf(dates: readonly SeriesDateDto[]): CalendarMonth[] {
  const byDay = new Map<string, SeriesDateDto[]>();
  for (const date of dates) {
    const day = dayAt(date.startsAt, date.timeZone);
    byDay.set(day, [...(byDay.get(day) ?? []), date]);
  }
  const months = new Set([...byDay.keys()].map((day) => day.slice(0, 7)));
  return [...months].sort().map((month) => ({ month, weeks: weeksOf(month, byDay) }));
}

/** Sweden writes days as ISO 8601 does. */
function dayAt(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(
    new Date(instant),
  );
}

function weeksOf(month: string, dates: ReadonlyMap<string, SeriesDateDto[]>): CalendarDay[][] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  // In UTC, where every day has 24 hours. Day 0 of the next month is the last one of this.
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + WEEK - 1) % WEEK;
  const cells = Math.ceil((before + length) / WEEK) * WEEK;
  const days = Array.from({ length: cells }, (_, index): CalendarDay => {
    const ofMonth = index - before + 1;
    if (ofMonth < 1 || ofMonth > length) return { day: '', dates: [] };
    const day = `${month}-${String(ofMonth).padStart(2, '0')}`;
    return { day, dates: dates.get(day) ?? [] };
  });
  return Array.from({ length: cells / WEEK }, (_, week) =>
    days.slice(week * WEEK, (week + 1) * WEEK),
  );
}
