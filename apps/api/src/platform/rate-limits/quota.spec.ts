import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { DatabaseQuota } from './database-quota.js';
import { MemoryQuota } from './memory-quota.js';
import type { Quota } from './quota.js';

const LIMIT = { requests: 6, seconds: 3_600 };

/** That nothing was taken; on a slow machine, some of the hour is over. */
const REFUSED = { waitSeconds: expect.closeTo(LIMIT.seconds, -2) };

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
    const inMemory = new MemoryQuota(LIMIT, () => Date.now());
    const quota = (): Quota =>
      store === 'memory'
        ? inMemory
        : new DatabaseQuota(`quota-${names}`, LIMIT, database.dataSource);
    return [quota(), quota()];
  }

  it('gives so many of each key, in all processes together', async () => {
    const [here, there] = quotas();
    expect(await here.take('a', 4)).toMatchObject({ before: 0 });
    expect(await there.take('a', 2)).toMatchObject({ before: 4 });
    expect(await here.take('a', 1)).toEqual(REFUSED);
    expect(await here.take('b', 6)).toMatchObject({ before: 0 });
  });

  it('takes nothing where there is not enough', async () => {
    const [here, there] = quotas();
    expect(await here.take('a', 7)).toEqual({ waitSeconds: LIMIT.seconds });
    await here.take('a', 4);
    expect(await there.take('a', 3)).toEqual(REFUSED);
    expect(await here.take('a', 7)).toEqual(REFUSED);
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

  it('gives all that there is to many at once, and no more', async () => {
    const [here, there] = quotas();
    const said = await Promise.all(
      Array.from({ length: 15 }, () => [here.take('a', 1), there.take('a', 1)]).flat(),
    );
    const taken = said.filter((one) => 'before' in one);
    expect(taken).toHaveLength(LIMIT.requests);
  });

  it('refuses nobody for the sake of those whom it refuses', async () => {
    const [here, there] = quotas();
    const said = await Promise.all([
      ...Array.from({ length: 10 }, () => here.take('a', LIMIT.requests - 1)),
      ...Array.from({ length: 10 }, () => there.take('a', 1)),
    ]);
    const [larger, ones] = [said.slice(0, 10), said.slice(10)].map(
      (some) => some.filter((one) => 'before' in one).length,
    );
    expect([
      [1, 1],
      [0, LIMIT.requests],
    ]).toContainEqual([larger, ones]);
  });
});
