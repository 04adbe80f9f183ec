import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Settings } from '../config/settings.js';

/** A request of a batch locks its idempotency key and, if the event limits buyers, its buyer. */
const LOCKS_PER_REQUEST = 2;

/** Tables, indexes and mail budgets that a transaction locks besides; far more than any of ours does. */
const LOCKS_PER_TRANSACTION = 64;

/** What an operator should set: room for the batches of several processes. */
const RECOMMENDED = 256;

/** The server's settings that together size its lock table. */
export interface LockTable {
  locksPerTransaction: number;
  connections: number;
  preparedTransactions: number;
}

type BatchSettings = Pick<
  Settings,
  'DATABASE_POOL_SIZE' | 'RESERVE_BATCH_MAX' | 'CONFIRM_BATCH_MAX'
>;

/**
 * Warns if this process alone could fill the server's lock table. Batches would then fail with 53200 in the
 * middle of a rush, and at no other time. Not a refusal: everything works until then.
 */
export async function checkLockTable(
  dataSource: DataSource,
  settings: BatchSettings,
): Promise<void> {
  const [table] = await dataSource.query<LockTable[]>(
    `SELECT current_setting('max_locks_per_transaction')::integer AS "locksPerTransaction",
       current_setting('max_connections')::integer AS connections,
       current_setting('max_prepared_transactions')::integer AS "preparedTransactions"`,
  );
  const warning = table && lockTableWarning(table, settings);
  if (warning !== undefined) new Logger('Database').warn(warning);
}

/** @returns one sentence; `undefined` if the table is large enough */
export function lockTableWarning(table: LockTable, settings: BatchSettings): string | undefined {
  const room = table.locksPerTransaction * (table.connections + table.preparedTransactions);
  const perBatch = Math.max(settings.RESERVE_BATCH_MAX, settings.CONFIRM_BATCH_MAX);
  const needed =
    settings.DATABASE_POOL_SIZE * (LOCKS_PER_REQUEST * perBatch + LOCKS_PER_TRANSACTION);
  if (room >= needed) return undefined;
  return `The database has room for ${room} locks and this process may need ${needed}: set max_locks_per_transaction to ${RECOMMENDED} (now ${table.locksPerTransaction}) and restart the database, or reservations will fail during a rush.`;
}
