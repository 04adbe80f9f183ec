import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { PipeliningPgClient } from './pipelining-pg-client.js';
import { KEEP_ALIVE, SESSION_OPTIONS, TIMEOUTS } from './session-options.js';

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
      ...KEEP_ALIVE,
      options: SESSION_OPTIONS[user],
      Client: PipeliningPgClient,
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
