import { AS_APPLICATION } from './application-role.js';

/**
 * Every connection of ours is without PostgreSQL's just-in-time compiler. `enable_seqscan=off` makes a
 * plan that reads a whole table look as if it cost 10,000,000,000, however small the table is, and a server
 * that is built with LLVM (Debian's is, the embedded one is not) compiles whatever looks dearer than 100,000:
 * 1.5 seconds for a statement of two milliseconds, again at each call. Nothing that a sale asks is so
 * large that compiling could pay.
 */
export const NO_JIT = '-c jit=off';

/**
 * Every statement of the API, and every check of a key that it causes, finds its rows by an index. The
 * planner would rather read the whole of a table whose statistics say that it is empty, and a
 * connection keeps such a plan: at the opening of a sale, the check that a ticket's booking exists
 * would read all bookings for each ticket, until the statistics are renewed a minute later.
 *
 * And every statement is planned once and not for each of its parameters: there is one right plan for each,
 * and making it takes as long as carrying it out.
 */
const PLANS = '-c enable_seqscan=off -c plan_cache_mode=force_generic_plan';

/** That a commit was not replicated is a warning, which a role or a server may be set not to send. */
const WARNINGS = '-c client_min_messages=warning';

/**
 * What a session of each kind begins with, as options of its connection: so it is in force before the first
 * statement.
 */
export const SESSION_OPTIONS = {
  application: `${NO_JIT} ${PLANS} ${WARNINGS} ${AS_APPLICATION}`,
  owner: `${NO_JIT} ${PLANS} ${WARNINGS}`,
  /** The job system brings statements of its own, and plans that suit them. */
  jobs: `${NO_JIT} ${WARNINGS} ${AS_APPLICATION}`,
  jobsOwner: `${NO_JIT} ${WARNINGS}`,
} as const;

/**
 * How long things of the database may take, in milliseconds. A process that hangs, or a connection
 * that nobody answers, must not keep others waiting without end.
 */
export const TIMEOUTS = {
  // Locks are held for milliseconds. Whoever waits so long waits for a process that hangs.
  lock_timeout: 5_000,
  // A process that hangs in the middle of a transaction gives its locks back after it.
  idle_in_transaction_session_timeout: 10_000,
  // The slowest statement, creating the largest number of tickets, takes about two seconds.
  statement_timeout: 30_000,
  // Where the database does not even say that a statement took too long. A server that is gone is noticed
  // earlier, see `ServerConnections`, but not behind every pooler.
  query_timeout: 35_000,
} as const;

/** The system's own would ask a silent server after two hours. */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;
