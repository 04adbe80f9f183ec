/** What a refusal by PostgreSQL means to the caller. */
export type SqlStateMeaning =
  /** Too much load, or others were quicker. The same request succeeds a moment later. */
  | 'busy'
  /** The database can't be used, or it's unknown what it has done. */
  | 'unavailable'
  /** The database answers, but accepts no changes. */
  | 'read-only'
  /** The disk is full. */
  | 'full';

/** What happens to connections after a refusal. */
export type ConnectionsAfter =
  /** The connection can be used on. */
  | 'kept'
  /** Something is wrong with this connection or its session's memory. */
  | 'replaced'
  /** The server isn't the right one any more. */
  | 'all replaced';

interface Refusal {
  meaning: SqlStateMeaning;
  connections: ConnectionsAfter;
}

/**
 * Refusals that are nobody's mistake, by a prefix of their SQLSTATE; the longest one counts. Everything else is either
 * the caller's doing (a constraint, see `http/constraint-problems.ts`) or a defect of ours.
 */
const REFUSALS: readonly (readonly [string, SqlStateMeaning, ConnectionsAfter])[] = [
  // The connection broke, or a pooler lost the server.
  ['08', 'unavailable', 'replaced'],
  // Our prepared statements are gone (26000), are there already (42P05), or return other columns after a
  // migration (0A000): the session's memory isn't what we think.
  ['26000', 'unavailable', 'replaced'],
  ['42P05', 'unavailable', 'replaced'],
  ['0A000', 'unavailable', 'replaced'],
  // A standby, or a primary that has become one: after a failover, only new connections reach the new
  // primary.
  ['25006', 'read-only', 'all replaced'],
  // The server ended a transaction of ours that had hung.
  ['25P03', 'unavailable', 'replaced'],
  // The password was changed, or the role or the database is missing: an operator has to fix it.
  ['28', 'unavailable', 'replaced'],
  ['3D000', 'unavailable', 'replaced'],
  // A deadlock, a serialization failure, or a conflict with recovery on a standby.
  ['40', 'busy', 'kept'],
  // Out of memory, or a limit of the configuration.
  ['53', 'unavailable', 'kept'],
  // No connection is left, so nothing has begun.
  ['53300', 'busy', 'kept'],
  // The disk is full.
  ['53100', 'full', 'kept'],
  // A lock timeout; a statement timeout.
  ['55P03', 'busy', 'kept'],
  ['57014', 'busy', 'kept'],
  // The server is shutting down, has crashed, is starting, or drops the database.
  ['57P', 'unavailable', 'all replaced'],
  ['57P05', 'unavailable', 'replaced'],
  // The server can't read or write its files.
  ['58', 'unavailable', 'replaced'],
  // An internal error of the server.
  ['XX', 'unavailable', 'replaced'],
];

/** What a refusal by PostgreSQL means; undefined if it is somebody's mistake. */
export function meaningOfSqlState(state: string | undefined): Refusal | undefined {
  let longest: (typeof REFUSALS)[number] | undefined;
  for (const refusal of REFUSALS) {
    const [beginning] = refusal;
    if (state?.startsWith(beginning) && beginning.length > (longest?.[0].length ?? 0)) {
      longest = refusal;
    }
  }
  return longest && { meaning: longest[1], connections: longest[2] };
}
