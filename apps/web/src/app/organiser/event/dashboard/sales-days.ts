import type { DayFiguresDto, EventFiguresDto } from '@boxoffice/contracts';

/** A day of a sale, and all that was sold until its end. */
export interface SalesDay extends DayFiguresDto {
  soldSoFar: number;
  takingsSoFarMinor: number | null;
}

/** Days that are shown after the last sale: long enough to see that it has stopped, and not the years since. */
const QUIET_DAYS_MAX = 14;

/** Most days of one curve: three years. What was sold before them is in what was sold so far. */
const DAYS_MAX = 1_100;

const DAY_MS = 86_400_000;

/** Every day from the first sale until today, also those without a sale. */
export function salesDays({ days, asOf, timeZone }: EventFiguresDto): SalesDay[] {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return [];
  const byDay = new Map(days.map((day) => [day.day, day]));
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(asOf));
  const end = Math.max(
    numberOf(last.day),
    Math.min(numberOf(today), numberOf(last.day) + QUIET_DAYS_MAX),
  );
  const seesTakings = first.takingsMinor !== null;
  let soldSoFar = 0;
  let takings = 0;
  const all: SalesDay[] = [];
  for (let number = numberOf(first.day); number <= end; number += 1) {
    const day = new Date(number * DAY_MS).toISOString().slice(0, 10);
    const { sold, takingsMinor } = byDay.get(day) ?? { sold: 0, takingsMinor: 0 };
    soldSoFar += sold;
    takings += takingsMinor ?? 0;
    all.push({
      day,
      sold,
      takingsMinor: seesTakings ? takingsMinor : null,
      soldSoFar,
      takingsSoFarMinor: seesTakings ? takings : null,
    });
  }
  return all.slice(-DAYS_MAX);
}

function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}
