import { isMoment } from './moment.js';

describe('a moment', () => {
  it.each(['2026-11-25T18:00:00Z', '2026-11-25T18:00+01:00', '2026-11-25T18:00:00.123456-05:00'])(
    'is %s',
    (text) => {
      expect(isMoment(text)).toBe(true);
    },
  );

  it.each([
    '2026-11-25',
    '2026-11-25T18:00:00',
    '2026-13-25T18:00:00Z',
    '2026-11-25T25:00:00Z',
    '2016-12-31T23:59:60Z',
    '2027-02-30T00:00:00Z',
    '2027-02-28T00:00:00+20:00',
    '0000-01-01T00:00:00Z',
    'yesterday',
    '1',
    1_764_000_000_000,
    null,
    { $gt: '' },
  ])('is not %j', (value) => {
    expect(isMoment(value)).toBe(false);
  });
});
