import { ProblemCode, type ChangePasswordDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Sessions } from '../../auth/sessions/sessions.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { OwnPassword } from './own-password.js';
import { PasswordHashes } from './password-hashes.js';
import { PasswordRules } from './password-rules.js';
import { SetPassword } from './set-password.js';

/** Changes a password, given the current one. Other sessions end. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly ownPassword: OwnPassword,
    private readonly rules: PasswordRules,
    private readonly hashes: PasswordHashes,
    private readonly transactions: Transactions,
    private readonly accounts: UserAccounts,
    private readonly sessions: Sessions,
    private readonly setPassword: SetPassword,
  ) {}

  /** @throws DomainError WRONG_PASSWORD, VALIDATION_FAILED, TOO_MANY_REQUESTS or BUSY */
  async execute(
    userId: string,
    sessionId: string | null,
    { currentPassword, newPassword }: ChangePasswordDto,
  ): Promise<void> {
    const before = await this.ownPassword.check(userId, currentPassword);
    const owner = { name: before.name, email: before.email ?? '' };
    await this.rules.check(newPassword, owner, 'newPassword');
    const passwordHash = await this.hashes.hash(newPassword);
    await this.transactions.run(async (manager) => {
      const account = await this.accounts.lock(manager, userId);
      if (account?.passwordHash !== before.passwordHash) {
        // Changed or reset concurrently: the proof above no longer holds.
        throw new DomainError(ProblemCode.WrongPassword, 'The password has just been changed.');
      }
      await this.setPassword.execute(manager, account, passwordHash);
      await this.sessions.endAll(manager, userId, 'password_changed', sessionId);
    });
  }
}
