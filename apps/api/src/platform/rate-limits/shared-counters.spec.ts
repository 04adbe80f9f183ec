import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { SharedCounter } from './shared-counters.js';

const LIMIT = { requests: 3, seconds: 60 };

describe('counts that processes share in the database', () => {
  let database: DemoDatabase;

  beforeAll(async () => {
    database = await openDemoDatabase();
  });

  afterAll(() => database.close());

  const aProcess = (name: string): SharedCounter => new SharedCounter(name, LIMIT, database);

  it('are of all processes together', async () => {
    const [here, there] = [aProcess('shared'), aProcess('shared')];
    expect(await here.count('a')).toMatchObject({ isWithin: true, remaining: 2 });
    expect(await there.count('a')).toMatchObject({ isWithin: true, remaining: 1 });
    expect(await here.count('a')).toMatchObject({ isWithin: true, remaining: 0 });
    expect(await there.count('a')).toMatchObject({ isWithin: false, remaining: 0 });
    expect(await here.count('a')).toMatchObject({ isWithin: false });
    expect(await here.count('b')).toMatchObject({ isWithin: true });
  });

  it('let in exactly as many as the limit says, of many at once', async () => {
    const processes = [aProcess('at once'), aProcess('at once')];
    const verdicts = await Promise.all(
      processes.flatMap((each) => Array.from({ length: 20 }, () => each.count('a'))),
    );
    expect(verdicts.filter(({ isWithin }) => isWithin)).toHaveLength(LIMIT.requests);
  });

  it('are not asked for again while a caller is over the limit', async () => {
    const here = aProcess('flood');
    for (let count = 0; count < 50; count += 1) await here.count('a');
    const [row] = await database.dataSource.query<{ points: number }[]>(
      `SELECT points FROM rate_limits WHERE key = 'flood:a'`,
    );
    expect(row?.points).toBe(LIMIT.requests + 1);
    expect(await here.count('a')).toMatchObject({ isWithin: false, remaining: 0 });
  });

  it('begin anew when the window is over', async () => {
    const [here, there] = [aProcess('window'), aProcess('window')];
    for (let count = 0; count < 3; count += 1) await here.count('a');
    await database.dataSource.query(`UPDATE rate_limits SET expire = 0 WHERE key = 'window:a'`);
    expect(await there.count('a')).toMatchObject({ isWithin: true, remaining: 2 });
  });

  it('are each process its own while the database is away', async () => {
    const away = await openDemoDatabase();
    const here = new SharedCounter('away', LIMIT, away);
    await away.close();
    const within: boolean[] = [];
    for (let count = 0; count < 4; count += 1) within.push((await here.count('a')).isWithin);
    expect(within).toEqual([true, true, true, false]);
  });
});
