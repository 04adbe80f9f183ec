import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { SaleClient } from './sale-client.js';
import { SESSION_OPTIONS } from './session-options.js';

type DatabaseSettings = Pick<
  Settings,
  'DATABASE_URL' | 'DATABASE_OWNER_URL' | 'DATABASE_POOL_SIZE' | 'DATABASE_WAIT_MS'
>;

/**
 * As whom to work.
 *
 * - `application`: the API at its work. It may read and write what it sells, and do nothing to the
 *   schema and to the past.
 * - `owner`: whoever changes the schema. Its statements may take as long as they need: migrations build
 *   indexes over whatever is there, and wait for each other.
 */
export type DatabaseUser = 'application' | 'owner';

/**
 * How long things of the database may take, in milliseconds. A process that hangs, or a connection
 * that nobody answers, must not keep others waiting without end.
 */
const TIMEOUTS = {
  // Locks are held for milliseconds. Whoever waits so long waits for a process that hangs.
  lock_timeout: 5_000,
  // A process that hangs in the middle of a transaction gives its locks back after it.
  idle_in_transaction_session_timeout: 10_000,
  // The slowest statement, creating the largest number of tickets, takes about two seconds.
  statement_timeout: 30_000,
  // Where the database does not even say that a statement took too long.
  query_timeout: 35_000,
};

/** What a product keeps in its database: the classes of its rows, and how its tables came about. */
export type Schema = Required<Pick<DataSourceOptions, 'entities' | 'migrations'>>;

/** The connection pool and everything that TypeORM knows about the schema. Not connected yet. */
export function createDataSource(
  settings: DatabaseSettings,
  schema: Schema,
  user: DatabaseUser = 'application',
): DataSource {
  const isOwner = user === 'owner';
  return new DataSource({
    type: 'postgres',
    url: isOwner ? addressOfOwner(settings) : settings.DATABASE_URL,
    applicationName: 'boxoffice',
    // Otherwise TypeORM creates an extension at start, for which the application's role should
    // have no right, and which nothing here needs.
    installExtensions: false,
    ...schema,
    migrationsTableName: 'migrations',
    poolSize: settings.DATABASE_POOL_SIZE,
    connectTimeoutMS: settings.DATABASE_WAIT_MS,
    extra: {
      ...(isOwner ? {} : TIMEOUTS),
      keepAlive: true,
      options: SESSION_OPTIONS[user],
      Client: SaleClient,
    },
  });
}

/** Where the schema is changed: as a user of its own, where one is set. */
export function addressOfOwner({
  DATABASE_URL,
  DATABASE_OWNER_URL,
}: Pick<Settings, 'DATABASE_URL' | 'DATABASE_OWNER_URL'>): string {
  return DATABASE_OWNER_URL ?? DATABASE_URL;
}
