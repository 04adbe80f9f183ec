import pg from 'pg';
import type { Settings } from '../config/settings.js';

/** A pooler between forgets prepared statements. Its message is one sentence. */
export class StatementsLostError extends Error {}

const NAME = 'boxoffice_probe';

/** invalid_sql_statement_name: the server that got the statement has never seen it prepared. */
const NOT_PREPARED = '26000';

/** Longest that the probe may take, in milliseconds; a pooler with one server only would keep it waiting. */
const PROBE_TAKES_AT_MOST_MS = 5_000;

/**
 * Nearly every statement of the API is prepared once a connection and then carried out by its name. A
 * PgBouncer in transaction mode gives each transaction any server, and before version 1.21 did not tell
 * it what had been prepared on another: depending on the load, every third request would fail.
 *
 * Made to happen: one connection prepares a statement, a second takes the server that it was prepared
 * on (poolers hand out the one used last) and keeps it in a transaction, so the first gets another.
 *
 * @throws StatementsLostError where the statement is not there any more
 */
export async function requireLastingStatements({
  DATABASE_URL,
}: Pick<Settings, 'DATABASE_URL'>): Promise<void> {
  const config = {
    // Without options of a session, JIT's neither: an old pooler would refuse to connect, before it is found out.
    connectionString: DATABASE_URL,
    query_timeout: PROBE_TAKES_AT_MOST_MS,
    connectionTimeoutMillis: PROBE_TAKES_AT_MOST_MS,
    application_name: 'boxoffice-probe',
  };
  const [first, second] = [new pg.Client(config), new pg.Client(config)];
  for (const client of [first, second]) client.on('error', () => undefined);
  try {
    await first.connect();
    await second.connect();
    await first.query({ name: NAME, text: 'SELECT 1' });
    await second.query('BEGIN');
    await second.query('SELECT 1');
    await first.query({ name: NAME, text: 'SELECT 1' });
  } catch (error) {
    // Whatever else goes wrong here goes wrong for the pool too, which says it in words of its own.
    if ((error as { code?: string }).code !== NOT_PREPARED) return;
    throw new StatementsLostError(
      `The pooler at ${new URL(DATABASE_URL).host} (DATABASE_URL) loses prepared statements: use PgBouncer 1.21 or newer with max_prepared_statements above 0, or pool_mode = session, or connect to PostgreSQL itself.`,
    );
  } finally {
    await Promise.all([first.end(), second.end()]);
  }
}
