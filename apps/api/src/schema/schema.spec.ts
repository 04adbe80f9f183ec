import { openDemoDatabase, type DemoDatabase } from './database.fixture.js';

describe('the schema', () => {
  let database: DemoDatabase;

  beforeAll(async () => {
    database = await openDemoDatabase('owner');
  });

  afterAll(() => database.close());

  it('is what the entities say, after the migrations', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('notices when the entities and the migrations differ', async () => {
    await database.dataSource.query('ALTER TABLE events DROP COLUMN updated_at');
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([expect.stringContaining('"updated_at"')]);
    await database.dataSource.query(
      'ALTER TABLE events ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now()',
    );
  });

  it('has every migration, and no other', async () => {
    expect(await database.dataSource.showMigrations()).toBe(false);
    const applied = await database.dataSource.query<{ name: string }[]>(
      'SELECT name FROM migrations ORDER BY id',
    );
    expect(applied.map(({ name }) => name)).toEqual(
      database.dataSource.migrations.map(({ name }) => name),
    );
  });

  it('can be taken back and made again', async () => {
    for (let left = database.dataSource.migrations.length; left > 0; left -= 1) {
      await database.dataSource.undoLastMigration();
    }
    const tables = await database.dataSource.query<{ tablename: string }[]>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(tables).toEqual([{ tablename: 'migrations' }]);
    const functions = await database.dataSource.query<unknown[]>(
      `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
    );
    expect(functions).toEqual([]);
    await database.dataSource.runMigrations();
  });
});
