import pg from 'pg';
import { projectDatabase } from '../database/project-database.ts';
import { CannotStart } from '../processes/cannot-start.ts';
import { runToTheEnd, type Undo } from '../processes/run-to-the-end.ts';
import { formatAnchor } from './chain.ts';
import { readVerifyOptions } from './options.ts';
import { verifyChain } from './verify-chain.ts';

/** `npm run audit:verify`: whether the audit is complete, unchanged and in order. */
async function verify(undo: Undo): Promise<void> {
  const { faults: faultsOfAnchors, ...options } = readVerifyOptions(
    process.argv.slice(2),
    process.env,
  );
  const client = new pg.Client({
    connectionString: await projectDatabase(process.env, undo),
    // As for the API's connections: JIT would spend seconds compiling plans that run once.
    options: '-c jit=off',
  });
  await client.connect();
  undo(() => client.end());
  await refuseWithoutAudit(client);

  await client.query('BEGIN');
  const { sealed, head, faults: faultsOfChain } = await verifyChain(client, options);
  await client.query('COMMIT');
  const faults = [...faultsOfAnchors, ...faultsOfChain];

  if (faults.length > 0) {
    for (const fault of faults) console.error(fault);
    process.exitCode = 1;
    return;
  }
  console.log(`The audit is whole: ${sealed} ${sealed === 1 ? 'entry' : 'entries'} in its chain.`);
  if (head) {
    console.log(`Its end: ${formatAnchor(head)}`);
    console.log(
      'Keep that line where the database’s administrators cannot write; --expect checks it.',
    );
  }
}

async function refuseWithoutAudit(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('audit_chain') IS NOT NULL AS there`,
  );
  if (rows[0]?.there !== true) {
    throw new CannotStart('The database has no audit yet: start Boxoffice on it once.');
  }
}

await runToTheEnd(verify, { whenInterrupted: 1 });
