/** What a refusal by PostgreSQL means to whoever asked. */
export type SqlStateMeaning =
  /** Too much is asked at once, or others were quicker. The same request succeeds a moment later. */
  | 'busy'
  /** The database cannot be used, or what it has done is not known. */
  | 'unavailable'
  /** The database answers, and takes no changes. */
  | 'read-only'
  /** The database has no room for more. */
  | 'full';

/** What becomes of connections after a refusal. */
export type ConnectionsAfter =
  /** The connection is as good as before. */
  | 'kept'
  /** Something is wrong with this connection, or with what it remembers: another takes its place. */
  | 'replaced'
  /** The server is not the one to talk to any more: all connections to it are replaced. */
  | 'all replaced';

interface Refusal {
  meaning: SqlStateMeaning;
  connections: ConnectionsAfter;
}

/**
 * The refusals that are nobody's mistake, by what their SQLSTATE begins with; the longest beginning counts.
 * Everything else is either the caller's doing (a constraint, see `http/constraint-problems.ts`) or a
 * defect of ours.
 */
const REFUSALS: readonly (readonly [string, SqlStateMeaning, ConnectionsAfter])[] = [
  // The connection broke, or a pooler between lost the server.
  ['08', 'unavailable', 'replaced'],
  // Our prepared statements are not there any more (26000), are there already (42P05), or return what they
  // did not return before a migration (0A000): the session's memory is not what we take it for.
  ['26000', 'unavailable', 'replaced'],
  ['42P05', 'unavailable', 'replaced'],
  ['0A000', 'unavailable', 'replaced'],
  // A standby, or a primary that has become one: after a failover the address leads to another server, but
  // only new connections get there.
  ['25006', 'read-only', 'all replaced'],
  // The server ended a transaction of ours that had hung.
  ['25P03', 'unavailable', 'replaced'],
  // The password was changed, or the role or the database is missing: an operator has to fix it.
  ['28', 'unavailable', 'replaced'],
  ['3D000', 'unavailable', 'replaced'],
  // A deadlock, a lost serialization, and a standby that had to move on.
  ['40', 'busy', 'kept'],
  // No memory, a limit of the configuration.
  ['53', 'unavailable', 'kept'],
  // No connection is left, so nothing was begun.
  ['53300', 'busy', 'kept'],
  // The disk is full.
  ['53100', 'full', 'kept'],
  // A lock did not come in time; a statement took too long.
  ['55P03', 'busy', 'kept'],
  ['57014', 'busy', 'kept'],
  // The server shuts down, has crashed, starts up, drops the database, or ended an idle session.
  ['57P', 'unavailable', 'all replaced'],
  ['57P05', 'unavailable', 'replaced'],
  // The server cannot read or write its files.
  ['58', 'unavailable', 'replaced'],
  // Something is wrong inside of the server.
  ['XX', 'unavailable', 'replaced'],
];

/** What a refusal by PostgreSQL means; undefined where it is somebody's mistake. */
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
