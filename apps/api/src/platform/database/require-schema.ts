import type { DataSource } from 'typeorm';
import { sqlState } from './database-errors.js';

/** The schema is not the one that this API works with. Its message is one sentence. */
export class SchemaError extends Error {}

/** SQLSTATEs of a list of migrations that is not there, or was made before the API could read it. */
const NEVER_MIGRATED = new Set(['42P01', '42501']);

/**
 * The API changes nothing about the schema: where migrations are missing, it does not start. Nor does it
 * where there are migrations that it does not know: those of a newer version may have taken away, or made to
 * mean something else, what this one writes.
 *
 * @param dataSource of the application
 * @throws SchemaError where migrations are missing, or unknown
 */
export async function requireSchema(dataSource: DataSource): Promise<void> {
  const carriedOut = new Set(await migrationsOf(dataSource));
  const known = dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
  const unknown = [...carriedOut].filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new SchemaError(
      `The database is newer than this API (it has ${unknown.at(-1)}, which this version does not know): start the version that migrated it, or restore a dump from before.`,
    );
  }
  const missing = known.filter((name) => !carriedOut.has(name));
  if (missing.length === 0) return;
  throw new SchemaError(
    `The database lacks ${missing.length} ${missing.length === 1 ? 'migration' : 'migrations'} (from ${missing[0]}): run "npm run migrate" as the owner of its tables, or "node apps/api/dist/migrate.js" in the image.`,
  );
}

async function migrationsOf(dataSource: DataSource): Promise<string[]> {
  try {
    const rows = await dataSource.query<{ name: string }[]>(
      'SELECT name FROM migrations ORDER BY id',
    );
    return rows.map(({ name }) => name);
  } catch (error) {
    if (NEVER_MIGRATED.has(sqlState(error) ?? '')) return [];
    throw error;
  }
}
