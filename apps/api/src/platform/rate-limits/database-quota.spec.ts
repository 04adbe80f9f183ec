import type { DataSource, EntityManager } from 'typeorm';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { untilSomebodyWaits } from '../database/until-somebody-waits.fixture.js';
import { RateLimits } from './rate-limits.js';
import { DatabaseQuota, type Queries } from './database-quota.js';
import { ManualClock } from '../clock/manual-clock.fixture.js';
import { Settings } from '../config/settings.js';

const LIMIT = { requests: 6, seconds: 3_600 };

describe('a quota that processes share in the database', () => {
  let database: DemoDatabase;
  let dataSource: DataSource;
  let name = 0;

  beforeAll(async () => {
    database = await openDemoDatabase();
    dataSource = database.dataSource;
  });

  beforeEach(() => {
    name += 1;
  });

  afterAll(() => database.close());

  const aProcess = (queries: Queries = dataSource): DatabaseQuota =>
    new DatabaseQuota(`${name}`, LIMIT, queries);

  const counted = async (): Promise<number> => {
    const [row] = await dataSource.query<{ counted: number }[]>(
      'SELECT cardinality(taken_at) AS counted FROM rate_limits WHERE key = $1',
      [`${name}:a`],
    );
    return row?.counted ?? 0;
  };

  /** Looks whether there is enough, and then counts: two steps. */
  async function lookAndAdd(queries: Queries): Promise<void> {
    if ((await counted()) + 4 > LIMIT.requests) return;
    await queries.query(
      `INSERT INTO rate_limits AS counted (key, expire, taken_at) VALUES ($1, $2, array_fill(0::bigint, ARRAY[4]))
       ON CONFLICT (key) DO UPDATE SET taken_at = counted.taken_at || excluded.taken_at`,
      [`${name}:a`, Date.now() + 3_600_000],
    );
  }

  const take = (queries: Queries): Promise<unknown> => aProcess(queries).take('a', 4);

  it.each([
    ['gives what there is once, to two who take it', take, 4],
    ['negative control: looked at before it is counted, it is given twice', lookAndAdd, 8],
  ])('%s at the same moment', async (_, takeFour, expected) => {
    let second: Promise<unknown> | undefined;
    await dataSource.transaction(async (manager: EntityManager) => {
      await takeFour(manager);
      second = takeFour(dataSource);
      await untilSomebodyWaits(database);
    });
    await second;
    expect(await counted()).toBe(expected);
  });

  /** As a process is whose last ones are given back while another process takes some. */
  function takenMeanwhile(change: (text: string) => string): Queries {
    return {
      query: async <T>(text: string, parameters?: unknown[]): Promise<T> => {
        if (text.startsWith('DELETE')) await aProcess().take('a', 2);
        return dataSource.query<T>(change(text), parameters);
      },
    };
  }

  it.each([
    ['keeps what is taken while the last ones are given back', (text: string) => text, 2],
    [
      'negative control: deleted without a look, it is lost',
      (text: string) => text.replace(` AND taken_at = '{}'`, ''),
      0,
    ],
  ])('%s', async (_, change, expected) => {
    await aProcess().take('a', 4);
    await aProcess(takenMeanwhile(change)).giveBack('a', 4);
    expect(await counted()).toBe(expected);
  });

  it('leaves no row when everything is given back', async () => {
    await aProcess().take('a', 4);
    await aProcess().giveBack('a', 3);
    await aProcess().giveBack('a', 1);
    expect(await dataSource.query('SELECT FROM rate_limits WHERE key = $1', [`${name}:a`])).toEqual(
      [],
    );
  });

  it('is full again when the window is over', async () => {
    await aProcess().take('a', 6);
    const age = (ms: number): Promise<unknown> =>
      dataSource.query(
        `UPDATE rate_limits SET expire = expire - $2,
           taken_at = ARRAY(SELECT at - $2 FROM unnest(taken_at) AS at) WHERE key = $1`,
        [`${name}:a`, ms],
      );
    await age(3_000_000);
    expect(await aProcess().take('a', 1)).toEqual({ waitSeconds: expect.closeTo(600, -2) });
    await age(600_000);
    expect(await aProcess().take('a', 5)).toEqual({ before: 0, sinceSeconds: 0 });
    // Of the window before.
    await aProcess().giveBack('a', 5, 3_600);
    expect(await aProcess().take('a', 1)).toMatchObject({ before: 5 });
  });

  it('is each process its own while the database is away', async () => {
    const away = await openDemoDatabase();
    const limits = new RateLimits(new Settings(), new ManualClock(0), {
      dataSource: away.dataSource,
    });
    const quota = limits.quota('away', LIMIT);
    await away.close();
    expect(await quota.take('a', 4)).toMatchObject({ before: 0 });
    expect(await quota.take('a', 3)).toEqual({ waitSeconds: 3_600 });
    await quota.giveBack('a', 4);
    expect(await quota.take('a', 6)).toMatchObject({ before: 0 });
  });
});
