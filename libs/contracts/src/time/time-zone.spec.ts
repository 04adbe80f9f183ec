import { isTimeZone } from './time-zone.js';

describe('a time zone', () => {
  it.each(['Europe/London', 'Europe/Kyiv', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    'is one: %s',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each([
    'Europe/Atlantis',
    '+02:00',
    'Mars',
    '',
    ' UTC',
    'Europe/London\0',
    'x'.repeat(5_000),
    null,
    1,
    ['UTC'],
  ])('is none: %j', (value) => {
    expect(isTimeZone(value)).toBe(false);
  });
});
