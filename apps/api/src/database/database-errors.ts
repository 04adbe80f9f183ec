import { QueryFailedError } from 'typeorm';

/** The SQLSTATE of a failed query, or undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code } = error.driverError as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/**
 * Classes of SQLSTATE in which PostgreSQL refuses a statement for what it says or finds: bad data
 * (22), a violated constraint (23), a trigger's or a check's objection (P0). The transaction is
 * rolled back for certain then. After a connection that broke (08, 57), a `COMMIT` may or may not
 * have taken effect.
 */
const REFUSED = new Set(['22', '23', 'P0']);

/** Whether an error means for certain that its transaction changed nothing. */
export function isStatementRefused(error: unknown): boolean {
  return REFUSED.has(sqlState(error)?.slice(0, 2) ?? '');
}
