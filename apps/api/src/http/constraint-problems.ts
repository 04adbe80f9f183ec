import { ProblemCode } from '@boxoffice/contracts';
import { QueryFailedError } from 'typeorm';
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
    'payments_one_capture_a_booking',
    { code: ProblemCode.AlreadyConfirmed, detail: 'The booking has been paid for already.' },
  ],
]);

/** SQLSTATEs of a database that shuts down, starts up, or takes no more connections. */
const DATABASE_AWAY = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25P03',
  '53300',
  '08000',
  '08003',
  '08006',
]);

/**
 * SQLSTATEs of a statement that waited too long for what others have locked, or lost against them
 * again and again. Its transaction was rolled back.
 */
const CONTENDED = new Set(['55P03', '57014', '40P01', '40001']);

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
  /Connection terminated|Client has encountered a connection error|Query read timeout/i;

/** What TypeORM throws when the connection of a transaction broke between two statements. */
const RUNNER_RELEASED = new Set([
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
]);

const POOL_EXHAUSTED = /timeout exceeded when trying to connect/i;

/** After so many seconds a database that restarts is usually back. */
const DATABASE_RETRY_AFTER_SECONDS = 2;

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
  if (POOL_EXHAUSTED.test(message ?? '') || CONTENDED.has(code ?? '')) {
    return new DomainError(
      ProblemCode.Busy,
      'More is being asked of the server at once than it takes. Nothing was changed; please try again.',
      { retryAfterSeconds: 1 },
    );
  }
  if (
    DATABASE_AWAY.has(code ?? '') ||
    CONNECTION_AWAY.has(code ?? '') ||
    CONNECTION_ENDED.test(message ?? '') ||
    RUNNER_RELEASED.has(error.name)
  ) {
    return new DomainError(
      ProblemCode.DatabaseUnavailable,
      'The database does not answer at the moment. Look whether the request took effect before trying again.',
      { retryAfterSeconds: DATABASE_RETRY_AFTER_SECONDS },
    );
  }
  return undefined;
}
