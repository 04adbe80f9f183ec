import { findViolations } from '@boxoffice/testing';
import type { DatabaseWindow } from '../setup/database-window.ts';

const OVERDUE = `
  SELECT id::text FROM bookings WHERE status = 'pending' AND hold_expires_at <= clock_timestamp()`;

/**
 * Looks at the whole database, in one snapshot, for what must never be.
 *
 * @returns a sentence for each violation; none where all is well
 */
export async function violatedInvariants(sql: DatabaseWindow): Promise<string[]> {
  return sql.transaction((client) => findViolations(client));
}

/** Ids of the bookings that are still pending although their hold is over. */
export async function overdueHolds(sql: DatabaseWindow): Promise<string[]> {
  return (await sql.rows<{ id: string }>(OVERDUE)).map(({ id }) => id);
}
