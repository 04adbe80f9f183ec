import { ManualClock } from '../clock/manual-clock.fixture.js';
import { openDemoDatabase, type DemoDatabase } from '../database/database.fixture.js';
import { Quota, type Tallies } from './quota.js';
import { SharedTallies } from './shared-counters.js';
import { WindowCounter } from './window-counter.js';

const LIMIT = { requests: 6, seconds: 3_600 };

describe.each(['memory', 'database'])('a quota in the %s', (store) => {
  let database: DemoDatabase;
  let names = 0;

  beforeAll(async () => {
    database = await openDemoDatabase();
  });

  afterAll(() => database.close());

  /** One that nobody has taken of yet, as seen by two processes; in the memory there is one alone. */
  function quotas(): [Quota, Quota] {
    names += 1;
    const inMemory = new WindowCounter(LIMIT, () => Date.now());
    const tallies = (): Tallies =>
      store === 'memory' ? inMemory : new SharedTallies(`quota-${names}`, LIMIT, database);
    return [new Quota(LIMIT, tallies()), new Quota(LIMIT, tallies())];
  }

  it('gives so many of each key, in all processes together', async () => {
    const [here, there] = quotas();
    expect(await here.take('a', 4)).toMatchObject({ before: 0 });
    expect(await there.take('a', 2)).toMatchObject({ before: 4 });
    expect(await here.take('a', 1)).toEqual({ waitSeconds: 3_600 });
    expect(await here.take('b', 6)).toMatchObject({ before: 0 });
  });

  it('takes nothing where there is not enough', async () => {
    const [here, there] = quotas();
    await here.take('a', 4);
    expect(await there.take('a', 3)).toEqual({ waitSeconds: 3_600 });
    expect(await here.take('a', 7)).toEqual({ waitSeconds: 3_600 });
    expect(await there.take('a', 2)).toMatchObject({ before: 4 });
  });

  it('gives again what was given back, and never more', async () => {
    const [here, there] = quotas();
    await here.take('a', 4);
    await there.giveBack('a', 4);
    await there.giveBack('a', 4);
    expect(await here.take('a', 6)).toMatchObject({ before: 0 });
    expect(await here.take('a', 1)).toHaveProperty('waitSeconds');
  });

  it('gives no more than there is to many at once', async () => {
    const [here, there] = quotas();
    const said = await Promise.all(
      Array.from({ length: 15 }, () => [here.take('a', 1), there.take('a', 1)]).flat(),
    );
    const taken = said.filter((one) => 'before' in one);
    expect(taken).toHaveLength(LIMIT.requests);
  });
});

describe('a quota', () => {
  it('is full again when the window of the first one that was taken is over', async () => {
    const clock = new ManualClock(0);
    const quota = new Quota(LIMIT, new WindowCounter(LIMIT, () => clock.elapsed()));
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
  });

  it('does not remember keys of which nothing is taken', async () => {
    const tallies = new WindowCounter(LIMIT, () => 0);
    const quota = new Quota(LIMIT, tallies);
    for (let key = 0; key < 100; key += 1) {
      await quota.take(`${key}`, 2);
      await quota.giveBack(`${key}`, 2);
    }
    expect(tallies.size).toBe(0);
  });
});
