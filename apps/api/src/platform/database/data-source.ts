import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { PipeliningPgClient } from './pipelining-pg-client.js';
import { KEEP_ALIVE, SESSION_OPTIONS, TIMEOUTS } from './session-options.js';

type DatabaseSettings = Pick<
  Settings,
  'DATABASE_URL' | 'DATABASE_OWNER_URL' | 'DATABASE_POOL_SIZE' | 'DATABASE_WAIT_MS'
>;

/**
 * Whose rights a connection has.
 *
 * - `application`: the API. It reads and writes rows, and can change neither the schema nor the audit.
 * - `owner`: migrations. Their statements have no time limit: they build indexes over whatever is there, and wait for
 *   each other.
 */
export type DatabaseUser = 'application' | 'owner';

/** The entities and migrations of a product. */
export type Schema = Required<Pick<DataSourceOptions, 'entities' | 'migrations'>>;

/** Creates the connection pool, with what TypeORM knows about the schema. It isn't connected yet. */
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
    // Otherwise TypeORM creates an extension at start, which nothing here needs and the application's
    // role has no right to.
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

/** The address for migrations: the owner's, if one is set. */
export function addressOfOwner({
  DATABASE_URL,
  DATABASE_OWNER_URL,
}: Pick<Settings, 'DATABASE_URL' | 'DATABASE_OWNER_URL'>): string {
  return DATABASE_OWNER_URL ?? DATABASE_URL;
}
