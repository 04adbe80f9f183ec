import pg from 'pg';
import type { Settings } from '../config/settings.js';

/** A pooler loses prepared statements. The message is one sentence. */
export class StatementsLostError extends Error {}

const NAME = 'boxoffice_probe';

/** invalid_sql_statement_name: on the server that got it, the statement was never prepared. */
const NOT_PREPARED = '26000';

/** How long the probe may take, in milliseconds. A pooler with a single server would keep it waiting. */
const PROBE_TAKES_AT_MOST_MS = 5_000;

/**
 * Nearly every statement of the API is prepared once per connection and then executed by name. PgBouncer in
 * transaction mode gives each transaction any server connection, and before version 1.21 it lost what was prepared on
 * another: under load, every third request would fail.
 *
 * The probe provokes that. One connection prepares a statement; a second one takes the same server (poolers hand out
 * the one used last) and keeps it in a transaction, so that the first one gets another.
 *
 * @throws StatementsLostError if the statement is lost
 */
export async function requireLastingStatements({
  DATABASE_URL,
}: Pick<Settings, 'DATABASE_URL'>): Promise<void> {
  const config = {
    // Without session options, even JIT's: an old pooler would refuse the connection before it's found out.
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
    // Anything else goes wrong for the pool too, which reports it.
    if ((error as { code?: string }).code !== NOT_PREPARED) return;
    throw new StatementsLostError(
      `The pooler at ${new URL(DATABASE_URL).host} (DATABASE_URL) loses prepared statements: use PgBouncer 1.21 or newer with max_prepared_statements above 0, or pool_mode = session, or connect to PostgreSQL itself.`,
    );
  } finally {
    await Promise.all([first.end(), second.end()]);
  }
}
