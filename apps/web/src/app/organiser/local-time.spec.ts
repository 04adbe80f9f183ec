import { isShownTwice, localTimeIn } from './local-time';

describe('the time at a venue', () => {
  it('is that of its own clock, in winter and in summer', () => {
    expect(localTimeIn('2027-03-14T18:30:00.000Z', 'Europe/Berlin')).toBe('2027-03-14T19:30');
    expect(localTimeIn('2027-07-14T17:30:00.000Z', 'Europe/Berlin')).toBe('2027-07-14T19:30');
    expect(localTimeIn('2027-03-14T00:30:00.000Z', 'America/New_York')).toBe('2027-03-13T19:30');
  });

  it('is nothing where nobody has said', () => {
    expect(localTimeIn(null, 'Europe/Berlin')).toBe('');
  });
});

describe('a time that a clock shows twice', () => {
  it.each([
    ['2027-10-31T02:00', 'Europe/Berlin', true],
    ['2027-10-31T02:59', 'Europe/Berlin', true],
    ['2027-10-31T01:59', 'Europe/Berlin', false],
    ['2027-10-31T03:00', 'Europe/Berlin', false],
    ['2027-10-31T01:30', 'Europe/London', true],
    ['2027-11-07T01:30', 'America/New_York', true],
    ['2027-04-04T01:45', 'Australia/Lord_Howe', true],
    ['2027-10-31T02:30', 'UTC', false],
    // Skipped in spring: it is shown never.
    ['2027-03-28T02:30', 'Europe/Berlin', false],
    ['', 'Europe/Berlin', false],
    ['2027-10-31T02:30', 'Mars/Olympus', false],
  ])('%s in %s: %s', (time, timeZone, isTwice) => {
    expect(isShownTwice(time, timeZone)).toBe(isTwice);
  });
});
