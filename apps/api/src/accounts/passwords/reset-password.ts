import { ProblemCode, type ResetPasswordDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Sessions } from '../../auth/sessions/sessions.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { isOpen, type Account } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { DelayedSignIns } from '../sign-in/delayed-sign-ins.js';
import { OneTimeTokens } from '../tokens/one-time-tokens.js';
import { PasswordHashes } from './password-hashes.js';
import { PasswordRules } from './password-rules.js';
import { SetPassword } from './set-password.js';

/**
 * Sets a new password for somebody with access to the mailbox. All sessions end. The second factor stays, so
 * a stolen mailbox isn't enough.
 */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly transactions: Transactions,
    private readonly tokens: OneTimeTokens,
    private readonly accounts: UserAccounts,
    private readonly rules: PasswordRules,
    private readonly hashes: PasswordHashes,
    private readonly sessions: Sessions,
    private readonly delays: DelayedSignIns,
    private readonly setPassword: SetPassword,
  ) {}

  /** @throws DomainError TOKEN_INVALID, VALIDATION_FAILED or BUSY; the token stays good until it worked */
  async execute({ token, password }: ResetPasswordDto): Promise<void> {
    const owner = await this.transactions.run((manager) => this.ownerOf(manager, token));
    await this.rules.check(password, { name: owner.name, email: owner.email ?? '' }, 'password');
    const passwordHash = await this.hashes.hash(password);
    await this.transactions.run(async (manager) => {
      const account = await this.ownerOf(manager, token);
      await this.setPassword.execute(manager, account, passwordHash);
      await this.sessions.endAll(manager, account.id, 'password_reset');
      // Another's guesses must not delay the owner any longer.
      const emailKey = account.emailKey ?? '';
      await this.delays.forgive({ what: 'password', emailKey }, manager);
    });
  }

  private async ownerOf(manager: EntityManager, token: string): Promise<Account> {
    const userId = await this.tokens.ownerOf(manager, 'reset_password', token);
    const account = await this.accounts.lock(manager, userId);
    await this.tokens.lock(manager, 'reset_password', token);
    if (!account || !isOpen(account)) {
      throw new DomainError(ProblemCode.TokenInvalid, 'This account cannot be signed in to.');
    }
    return account;
  }
}
