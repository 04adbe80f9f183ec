import type { DataSource } from 'typeorm';
import { sqlState } from './database-errors.js';

/** The database has another schema than this version needs. The message is one sentence. */
export class SchemaError extends Error {}

/** SQLSTATEs of a list of migrations that doesn't exist, or that the API may not read yet. */
const NEVER_MIGRATED = new Set(['42P01', '42501']);

/**
 * The API never migrates, so it doesn't start if migrations are missing. Nor does it start if there are migrations that
 * it doesn't know: a newer version may have dropped what this one writes, or changed its meaning.
 *
 * @param dataSource of the application
 * @throws SchemaError if migrations are missing or unknown
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
 * The baseline creates every table, and would fail on those of a version from before the first release.
 *
 * @param dataSource of the owner
 * @throws SchemaError if such a version made the tables
 */
export async function requireMigratable(dataSource: DataSource): Promise<void> {
  refuseUnreleased(await appliedTo(dataSource), knownBy(dataSource));
}

/** Migrations from before the first release are gone; all of them are older than the baseline. */
function refuseUnreleased(applied: string[], known: string[]): void {
  const first = Math.min(...known.map(timeOf));
  const old = applied.findLast((name) => timeOf(name) < first);
  if (old === undefined) return;
  throw new SchemaError(
    `The database was made by a version from before the first release (it has ${old}) and cannot be upgraded: use a new, empty database, and delete this one where it holds nothing but the demo.`,
  );
}

/** For TypeORM, a migration's name ends in its time, in milliseconds since 1970. */
function timeOf(migration: string): number {
  return Number(migration.slice(-13));
}

function knownBy(dataSource: DataSource): string[] {
  return dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
}

/** The migrations that were carried out, in that order. */
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
