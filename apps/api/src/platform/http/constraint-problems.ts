import { ProblemCode } from '@boxoffice/contracts';
import { QueryFailedError } from 'typeorm';
import { meaningOfSqlState, type SqlStateMeaning } from '../database/sql-states.js';
import { DomainError } from '../problems/domain-error.js';

/**
 * What a violated constraint means to the caller. Only constraints that a well-formed request can
 * run into stand here; a violation of any other is a defect, and is answered as one.
 */
const CONSTRAINT_PROBLEMS = new Map<string, { code: ProblemCode; detail: string }>([
  [
    'bookings_user_fkey',
    { code: ProblemCode.UserNotFound, detail: 'There is no such user, so nothing was held.' },
  ],
  [
    'tiers_name_key',
    { code: ProblemCode.NameTaken, detail: 'Another tier of this event has that name.' },
  ],
  [
    'allotments_name_key',
    { code: ProblemCode.NameTaken, detail: 'Another allotment of this event has that name.' },
  ],
  [
    'waitlist_entries_one_waiting',
    {
      code: ProblemCode.AlreadyWaiting,
      detail: 'You’re already on this event’s waitlist. Leave it to join again.',
    },
  ],
  [
    'waitlist_tiers_tier_fkey',
    { code: ProblemCode.TierNotFound, detail: 'This tier has just been removed.' },
  ],
  ['codes_code_key', { code: ProblemCode.NameTaken, detail: 'This event has that code already.' }],
  [
    'ticket_types_name_key',
    { code: ProblemCode.NameTaken, detail: 'Another ticket type of this tier has that name.' },
  ],
  [
    'payments_one_capture_a_booking',
    { code: ProblemCode.AlreadyConfirmed, detail: 'The booking has been paid for already.' },
  ],
]);

/** What Node says of a database that is not there. */
const CONNECTION_AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
]);

/** What node-postgres says, in words alone, of connections that end or do not come in time. */
const CONNECTION_ENDED =
  /Connection terminated|Client was closed|Client has encountered a connection error|Query read timeout|timeout expired/i;

/** What TypeORM throws when the connection of a transaction broke between two statements. */
const RUNNER_RELEASED = new Set([
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
]);

/** Node's own codes are words, PostgreSQL's are five of these. */
const SQL_STATE = /^[0-9A-Z]{5}$/;

const POOL_EXHAUSTED = /timeout exceeded when trying to connect/i;

/** How each is told: what happened, and after how many seconds it is worth trying again. */
const UNUSABLE: Record<
  SqlStateMeaning,
  { code: ProblemCode; detail: string; retryAfterSeconds: number }
> = {
  busy: {
    code: ProblemCode.Busy,
    detail:
      'More is being asked of the server at once than it takes. Nothing was changed by this request; please try again.',
    retryAfterSeconds: 1,
  },
  // A database that restarts is usually back by then.
  unavailable: {
    code: ProblemCode.DatabaseUnavailable,
    detail:
      'The database does not answer at the moment. Look whether the request took effect before trying again.',
    retryAfterSeconds: 2,
  },
  'read-only': {
    code: ProblemCode.DatabaseUnavailable,
    detail: 'The database takes no changes at the moment. Nothing was changed; please try again.',
    retryAfterSeconds: 2,
  },
  // Somebody has to make room.
  full: {
    code: ProblemCode.DatabaseUnavailable,
    detail: 'The database has no room at the moment. Nothing was changed; please try again later.',
    retryAfterSeconds: 30,
  },
};

/** Turns an error of the database into a problem, or undefined where it is a defect of ours. */
export function problemOfDatabaseError(error: unknown): DomainError | undefined {
  if (!(error instanceof Error)) return undefined;
  const driverError: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const { code, constraint, message } = driverError as {
    code?: string;
    constraint?: string;
    message?: string;
  };
  const violated = CONSTRAINT_PROBLEMS.get(constraint ?? '');
  if (violated) return new DomainError(violated.code, violated.detail);
  const meaning = meaningOfError(error.name, code, message ?? '');
  if (meaning === undefined) return undefined;
  const { code: problem, detail, retryAfterSeconds } = UNUSABLE[meaning];
  return new DomainError(problem, detail, { retryAfterSeconds });
}

function meaningOfError(
  name: string,
  code: string | undefined,
  message: string,
): SqlStateMeaning | undefined {
  if (POOL_EXHAUSTED.test(message)) return 'busy';
  const isAway =
    CONNECTION_AWAY.has(code ?? '') || CONNECTION_ENDED.test(message) || RUNNER_RELEASED.has(name);
  return isAway ? 'unavailable' : meaningOfSqlState(SQL_STATE.exec(code ?? '')?.[0])?.meaning;
}
