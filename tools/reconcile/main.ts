import pg from 'pg';
import { projectDatabase } from '../database/project-database.ts';
import { CannotStart } from '../processes/cannot-start.ts';
import { runToTheEnd, type Undo } from '../processes/run-to-the-end.ts';

/** Rows in memory at once, however many differences there are. */
const BATCH_ROWS = 500;

/**
 * `npm run reconcile`: whether payments, bookings, the ledger and what providers said last night are of one mind about
 * money. Each difference is a sentence; exit code 1 if there is any. Nothing is changed.
 */
async function reconcile(undo: Undo): Promise<void> {
  const client = new pg.Client({
    connectionString: await projectDatabase(process.env, undo),
    // As for the API's connections: JIT would spend seconds compiling plans that run once.
    options: '-c jit=off',
  });
  await client.connect();
  undo(() => client.end());
  await refuseWithoutLedger(client);

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

async function refuseWithoutLedger(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('money_differences') IS NOT NULL AS there`,
  );
  if (rows[0]?.there !== true) {
    throw new CannotStart('The database has no ledger yet: start Boxoffice on it once.');
  }
}

await runToTheEnd(reconcile, { whenInterrupted: 1 });
