import { ManualClock } from '../clock/manual-clock.fixture.js';
import { MemoryQuota } from './memory-quota.js';

const LIMIT = { requests: 6, seconds: 3_600 };

describe('a quota of one process', () => {
  const clock = new ManualClock(0);
  const quotaOf = (keysMax?: number): MemoryQuota =>
    new MemoryQuota(LIMIT, () => clock.elapsed(), keysMax);

  it('is full again when the window of the first one that was taken is over', async () => {
    const quota = quotaOf();
    await quota.take('a', 4);
    clock.milliseconds += 1_800_000;
    expect(await quota.take('a', 2)).toEqual({ before: 4, sinceSeconds: 1_800 });
    clock.milliseconds += 1_799_999;
    expect(await quota.take('a', 1)).toEqual({ waitSeconds: 1 });
    clock.milliseconds += 1;
    expect(await quota.take('a', 6)).toEqual({ before: 0, sinceSeconds: 0 });
    // What is given back of the window before does not add to this one.
    await quota.giveBack('b', 6);
    expect(await quota.take('b', 7)).toHaveProperty('waitSeconds');
    await quota.giveBack('a', 4, 1_800);
    expect(await quota.take('a', 1)).toEqual({ waitSeconds: 3_600 });
  });

  it('does not remember keys of which nothing is taken', async () => {
    const quota = quotaOf();
    for (let key = 0; key < 100; key += 1) {
      await quota.take(`${key}`, 2);
      await quota.giveBack(`${key}`, 2);
      await quota.take(`${key}`, 7);
    }
    expect(quota.size).toBe(0);
  });

  it('forgets those whose window is over', async () => {
    const quota = quotaOf();
    for (let key = 0; key < 100; key += 1) await quota.take(`old ${key}`, 1);
    clock.milliseconds += 3_600_000;
    for (let key = 0; key < 50; key += 1) await quota.take(`new ${key}`, 1);
    expect(quota.size).toBe(50);
  });

  it('never remembers more than its bound', async () => {
    const quota = quotaOf(10);
    for (let key = 0; key < 100; key += 1) {
      await quota.take(`${key}`, 6);
      expect(quota.size).toBeLessThanOrEqual(10);
    }
    expect(await quota.take('99', 1)).toHaveProperty('waitSeconds');
  });
});
