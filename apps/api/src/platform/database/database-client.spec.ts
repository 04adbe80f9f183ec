import pg from 'pg';
import { DatabaseClient } from './database-client.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';

const WRITE = 'UPDATE users SET name = name WHERE id = 1';

/** What a standby answers, and what a pooler that gives a session another server. */
const REFUSALS: [string, string][] = [
  ['25006', `SET TRANSACTION READ ONLY; ${WRITE}`],
  ['26000', 'EXECUTE never_prepared'],
];

describe('connections to a database that refuses', () => {
  let database: DemoDatabase;

  beforeEach(async () => {
    database = await openDemoDatabase();
  });

  afterEach(() => database.close());

  const backend = async (): Promise<number | undefined> => {
    const rows = await database.dataSource.query<{ pid: number }[]>(
      'SELECT pg_backend_pid() AS pid',
    );
    return rows[0]?.pid;
  };

  const refused = async (statement: string, state: string): Promise<void> => {
    const work = database.dataSource.transaction((manager) => manager.query(statement));
    await expect(work).rejects.toMatchObject({ driverError: { code: state } });
  };

  it.each(REFUSALS)('is replaced after %s', async (state, statement) => {
    const before = await backend();
    expect(await backend()).toBe(before);
    await refused(statement, state);
    expect(await backend()).not.toBe(before);
  });

  it('is kept after a mistake', async () => {
    const before = await backend();
    await expect(database.dataSource.query('SELECT 1 / 0')).rejects.toThrow('division by zero');
    expect(await backend()).toBe(before);
  });

  it('replaces the others too where the server takes no changes, each behind its transaction', async () => {
    const other = database.dataSource.createQueryRunner();
    await other.startTransaction();
    const [before]: { pid: number }[] = await other.query('SELECT pg_backend_pid() AS pid');
    await refused(`SET TRANSACTION READ ONLY; ${WRITE}`, '25006');
    await other.query(WRITE);
    await other.commitTransaction();
    await other.release();
    const pids = await Promise.all(Array.from({ length: 10 }, () => backend()));
    expect(pids).not.toContain(before?.pid);
  });

  it('does so for pools of other kinds, such as that of the job system', async () => {
    const pool = new pg.Pool({
      connectionString: database.url,
      max: 1,
      ...{ Client: DatabaseClient },
    });
    pool.on('error', () => undefined);
    const pid = async (): Promise<number | undefined> =>
      (await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
    const before = await pid();
    await refused(`SET TRANSACTION READ ONLY; ${WRITE}`, '25006');
    expect(await pid()).not.toBe(before);
    await pool.end();
  });

  it('is kept while its statement takes long', async () => {
    const before = await backend();
    // Long enough for the server to be asked whether it is still at it.
    await database.dataSource.query('SELECT pg_sleep(6)');
    expect(await backend()).toBe(before);
  });

  it('never compiles a plan', async () => {
    await expect(database.dataSource.query('SHOW jit')).resolves.toEqual([{ jit: 'off' }]);
  });
});
