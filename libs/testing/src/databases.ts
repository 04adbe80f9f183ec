import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { withAdminConnection } from './admin-connection.ts';
import { databasePrefix, urlOfDatabase } from './test-server.ts';

export interface TestDatabase {
  readonly url: string;
  /** Also while connections are open: they are ended. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Name that was given to `createDatabaseTemplate`; without it the database is empty. */
  readonly template?: string;
}

/** Any number will do as long as nothing else on the server locks it: "boxo" in ASCII. */
const TEMPLATE_LOCK = 0x626f786f;

/** A database of its own for one test file, or one test. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `${databasePrefix()}${randomBytes(6).toString('hex')}`;
  const template = options.template === undefined ? 'template0' : templateName(options.template);
  await withAdminConnection((client) =>
    client.query(`CREATE DATABASE ${quoted(name)} TEMPLATE ${quoted(template)}`),
  );
  return {
    url: urlOfDatabase(name),
    drop: () => dropDatabase(name),
  };
}

/**
 * Builds a database once a run, whichever worker comes first, to be cloned by
 * `createTestDatabase`: a clone takes a tenth of the time that migrating does.
 */
export async function createDatabaseTemplate(
  name: string,
  prepare: (url: string) => Promise<void>,
): Promise<void> {
  const database = templateName(name);
  await withAdminConnection(async (client) => {
    // Held until the connection closes. The others wait here and then find the template ready.
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    if (await isTemplate(client, database)) return;
    // One that is there but not marked is what a failed attempt has left.
    await client.query(`DROP DATABASE IF EXISTS ${quoted(database)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${quoted(database)} TEMPLATE template0`);
    await prepare(urlOfDatabase(database));
    await endConnections(client, database);
    // A database that someone is connected to cannot be cloned.
    await client.query(
      `ALTER DATABASE ${quoted(database)} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`,
    );
  });
}

/** Drops whatever this run has made, for a server that outlives it. */
export async function dropDatabasesOfThisRun(): Promise<void> {
  await withAdminConnection(async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [databasePrefix()],
    );
    for (const { datname } of rows) {
      await client.query(`ALTER DATABASE ${quoted(datname)} WITH IS_TEMPLATE false`);
      await client.query(`DROP DATABASE ${quoted(datname)} WITH (FORCE)`);
    }
  });
}

async function dropDatabase(name: string): Promise<void> {
  await withAdminConnection((client) =>
    client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`),
  );
}

async function isTemplate(client: pg.Client, database: string): Promise<boolean> {
  const { rows } = await client.query<{ datistemplate: boolean }>(
    'SELECT datistemplate FROM pg_database WHERE datname = $1',
    [database],
  );
  return rows[0]?.datistemplate === true;
}

async function endConnections(client: pg.Client, database: string): Promise<void> {
  await client.query(
    'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1',
    [database],
  );
}

function templateName(name: string): string {
  return `${databasePrefix()}template_${name}`;
}

function quoted(identifier: string): string {
  return pg.escapeIdentifier(identifier);
}
