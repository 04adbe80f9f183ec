import { createDatabaseTemplate, createTestDatabase } from '@boxoffice/testing';
import type { DataSource } from 'typeorm';
import { createDataSource, type DatabaseUser } from '../platform/database/data-source.js';
import { insertDemoEvent } from '../demo/demo-event.js';
import { insertDemoUsers } from '../demo/demo-users.js';
import { migrate } from './migrate.js';
import { SCHEMA } from './boxoffice-schema.js';

const POOL = { DATABASE_POOL_SIZE: 10, DATABASE_WAIT_MS: 10_000 };

/** A connected database of a test's own. */
export interface DemoDatabase {
  /** For other connections; its user is a superuser. */
  url: string;
  dataSource: DataSource;
  close(): Promise<void>;
}

/**
 * A migrated database with the demo data, cloned from a template that is built once per run.
 *
 * @param user whose rights the test has; by default the application's
 */
export async function openDemoDatabase(user?: DatabaseUser): Promise<DemoDatabase> {
  await createDatabaseTemplate('demo', async (url) => {
    const dataSource = await createDataSource(
      { ...POOL, DATABASE_URL: url },
      SCHEMA,
      'owner',
    ).initialize();
    await migrate(dataSource);
    await insertDemoEvent(dataSource);
    await insertDemoUsers(dataSource);
    await forgetThePast(dataSource);
    await dataSource.destroy();
  });
  const database = await createTestDatabase({ template: 'demo' });
  const settings = { ...POOL, DATABASE_URL: database.url };
  const dataSource = await createDataSource(settings, SCHEMA, user).initialize();
  return {
    url: database.url,
    dataSource,
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

/** Creating the demo's users records their roles; every test's audit begins empty. */
async function forgetThePast(dataSource: DataSource): Promise<void> {
  await dataSource.query(`
    ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_only_added_to;
    TRUNCATE audit_entries RESTART IDENTITY;
    ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_only_added_to`);
}
