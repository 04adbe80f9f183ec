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
  const applied = await appliedTo(dataSource);
  const known = knownBy(dataSource);
  refuseUnreleased(applied, known);
  const newer = applied.findLast((name) => !known.includes(name));
  if (newer !== undefined) {
    throw new SchemaError(
      `The database is newer than this API (it has ${newer}, which this version does not know): start the version that migrated it, or restore a dump from before.`,
    );
  }
  const missing = known.filter((name) => !applied.includes(name));
  if (missing.length === 0) return;
  throw new SchemaError(
    `The database lacks ${missing.length} ${missing.length === 1 ? 'migration' : 'migrations'} (from ${missing[0]}): run "npm run migrate" as the owner of its tables, or "node apps/api/dist/migrate.js" in the image.`,
  );
}

/**
 * The first migration creates every table, and would fail where there are some already.
 *
 * @param dataSource of the owner
 * @throws SchemaError where the tables were made by a version from before the first release
 */
export async function requireMigratable(dataSource: DataSource): Promise<void> {
  refuseUnreleased(await appliedTo(dataSource), knownBy(dataSource));
}

/** Before the first release there were other migrations, all of them older than the first of today. */
function refuseUnreleased(applied: string[], known: string[]): void {
  const first = Math.min(...known.map(timeOf));
  const old = applied.findLast((name) => timeOf(name) < first);
  if (old === undefined) return;
  throw new SchemaError(
    `The database was made by a version from before the first release (it has ${old}) and cannot be upgraded: use a new, empty database, and delete this one where it holds nothing but the demo.`,
  );
}

/** TypeORM demands that a migration's name end in its time, in milliseconds since 1970. */
function timeOf(migration: string): number {
  return Number(migration.slice(-13));
}

function knownBy(dataSource: DataSource): string[] {
  return dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
}

/** In the order in which they were carried out. */
async function appliedTo(dataSource: DataSource): Promise<string[]> {
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
