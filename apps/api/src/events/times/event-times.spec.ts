import { daysBefore, EventTimes, movedAlong } from './event-times.js';

function read(time: string, timeZone: string) {
  const times = new EventTimes(timeZone);
  const moment = times.read('startsAt', time);
  return { at: moment?.toISOString(), errors: times.errors, notes: times.notes };
}

describe('the times of an event', () => {
  it.each([
    ['2027-03-14T19:30', 'Europe/Berlin', '2027-03-14T18:30:00.000Z'],
    ['2027-06-14T19:30:15', 'Europe/Berlin', '2027-06-14T17:30:15.000Z'],
    ['2027-06-14T19:30', 'Asia/Kathmandu', '2027-06-14T13:45:00.000Z'],
    ['2027-06-14T19:30:00-03:00', 'Europe/Berlin', '2027-06-14T22:30:00.000Z'],
    ['2028-02-29T12:00', 'UTC', '2028-02-29T12:00:00.000Z'],
    // Just before and after the gap.
    ['2027-03-28T01:59', 'Europe/Berlin', '2027-03-28T00:59:00.000Z'],
    ['2027-03-28T03:00', 'Europe/Berlin', '2027-03-28T01:00:00.000Z'],
  ])('%s in %s is %s', (time, timeZone, at) => {
    expect(read(time, timeZone)).toEqual({ at, errors: [], notes: [] });
  });

  it.each([
    ['2027-03-28T02:00', 'Europe/Berlin'],
    ['2027-03-28T02:59:59', 'Europe/Berlin'],
    ['2027-03-14T02:30', 'America/New_York'],
    // Half an hour alone.
    ['2027-10-03T02:15', 'Australia/Lord_Howe'],
    // A whole day, which the island left out.
    ['2011-12-30T12:00', 'Pacific/Apia'],
  ])('%s in %s, which the clocks skip, is refused', (time, timeZone) => {
    const { at, errors } = read(time, timeZone);
    expect(at).toBeUndefined();
    expect(errors).toEqual([
      {
        field: 'startsAt',
        messages: [expect.stringContaining(`clocks go forward over ${time}`)],
        reason: 'SKIPPED_TIME',
      },
    ]);
  });

  it('of an hour that is shown twice, the first is taken, and a note says which is the second', () => {
    const { at, errors, notes } = read('2027-10-31T02:30', 'Europe/Berlin');
    expect({ at, errors }).toEqual({ at: '2027-10-31T00:30:00.000Z', errors: [] });
    expect(notes).toEqual([expect.stringContaining('2027-10-31T02:30:00+01:00 is the second')]);
  });

  it('no time is none', () => {
    expect(new EventTimes('UTC').read('endsAt', null)).toBeNull();
  });

  it.each([
    // Doors three quarters of an hour before, across both changes of the clocks.
    [
      '2027-03-14T17:45:00Z',
      '2027-03-14T18:30:00Z',
      '2027-06-14T17:30:00Z',
      '2027-06-14T16:45:00.000Z',
    ],
    [
      '2027-06-14T16:45:00Z',
      '2027-06-14T17:30:00Z',
      '2027-12-14T18:30:00Z',
      '2027-12-14T17:45:00.000Z',
    ],
    // The sale ends at noon of the day before.
    [
      '2027-03-13T11:00:00Z',
      '2027-03-14T18:30:00Z',
      '2027-03-28T17:30:00Z',
      '2027-03-27T11:00:00.000Z',
    ],
  ])('%s beside %s moves with it to %s', (moment, from, to, expected) => {
    const moved = movedAlong(new Date(moment), new Date(from), new Date(to), 'Europe/Berlin');
    expect(moved.toISOString()).toBe(expected);
  });

  it.each([
    // Across the change of the clocks, and at the end of a short month.
    ['2027-03-28T17:30:00Z', 1, '09:00', '2027-03-27T09:00'],
    ['2027-03-29T17:30:00Z', 1, '02:30', '2027-03-28T02:30'],
    ['2027-03-31T17:30:00Z', 31, '00:00', '2027-02-28T00:00'],
    // Late in the evening in UTC, it is the next day at the venue.
    ['2027-06-14T22:30:00Z', 0, '18:00', '2027-06-15T18:00'],
  ])('%s, %i days before at %s is %s', (moment, days, time, expected) => {
    expect(daysBefore(new Date(moment), days, time, 'Europe/Berlin')).toBe(expected);
  });
});
