import { clocksApart } from './clocks.js';

const NOON = Date.parse('2026-11-27T12:00:00Z');
const HOUR = 3_600_000;

describe('the clocks of the API and of its database', () => {
  it('are named both where they are an hour apart, and neither is blamed', () => {
    const warning = clocksApart({ askedAt: NOON, answeredAt: NOON + 5, databaseAt: NOON - HOUR });
    expect(warning).toMatch(
      /API \(2026-11-27T12:00:00\.005Z\) and of the database \(2026-11-27T11:00:00\.000Z\) are 3600 s apart, the database's being the earlier/,
    );
    expect(clocksApart({ askedAt: NOON, answeredAt: NOON + 5, databaseAt: NOON + HOUR })).toMatch(
      /3600 s apart, the API's being the earlier/,
    );
  });

  it('are not called apart because the answer took long', () => {
    expect(
      clocksApart({ askedAt: NOON, answeredAt: NOON + HOUR, databaseAt: NOON + HOUR / 2 }),
    ).toBeUndefined();
  });

  it('may differ by seconds', () => {
    expect(
      clocksApart({ askedAt: NOON, answeredAt: NOON, databaseAt: NOON - 20_000 }),
    ).toBeUndefined();
  });
});
