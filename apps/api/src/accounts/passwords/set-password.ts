import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { MailBudgets } from '../../platform/mail/mail-budgets.js';
import { Mails } from '../../platform/mail/mails.js';
import type { Account } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { Links } from '../links.js';
import { OneTimeTokens } from '../tokens/one-time-tokens.js';

/** Sets a new password, however it was allowed, and tells its owner: it may not have been them. */
@Injectable()
export class SetPassword {
  constructor(
    private readonly accounts: UserAccounts,
    private readonly tokens: OneTimeTokens,
    private readonly mails: Mails,
    private readonly mailBudgets: MailBudgets,
    private readonly links: Links,
    private readonly clock: Clock,
  ) {}

  async execute(manager: EntityManager, account: Account, passwordHash: string): Promise<void> {
    const { id, name, email, language } = account;
    await this.accounts.change(manager, id, { passwordHash });
    // What was begun or sent out with the old password in mind must not outlive it.
    await this.tokens.useUp(manager, 'reset_password', id);
    // No link that was mailed works any more, so the next one may be mailed at once.
    if (email !== null) await this.mailBudgets.countAnew(manager, 'reset-password', email);
    await this.tokens.useUp(manager, 'second_factor', id);
    await this.mails.enqueue(manager, {
      template: 'password-changed',
      to: { address: email ?? '', name, isProved: true, language },
      data: {
        name,
        at: new Date(this.clock.now()).toISOString(),
        resetLink: this.links.forgotPassword,
      },
    });
  }
}
