import type { ReservationDto } from '@boxoffice/contracts';
import type { DataSource } from 'typeorm';
import { THE_SYSTEM } from '../../platform/audit/actor.js';
import { TryAgainError, type Outcome } from '../../platform/batching/batch-queue.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { ReserveCommand } from './reserve-command.js';
import type { ReservingProcess } from './reserving-process.fixture.js';

/** The demo's VIP tickets: 1 to 50. */
export const VIP = 50;

/** One request for VIP tickets of the demo event. */
export const asks = (quantity: number, more: Partial<ReserveCommand> = {}): ReserveCommand => ({
  userId: '1',
  actor: THE_SYSTEM,
  lines: [{ tier: 'VIP', quantity }],
  codes: [],
  unpaidForSeconds: 0,
  lastTry: false,
  ...more,
});

/** What each of the requests of a batch got, in a word: the ids of its tickets, or what stood in the way. */
export async function reserve(
  { batch }: ReservingProcess,
  commands: ReserveCommand[],
): Promise<(string | string[])[]> {
  return (await batch.carryOut('1', commands)).map(inShort);
}

function inShort(outcome: Outcome<ReservationDto>): string | string[] {
  if ('answer' in outcome) return outcome.answer.reservedTickets.map(({ id }) => id);
  const { error } = outcome;
  if (error instanceof TryAgainError) return 'try again';
  return error instanceof DomainError ? error.code : `defect: ${String(error)}`;
}

/** The problem of a single request. */
export async function problemOf(
  { batch }: ReservingProcess,
  command: ReserveCommand,
): Promise<DomainError> {
  const [outcome] = await batch.carryOut('1', [command]);
  if (outcome && 'error' in outcome && outcome.error instanceof DomainError) return outcome.error;
  throw new Error(`No problem: ${JSON.stringify(outcome)}`);
}

/** Keeps tickets locked, as another process does that is about to hold them. */
export async function whileLocked<T>(
  dataSource: DataSource,
  condition: string,
  work: () => Promise<T>,
): Promise<T> {
  const other = dataSource.createQueryRunner();
  await other.startTransaction();
  try {
    await other.query(`SELECT id FROM tickets WHERE ${condition} FOR UPDATE`);
    return await work();
  } finally {
    await other.rollbackTransaction();
    await other.release();
  }
}
