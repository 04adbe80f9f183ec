import type { DataSource } from 'typeorm';
import { installJobs } from '../platform/jobs/install-jobs.js';
import { admitApplication } from '../platform/database/application-role.js';
import { requireMigratable } from '../platform/database/require-schema.js';

/** An advisory lock that no other program uses in this database ("box" in ASCII). */
const MIGRATION_LOCK = 0x62_6f_78;

/**
 * Brings the schema up to date, and grants the application its rights on it. If several processes do so at once, one
 * migrates, and the others wait and find nothing left to do.
 *
 * @param dataSource of the owner
 * @returns the names of the migrations that were missing
 * @throws SchemaError if a version from before the first release made the tables
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const lock = dataSource.createQueryRunner();
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await requireMigratable(dataSource);
    const migrations = await dataSource.runMigrations({ transaction: 'each' });
    await installJobs(addressOf(dataSource));
    await admitApplication(dataSource);
    return migrations.map(({ name }) => name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
  }
}

function addressOf({ options }: DataSource): string {
  if (options.type !== 'postgres' || options.url === undefined) {
    throw new Error('The database is a PostgreSQL, and has an address.');
  }
  return options.url;
}
