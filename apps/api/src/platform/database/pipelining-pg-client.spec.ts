import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { prepared } from './pipelining-pg-client.js';

const SUM = prepared('SELECT $1::integer + $2::integer AS sum');

describe('a connection of the API', () => {
  let database: DemoDatabase;

  beforeAll(async () => {
    database = await openDemoDatabase();
  });

  afterAll(() => database.close());

  it('carries out what is sent at the same moment in the order in which it was sent', async () => {
    await database.dataSource.transaction(async (manager) => {
      await manager.query('CREATE TEMPORARY TABLE sent (number integer) ON COMMIT DROP');
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, number) =>
          number % 2 === 0
            ? manager.query('INSERT INTO sent VALUES ($1)', [number])
            : manager.query<{ count: number }[]>('SELECT count(*)::integer AS count FROM sent'),
        ),
      );
      const counts = answers.flatMap((rows) => (rows as { count?: number }[])[0]?.count ?? []);
      expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });
  });

  it('refuses what stands behind a statement that failed, in the same transaction alone', async () => {
    const work = database.dataSource.transaction(async (manager) => {
      await Promise.all([manager.query('SELECT 1 / 0'), manager.query('SELECT 1')]);
    });
    await expect(work).rejects.toThrow('division by zero');
    await expect(database.dataSource.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('has a prepared statement parsed once, whatever its parameters', async () => {
    await database.dataSource.transaction(async (manager) => {
      for (const [a, b] of [
        [1, 2],
        [30, 4],
        [5, -5],
      ]) {
        await expect(manager.query(SUM, [a, b])).resolves.toEqual([{ sum: Number(a) + Number(b) }]);
      }
      const parsed = await manager.query<{ count: number }[]>(
        'SELECT count(*)::integer FROM pg_prepared_statements WHERE statement = $1',
        [SUM],
      );
      expect(parsed).toEqual([{ count: 1 }]);
    });
  });
});
