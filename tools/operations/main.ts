import { CannotStart } from '../processes/cannot-start.ts';
import { interruptionSignal } from '../processes/interruption.ts';
import { runToTheEnd } from '../processes/run-to-the-end.ts';
import { findStockPostgres } from '../test/stock-postgres.ts';
import { reasonAgainst, rehearseOperations } from './rehearse.ts';

/** Rehearses docs/operations.md: node tools/operations/main.ts */
async function rehearse(): Promise<void> {
  const programs = findStockPostgres();
  const reason = reasonAgainst(programs);
  if (programs === undefined || reason !== undefined) throw new CannotStart(reason ?? '');
  if (!(await rehearseOperations(programs, interruptionSignal()))) process.exitCode = 1;
}

await runToTheEnd(rehearse, { whenInterrupted: 1 });
