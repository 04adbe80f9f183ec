import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { OwnPassword } from '../accounts/passwords/own-password.js';
import type { Actor } from '../platform/audit/actor.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { Transactions } from '../platform/database/in-transaction.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { UserAccounts } from '../users/user-accounts.js';
import { PersonalData } from '../platform/personal-data/personal-data.js';

/**
 * Erases an account. Bookings stay, under an id that leads to nobody; all personal data goes, at once and in
 * every module.
 */
@Injectable()
export class EraseAccount {
  constructor(
    private readonly ownPassword: OwnPassword,
    private readonly transactions: Transactions,
    private readonly accounts: UserAccounts,
    private readonly personalData: PersonalData,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError WRONG_PASSWORD, OWN_ACCOUNT, TOO_MANY_REQUESTS or BUSY */
  async execute(userId: string, password: string, actor: Actor): Promise<void> {
    const before = await this.ownPassword.check(userId, password);
    const committed = await this.transactions.run(async (manager) => {
      const account = await this.accounts.lock(manager, userId);
      if (account?.passwordHash !== before.passwordHash) {
        // Changed or reset concurrently: the proof above no longer holds.
        throw new DomainError(ProblemCode.WrongPassword, 'The password has just been changed.');
      }
      if (account.role === 'admin') {
        throw new DomainError(
          ProblemCode.OwnAccount,
          'An admin’s account is not erased, so that one is always left. Have another admin give you another role first.',
        );
      }
      const afterwards: (() => void)[] = [];
      const whenCommitted = (then: () => void): unknown => afterwards.push(then);
      for (const holder of this.personalData.holders) {
        await holder.erase?.(manager, account, { actor, whenCommitted });
      }
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'user.erased',
          subject: { kind: 'user', id: userId },
          before: { role: account.role },
          after: null,
        },
      ]);
      return afterwards;
    });
    for (const then of committed) then();
  }
}
