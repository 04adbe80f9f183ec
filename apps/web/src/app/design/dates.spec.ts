import { formatDay, formatEventTime } from './dates';

describe("an event's time", () => {
  const startsAt = '2027-06-12T22:30:00.000Z';

  it('is shown in the time zone of the venue, wherever the reader is', () => {
    expect(formatDay(startsAt, 'Europe/Berlin', 'en-US')).toBe('Sunday, June 13, 2027');
    expect(formatDay(startsAt, 'America/New_York', 'en-US')).toBe('Saturday, June 12, 2027');
  });

  it('names the zone, so that nobody comes an hour late', () => {
    const time = formatEventTime(startsAt, 'Europe/Berlin', 'en-US').replace(/\s/g, ' ');
    expect(time).toBe('12:30 AM GMT+2');
  });
});
