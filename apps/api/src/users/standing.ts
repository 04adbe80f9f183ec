import { ProblemCode } from '@boxoffice/contracts';
import type { Actor } from '../platform/audit/actor.js';
import { DomainError } from '../platform/problems/domain-error.js';

/** Whether a row of `users` may buy: {@link isOpen} as a condition of a statement. */
export const IS_OPEN_SQL = '(disabled_at IS NULL AND erased_at IS NULL)';

/** A disabled or erased account is closed: its tokens live on for minutes but buy nothing. */
export type Standing = 'open' | 'closed';

/**
 * Refuses to move money or tickets for a user who doesn't exist or whose account is closed.
 *
 * @param standing as the database says; undefined where there is no such user
 * @param actor who asks. Whoever asks for themselves is signed out, as at every other place
 * @param unchanged what did not happen, for the problem's detail
 * @throws DomainError USER_NOT_FOUND, UNAUTHENTICATED or ACCOUNT_DISABLED
 */
export function requireOpen(
  standing: Standing | undefined,
  userId: string,
  actor: Actor,
  unchanged: string,
): void {
  if (standing === 'open') return;
  if (standing === undefined) {
    throw new DomainError(ProblemCode.UserNotFound, `There is no user ${userId}${unchanged}.`);
  }
  throw actor.actorId === userId
    ? new DomainError(
        ProblemCode.Unauthenticated,
        `Your account has been disabled or erased${unchanged}.`,
      )
    : new DomainError(
        ProblemCode.AccountDisabled,
        `The account of user ${userId} has been disabled or erased${unchanged}.`,
      );
}
