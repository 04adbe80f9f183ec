import { RestartLimit } from './restart-limit.ts';

describe('RestartLimit', () => {
  it('waits longer each time, and gives up after five in a row', () => {
    const limit = new RestartLimit(0);
    const delays = Array.from({ length: 6 }, () => limit.next(0)?.delayMs);
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, undefined]);
  });

  it('begins anew after a healthy minute', () => {
    const limit = new RestartLimit(0);
    limit.next(0);
    expect(limit.next(1_000)).toEqual({ delayMs: 1_000, attempt: 2, of: 5 });
    expect(limit.next(100_000)).toEqual({ delayMs: 500, attempt: 1, of: 5 });
  });
});
