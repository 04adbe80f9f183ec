import {
  addressKey,
  ProblemCode,
  type UserRole,
  type VerifiedEmailDto,
  type VerifyEmailDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { JoinGuests } from '../guests/join-guests.js';
import { PasswordHashes } from '../passwords/password-hashes.js';
import { DelayedSignIns } from '../sign-in/delayed-sign-ins.js';
import { OneTimeTokens, type Registration } from '../tokens/one-time-tokens.js';
import { PasswordTags } from './password-tags.js';

/**
 * Creates an account and joins its guest bookings to it.
 *
 * It takes the mail's link, which proves the mailbox, and the password, which proves who registered. Mail
 * scanners open links and press buttons, and anybody can register with another's address, so neither alone
 * may complete anything.
 */
@Injectable()
export class VerifyEmail {
  private readonly adminKeys: Set<string>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly tokens: OneTimeTokens,
    private readonly hashes: PasswordHashes,
    private readonly tags: PasswordTags,
    private readonly delays: DelayedSignIns,
    private readonly accounts: UserAccounts,
    private readonly joinGuests: JoinGuests,
    private readonly audit: AuditTrail,
    settings: Settings,
  ) {
    this.adminKeys = new Set(settings.ADMIN_EMAILS.map(addressKey));
  }

  /** @throws DomainError TOKEN_INVALID, WRONG_PASSWORD, TOO_MANY_REQUESTS or BUSY */
  async execute({ token, password }: VerifyEmailDto, actor: Actor): Promise<VerifiedEmailDto> {
    const emailKey = await this.tokens.addressOf(this.dataSource.manager, token);
    const guessed = { what: 'registration', emailKey } as const;
    await this.delays.begin(guessed);
    const registration = await this.registrationOf(emailKey, token, password);
    const { name, email, passwordHash, language } = registration;
    await this.transactions.run(async (manager) => {
      await this.tokens.redeem(manager, token);
      const role = this.adminKeys.has(emailKey) ? 'admin' : 'customer';
      const account = { name, email, passwordHash, role, language } as const;
      const userId = await this.accounts.open(manager, account);
      if (userId === undefined) {
        // Another link of the same address won the race.
        throw new DomainError(ProblemCode.TokenInvalid, 'This address has an account already.');
      }
      if (role !== 'customer') await this.recordRole(manager, userId, role, actor);
      await this.joinGuests.execute(manager, userId, emailKey);
      await this.delays.forgive(guessed, manager);
    });
    return { email };
  }

  /** The settings grant this role, not a person. */
  private recordRole(
    manager: EntityManager,
    userId: string,
    role: UserRole,
    actor: Actor,
  ): Promise<void> {
    return this.audit.record(manager, [
      {
        ...actor,
        action: 'user.added',
        subject: { kind: 'user', id: userId },
        before: null,
        after: { role, givenBy: 'ADMIN_EMAILS' },
      },
    ]);
  }

  /** The password says which of the address's registrations is meant. */
  private async registrationOf(
    emailKey: string,
    token: string,
    password: string,
  ): Promise<Registration> {
    const tags = this.tags.allOf(emailKey, password);
    const { manager } = this.dataSource;
    for (const registration of await this.tokens.candidates(manager, { token, emailKey, tags })) {
      if (await this.hashes.verify(registration.passwordHash, password)) return registration;
    }
    // Another request may have used the link meanwhile.
    await this.tokens.addressOf(manager, token);
    throw new DomainError(
      ProblemCode.WrongPassword,
      'This isn’t the password you chose when you registered. Nothing was changed, and the link still works.',
    );
  }
}
