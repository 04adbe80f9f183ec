import { applyEach, validate, type SchemaPathTree } from '@angular/forms/signals';
import type { SeriesDatesDto } from '@boxoffice/contracts';
import {
  isDay,
  isTimeOfDay,
  SERIES_DATES_MAX,
  weeklyDates,
  WEEKDAYS,
} from '@boxoffice/contracts/series-dates';
import { hasPassed } from '../to-come';

/** New dates of a series, as they are typed: single ones, or a rule. */
export interface SeriesDatesDraft {
  kind: string;
  /** Whether the new dates have the codes of the one that they are copied from. */
  withCodes: boolean;
  /** As the clock at the venue shows them. */
  startsAt: string[];
  weekly: {
    from: string;
    until: string;
    /** From Monday. */
    weekdays: boolean[];
    /** As in `15:00, 19:30`. */
    times: string;
  };
}

export function newSeriesDates(): SeriesDatesDraft {
  return {
    kind: 'single',
    withCodes: false,
    startsAt: [''],
    weekly: { from: '', until: '', weekdays: WEEKDAYS.map(() => false), times: '19:30' },
  };
}

/** What can be said without the server, which alone knows what clocks skip in spring. */
export function isSeriesDates(
  path: SchemaPathTree<SeriesDatesDraft>,
  timeZone: () => string,
): void {
  applyEach(path.startsAt, (row) => {
    validate(row, ({ value, valueOf }) => {
      if (valueOf(path.kind) !== 'single') return null;
      if (value() === '') return { kind: 'missing', message: $localize`Enter date and time` };
      if (hasPassed(value(), timeZone())) {
        return { kind: 'past', message: $localize`This time has passed` };
      }
      const same = valueOf(path.startsAt).filter((time) => time === value());
      return same.length < 2
        ? null
        : { kind: 'twice', message: $localize`This date is already in the list` };
    });
  });
  const isWeekly = (kind: string): boolean => kind === 'weekly';
  for (const day of [path.weekly.from, path.weekly.until]) {
    validate(day, ({ value, valueOf }) =>
      !isWeekly(valueOf(path.kind)) || isDay(value())
        ? null
        : { kind: 'missing', message: $localize`Enter a day` },
    );
  }
  validate(path.weekly.from, ({ value, valueOf }) =>
    isWeekly(valueOf(path.kind)) && isDay(value()) && hasPassed(`${value()}T23:59`, timeZone())
      ? { kind: 'past', message: $localize`This day has passed` }
      : null,
  );
  validate(path.weekly.until, ({ value, valueOf }) =>
    isWeekly(valueOf(path.kind)) && isDay(value()) && value() < valueOf(path.weekly.from)
      ? { kind: 'order', message: $localize`The last day can’t be before the first` }
      : null,
  );
  validate(path.weekly.times, ({ value, valueOf }) => {
    if (!isWeekly(valueOf(path.kind))) return null;
    const times = timesIn(value());
    return times.length > 0 && times.every(isTimeOfDay)
      ? null
      : { kind: 'times', message: $localize`Write times like 15:00, 19:30` };
  });
  validate(path.weekly.weekdays, ({ value, valueOf }) =>
    !isWeekly(valueOf(path.kind)) || value().some(Boolean)
      ? null
      : { kind: 'missing', message: $localize`Choose at least one day of the week` },
  );
  validate(path.weekly, ({ value, valueOf }) =>
    isWeekly(valueOf(path.kind)) && datesOf(value()).length > SERIES_DATES_MAX
      ? {
          kind: 'many',
          message: $localize`A series can have no more than ${SERIES_DATES_MAX}:count: dates`,
        }
      : null,
  );
}

/** What the API takes. The draft is filled in right. */
export function seriesDatesDto({
  kind,
  startsAt,
  weekly,
  withCodes,
}: SeriesDatesDraft): SeriesDatesDto {
  if (kind === 'single') return { startsAt, withCodes };
  const { from, until } = weekly;
  return {
    weekly: { from, until, weekdays: weekdaysIn(weekly), times: timesIn(weekly.times) },
    withCodes,
  };
}

/** How many dates a draft has; 0 where it isn't filled in yet. */
export function countOf({ kind, startsAt, weekly }: SeriesDatesDraft): number {
  return kind === 'single' ? startsAt.filter((time) => time !== '').length : datesOf(weekly).length;
}

function datesOf({ from, until, times, ...weekly }: SeriesDatesDraft['weekly']): string[] {
  const ofDay = timesIn(times);
  if (!isDay(from) || !isDay(until) || !ofDay.every(isTimeOfDay)) return [];
  return weeklyDates({ from, until, weekdays: weekdaysIn(weekly), times: ofDay });
}

function weekdaysIn({ weekdays }: Pick<SeriesDatesDraft['weekly'], 'weekdays'>) {
  return WEEKDAYS.filter((day) => weekdays[day - 1]);
}

/** Each once, with the nought that people leave out before nine o’clock. */
function timesIn(text: string): string[] {
  const times = text.split(/[,;\s]+/).filter((time) => time !== '');
  return [...new Set(times.map((time) => time.padStart(5, '0')))];
}
