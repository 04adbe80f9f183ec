import type { UserEntity } from './user.entity.js';

/** A user, as seen by sign-in, sessions and roles. */
export type Account = Readonly<UserEntity>;

/** What can be changed in an account. */
export type AccountChange = Partial<
  Pick<
    UserEntity,
    | 'name'
    | 'role'
    | 'passwordHash'
    | 'totpSecret'
    | 'totpEnabledAt'
    | 'totpLastStep'
    | 'disabledAt'
    | 'joinedAccountId'
    | 'language'
  >
>;

/** Whether an account may be signed in to. */
export function isOpen(account: Account): boolean {
  return account.disabledAt === null && account.erasedAt === null;
}
