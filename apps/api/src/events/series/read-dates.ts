import {
  SERIES_DATES_MAX,
  weeklyDates,
  type FieldErrorDto,
  type SeriesDatesDto,
} from '@boxoffice/contracts';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { errorsOfPast, EventTimes } from '../times/event-times.js';

/** A date to be added to a series. */
export interface NewDate {
  /** As it was asked for. */
  startsAt: string;
  at: Date;
}

/**
 * The dates that somebody asks for, the first one first: those of the rule and those that stand alone, each once.
 *
 * @param taken dates that the series has already, which may not be among them
 * @param now milliseconds since 1970
 * @throws DomainError VALIDATION_FAILED, which names each date that the clock at the venue skips, that has passed, or that
 * is there twice
 */
export function readDates(
  { startsAt = [], weekly }: SeriesDatesDto,
  timeZone: string,
  { taken = [], now }: { taken?: readonly Date[]; now: number },
): NewDate[] {
  const errors: FieldErrorDto[] = [];
  if (weekly && weekly.until < weekly.from) {
    errors.push({ field: 'weekly.until', messages: ['until must not be before from'] });
  }
  const dates = new Map<number, NewDate>(taken.map((at) => [at.getTime(), { startsAt: '', at }]));
  const ofRule = weekly ? weeklyDates(weekly) : [];
  const asked = [
    ...startsAt.map((time, index) => ({ field: `startsAt.${index}`, time })),
    ...ofRule.map((time) => ({ field: 'weekly', time })),
  ];
  if (asked.length + taken.length > SERIES_DATES_MAX) throw tooManyDates();
  for (const { field, time } of asked) {
    const times = new EventTimes(timeZone);
    const at = times.read(field, time);
    errors.push(...times.errors);
    if (!at) continue;
    errors.push(...errorsOfPast(field, at, now));
    if (dates.has(at.getTime())) {
      errors.push({
        field,
        messages: [`${time} is already a date of this series`],
        reason: 'REPEATED',
      });
    }
    dates.set(at.getTime(), { startsAt: time, at });
  }
  if (asked.length === 0 && errors.length === 0) {
    errors.push({
      field: 'startsAt',
      messages: ['startsAt or weekly must give at least one date'],
    });
  }
  if (errors.length > 0) throw validationFailed(errors);
  return [...dates.values()]
    .filter(({ startsAt: time }) => time !== '')
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

function tooManyDates() {
  const message = `A series can have no more than ${SERIES_DATES_MAX} dates`;
  return validationFailed([{ field: 'startsAt', messages: [message] }]);
}
