import { findViolations } from '../../invariants/index.ts';
import type { BenchDatabase } from './bench-database.ts';

/** What the load's answers said that was done. */
export interface Answered {
  reservations: number;
  payments: number;
}

/**
 * Checks the database after a scenario: nothing is as it must never be, and what was answered with
 * success is there, each once.
 *
 * @returns how many bookings were looked at
 * @throws with what is wrong
 */
export async function check(database: BenchDatabase, answered: Answered): Promise<number> {
  const { sql } = database;
  await sql.query('BEGIN');
  const violations = await findViolations(sql);
  const { rows } = await sql.query<{ bookings: number; payments: number }>(
    `SELECT (SELECT count(*)::int FROM bookings) AS bookings,
            (SELECT count(*)::int FROM payments) AS payments`,
  );
  await sql.query('COMMIT');
  const [found = { bookings: 0, payments: 0 }] = rows;
  if (found.bookings !== answered.reservations) {
    violations.push(`${answered.reservations} reservations were answered, ${found.bookings} found`);
  }
  if (found.payments !== answered.payments) {
    violations.push(`${answered.payments} payments were answered, and ${found.payments} found`);
  }
  if (violations.length > 0) throw new Error(violations.join('\n'));
  return found.bookings;
}
