import { ProblemCode, type VerifiedEmailDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { Transactions } from '../../database/in-transaction.js';
import { DomainError } from '../../problems/domain-error.js';
import { emailKeyOf } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { JoinGuests } from '../guests/join-guests.js';
import { OneTimeTokens } from '../tokens/one-time-tokens.js';

/** Opens the account whose address has been proven by the mail's link, with what guests bought by it. */
@Injectable()
export class VerifyEmail {
  private readonly adminKeys: Set<string>;

  constructor(
    private readonly transactions: Transactions,
    private readonly tokens: OneTimeTokens,
    private readonly accounts: UserAccounts,
    private readonly joinGuests: JoinGuests,
    settings: Settings,
  ) {
    this.adminKeys = new Set(settings.ADMIN_EMAILS.map(emailKeyOf));
  }

  /** @throws DomainError TOKEN_INVALID */
  async execute(token: string): Promise<VerifiedEmailDto> {
    return this.transactions.run(async (manager) => {
      const { name, email, emailKey, passwordHash } = await this.tokens.redeem(manager, token);
      const role = this.adminKeys.has(emailKey) ? 'admin' : 'customer';
      const userId = await this.accounts.open(manager, { name, email, passwordHash, role });
      if (userId === undefined) {
        // Another link of the same address was opened at the same moment.
        throw new DomainError(ProblemCode.TokenInvalid, 'This address has an account already.');
      }
      await this.joinGuests.execute(manager, userId, emailKey);
      return { email };
    });
  }
}
