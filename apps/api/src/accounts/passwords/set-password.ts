import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { MailBudgets } from '../../platform/mail/mail-budgets.js';
import { Mails } from '../../platform/mail/mails.js';
import type { Account } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { Links } from '../links.js';
import { OneTimeTokens } from '../tokens/one-time-tokens.js';

/** Sets a new password and notifies the owner, who may not have done it. */
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
    // Challenges and links from before must not outlive the old password.
    await this.tokens.useUp(manager, 'reset_password', id);
    // No mailed link works any more, so the next may be sent at once.
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
