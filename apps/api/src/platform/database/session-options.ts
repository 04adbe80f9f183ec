import { AS_APPLICATION } from './application-role.js';

/**
 * No connection uses PostgreSQL's just-in-time compiler. With `enable_seqscan=off`, reading a whole table is
 * estimated at 10,000,000,000, however small the table is, and a server built with LLVM (Debian's, not the embedded
 * one) compiles every plan above 100,000: 1.5 s for a statement of 2 ms, at each call. No statement of a sale is large
 * enough for compilation to pay off.
 */
export const NO_JIT = '-c jit=off';

/**
 * Every statement of the API, and every foreign key check, finds its rows by an index. If statistics say that a table is
 * empty, the planner prefers to read it whole, and connections keep such plans: at the opening of a sale, each check
 * of a user would read all users until the statistics are renewed a minute later.
 *
 * Statements are planned once, not for each set of parameters: each has one right plan, and planning takes as long as
 * executing.
 */
const PLANS = '-c enable_seqscan=off -c plan_cache_mode=force_generic_plan';

/** PostgreSQL warns if a commit wasn't replicated; a role or a server may be set not to send warnings. */
const WARNINGS = '-c client_min_messages=warning';

/** Session settings of each kind of connection, as connection options: in force before the first statement. */
export const SESSION_OPTIONS = {
  application: `${NO_JIT} ${PLANS} ${WARNINGS} ${AS_APPLICATION}`,
  owner: `${NO_JIT} ${PLANS} ${WARNINGS}`,
  /** The job system's own statements need the planner's own choices. */
  jobs: `${NO_JIT} ${WARNINGS} ${AS_APPLICATION}`,
  jobsOwner: `${NO_JIT} ${WARNINGS}`,
} as const;

/** Time limits in milliseconds: a process that hangs, or a silent connection, must not keep others waiting forever. */
export const TIMEOUTS = {
  // Locks are held for milliseconds. After this, the process that holds one hangs.
  lock_timeout: 5_000,
  // After this, a process that hangs within a transaction loses its locks.
  idle_in_transaction_session_timeout: 10_000,
  // The slowest statement, creating the largest number of tickets, takes about two seconds.
  statement_timeout: 30_000,
  // For a database that doesn't even report a timeout. A server that is gone is noticed earlier
  // (`ServerConnections`), but not behind every pooler.
  query_timeout: 35_000,
} as const;

/** By default, a silent server would be probed after two hours. */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;
