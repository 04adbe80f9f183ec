import { QueryFailedError } from 'typeorm';

/** The SQLSTATE of a failed query, or undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code } = error.driverError as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/**
 * Prefixes of the SQLSTATEs that refuse a statement: bad data (22), a violated constraint (23), a lost race (40), no
 * room for another lock (53200), a lock timeout (55P03), a statement timeout (57014), an exception in a trigger (P0),
 * and our own `require_all_tickets` and `require_all_keys` (TK). After those, the transaction is certainly rolled
 * back. After a broken connection (08, 57P), a `COMMIT` may or may not have taken effect.
 */
const REFUSED = ['22', '23', '40', '53200', '55P03', '57014', 'P0', 'TK'];

/** Whether an error means for certain that its transaction changed nothing. */
export function isStatementRefused(error: unknown): boolean {
  const state = sqlState(error) ?? '';
  return REFUSED.some((beginning) => state.startsWith(beginning));
}
