import { isDay, isTimeOfDay, SERIES_DATES_MAX, weeklyDates } from './series-dates.js';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

describe('the dates of a weekly rule', () => {
  it('are on the given days at the given times, in order, each once', () => {
    const dates = weeklyDates({
      from: '2027-03-10',
      until: '2027-03-21',
      weekdays: [7, 6, 7],
      times: ['20:00', '15:00', '20:00'],
    });
    expect(dates).toEqual([
      '2027-03-13T15:00',
      '2027-03-13T20:00',
      '2027-03-14T15:00',
      '2027-03-14T20:00',
      '2027-03-20T15:00',
      '2027-03-20T20:00',
      '2027-03-21T15:00',
      '2027-03-21T20:00',
    ]);
  });

  it('keep their time on the wall when clocks change', () => {
    const dates = weeklyDates({
      from: '2027-03-22',
      until: '2027-04-04',
      weekdays: [7],
      times: ['02:30'],
    });
    // The first one is in the gap: whoever knows the time zone refuses it.
    expect(dates).toEqual(['2027-03-28T02:30', '2027-04-04T02:30']);
  });

  it.each([
    ['2027-01-31', '2027-02-01', ['2027-01-31', '2027-02-01']],
    ['2028-02-28', '2028-03-01', ['2028-02-28', '2028-02-29', '2028-03-01']],
    ['2027-12-31', '2028-01-01', ['2027-12-31', '2028-01-01']],
    ['2027-03-14', '2027-03-14', ['2027-03-14']],
    ['2027-03-15', '2027-03-14', []],
  ])('from %s until %s', (from, until, days) => {
    const dates = weeklyDates({ from, until, weekdays: EVERY_DAY, times: ['19:30'] });
    expect(dates).toEqual(days.map((day) => `${day}T19:30`));
  });

  it('end soon where there are too many', () => {
    const rule = { from: '2027-01-01', until: '2199-12-31', weekdays: EVERY_DAY, times: ['19:30'] };
    expect(weeklyDates(rule)).toHaveLength(SERIES_DATES_MAX + 1);
  });

  it.each(['2027-02-29', '2027-13-01', '27-03-14', '2027-03-14T19:30', '', null, 20270314])(
    '%p is no day',
    (day) => {
      expect(isDay(day)).toBe(false);
    },
  );

  it.each(['24:00', '9:00', '19:60', '19:30:00', '', null, 1930])(
    '%p is no time of day',
    (time) => {
      expect(isTimeOfDay(time)).toBe(false);
    },
  );
});
