import { SERIES_DATES_MAX, type SeriesDatesDto } from '@boxoffice/contracts';
import { DomainError } from '../../platform/problems/domain-error.js';
import { readDates } from './read-dates.js';

const BERLIN = 'Europe/Berlin';
const NOW = Date.UTC(2026, 10, 27);

function errorsOf(asked: SeriesDatesDto, taken: Date[] = []) {
  try {
    readDates(asked, BERLIN, { taken, now: NOW });
  } catch (error) {
    if (error instanceof DomainError) return error.facts.errors;
    throw error;
  }
  return [];
}

describe('the dates of a series', () => {
  it('keep their time on the wall across both changes of the clocks', () => {
    const weekly = {
      from: '2027-03-21',
      until: '2027-04-04',
      weekdays: [7 as const],
      times: ['19:30'],
    };
    const dates = readDates(
      { weekly, startsAt: ['2027-10-31T19:30', '2027-10-30T19:30'] },
      BERLIN,
      { now: NOW },
    );
    expect(dates.map(({ at }) => at.toISOString())).toEqual([
      '2027-03-21T18:30:00.000Z',
      '2027-03-28T17:30:00.000Z',
      '2027-04-04T17:30:00.000Z',
      '2027-10-30T17:30:00.000Z',
      '2027-10-31T18:30:00.000Z',
    ]);
  });

  it('that clocks skip are refused by name, all of them at once', () => {
    const weekly = {
      from: '2027-03-28',
      until: '2027-03-28',
      weekdays: [7 as const],
      times: ['02:15', '20:00'],
    };
    const errors = errorsOf({ startsAt: ['2027-03-28T02:30', '2027-03-29T02:30'], weekly });
    const reason = 'SKIPPED_TIME';
    expect(errors).toEqual([
      { field: 'startsAt.0', messages: [expect.stringContaining('2027-03-28T02:30')], reason },
      { field: 'weekly', messages: [expect.stringContaining('2027-03-28T02:15')], reason },
    ]);
  });

  it('that are there twice are refused, also where one is written with its offset', () => {
    const twice = { startsAt: ['2027-03-14T19:30', '2027-03-14T19:30:00+01:00'] };
    expect(errorsOf(twice)).toMatchObject([{ field: 'startsAt.1' }]);
    const taken = [new Date('2027-03-14T18:30:00Z')];
    expect(errorsOf({ startsAt: ['2027-03-14T19:30'] }, taken)).toMatchObject([
      { field: 'startsAt.0', messages: ['2027-03-14T19:30 is already a date of this series'] },
    ]);
  });

  it('are at most a hundred, those that there are among them', () => {
    const startsAt = Array.from(
      { length: SERIES_DATES_MAX },
      (_, index) =>
        `2027-03-14T${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`,
    );
    expect(readDates({ startsAt }, BERLIN, { now: NOW })).toHaveLength(SERIES_DATES_MAX);
    expect(errorsOf({ startsAt }, [new Date('2026-01-01T00:00:00Z')])).toMatchObject([
      { field: 'startsAt', messages: ['A series can have no more than 100 dates'] },
    ]);
    const daily = { weekdays: [1, 2, 3, 4, 5, 6, 7] as const, times: ['19:30'] };
    const weekly = {
      ...daily,
      weekdays: [...daily.weekdays],
      from: '2027-01-01',
      until: '2099-01-01',
    };
    expect(errorsOf({ weekly })).toMatchObject([{ field: 'startsAt' }]);
  });

  it('are at least one, and a rule ends after it begins', () => {
    expect(errorsOf({})).toMatchObject([{ field: 'startsAt' }]);
    const weekly = {
      from: '2027-03-15',
      until: '2027-03-14',
      weekdays: [7 as const],
      times: ['19:30'],
    };
    expect(errorsOf({ weekly })).toEqual([
      { field: 'weekly.until', messages: ['until must not be before from'] },
    ]);
  });

  it('refuses what has passed, each at its place', () => {
    const weekly = {
      from: '2026-11-26',
      until: '2026-11-27',
      weekdays: [4, 5] as const,
      times: ['19:30'],
    };
    expect(errorsOf({ startsAt: ['2026-11-26T19:30', '2026-11-28T19:30'] })).toEqual([
      { field: 'startsAt.0', messages: ['startsAt.0 must be in the future'], reason: 'PAST' },
    ]);
    expect(errorsOf({ weekly: { ...weekly, weekdays: [...weekly.weekdays] } })).toMatchObject([
      { field: 'weekly', reason: 'PAST' },
    ]);
  });
});
