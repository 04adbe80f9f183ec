import { parseArgs } from 'node:util';
import pg from 'pg';
import { projectDatabase } from '../database/project-database.ts';
import { CannotStart } from '../processes/cannot-start.ts';
import { runToTheEnd, type Undo } from '../processes/run-to-the-end.ts';

/** Rows in memory at once, however many differences there are. */
const BATCH_ROWS = 500;

/** The longest that is asked for, in days: ten years. */
const DAYS_MAX = 3_650;

/**
 * `npm run reconcile`: whether payments, bookings, the ledger and what providers said last night are of one mind about
 * money. Each difference is a sentence; exit code 1 if there is any. Nothing is changed.
 *
 * `npm run reconcile -- --days=400`: has the API ask providers again, and further back than every night. Nothing is
 * compared here: the keys of providers are the API's.
 */
async function reconcile(undo: Undo): Promise<void> {
  const days = readDays(process.argv.slice(2));
  const client = new pg.Client({
    connectionString: await projectDatabase(process.env, undo),
    // As for the API's connections: JIT would spend seconds compiling plans that run once.
    options: '-c jit=off',
  });
  await client.connect();
  undo(() => client.end());
  await refuseWithoutLedger(client);
  await (days === undefined ? list(client) : ask(client, days));
}

async function list(client: pg.Client): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(`DECLARE differences NO SCROLL CURSOR FOR
    SELECT code, sentence FROM money_differences ORDER BY code, event_id, subject`);
  let differences = 0;
  for (;;) {
    const { rows } = await client.query<{ code: string; sentence: string }>(
      `FETCH ${BATCH_ROWS} FROM differences`,
    );
    for (const { code, sentence } of rows) console.error(`${code}: ${sentence}`);
    differences += rows.length;
    if (rows.length === 0) break;
  }
  const { rows } = await client.query<{ captures: string }>(
    `SELECT count(*) AS captures FROM ledger_transfers WHERE kind = 'capture'`,
  );
  await client.query('COMMIT');

  if (differences > 0) {
    console.error(differences === 1 ? 'One difference.' : `${differences} differences.`);
    process.exitCode = 1;
    return;
  }
  console.log(`All money matches: ${rows[0]?.captures} captured payments compared.`);
}

/** Has the night be looked at again by whichever API looks next, as if nobody had; not while one is at it. */
async function ask(client: pg.Client, days: number): Promise<void> {
  const { rowCount } = await client.query(
    `INSERT INTO reconciliations AS night (night, started_at, listed_days)
     VALUES ((now() AT TIME ZONE 'UTC')::date, '-infinity', $1)
     ON CONFLICT ON CONSTRAINT reconciliations_pkey
       DO UPDATE SET started_at = '-infinity', finished_at = NULL, listed_days = excluded.listed_days
       WHERE night.finished_at IS NOT NULL OR night.started_at = '-infinity'`,
    [days],
  );
  if (rowCount === 0) {
    throw new CannotStart('A comparison is under way: try again when it has ended.');
  }
  console.log(
    `The API asks providers for the last ${days} days within ten minutes; before 02:00 UTC, from then on.`,
  );
  console.log('Then npm run reconcile lists the differences.');
}

/** @returns undefined where nothing is to be asked */
function readDays(args: string[]): number | undefined {
  let given: string | undefined;
  try {
    given = parseArgs({ args, options: { days: { type: 'string' } } }).values.days;
  } catch (error) {
    throw new CannotStart(error instanceof Error ? error.message : String(error));
  }
  if (given === undefined) return undefined;
  const days = Number(given);
  if (Number.isInteger(days) && days >= 1 && days <= DAYS_MAX) return days;
  throw new CannotStart(`--days is a whole number from 1 to ${DAYS_MAX}.`);
}

async function refuseWithoutLedger(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('money_differences') IS NOT NULL AS there`,
  );
  if (rows[0]?.there !== true) {
    throw new CannotStart('The database has no ledger yet: start Boxoffice on it once.');
  }
}

await runToTheEnd(reconcile, { whenInterrupted: 1 });
