import {
  addressKey,
  ProblemCode,
  type SecondFactorDto,
  type SecondFactorNeededDto,
  type SignInRequestDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Device } from '../../auth/sessions/device.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { isOpen, type Account } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { JoinGuests } from '../guests/join-guests.js';
import { PasswordHashes } from '../passwords/password-hashes.js';
import { OneTimeTokens } from '../tokens/one-time-tokens.js';
import { SecondFactor } from '../two-factor/second-factor.js';
import { BeginSession, type SignedIn } from './begin-session.js';
import { DelayedSignIns } from './delayed-sign-ins.js';

/**
 * Signs somebody in by address and password, and by a code if the account requires one.
 *
 * An address without an account takes the same path: it is counted, and a hash is verified. Only somebody
 * with the password learns what distinguishes accounts (disabled, second factor).
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly accounts: UserAccounts,
    private readonly hashes: PasswordHashes,
    private readonly delays: DelayedSignIns,
    private readonly tokens: OneTimeTokens,
    private readonly secondFactor: SecondFactor,
    private readonly beginSession: BeginSession,
    private readonly joinGuests: JoinGuests,
  ) {}

  /** @throws DomainError INVALID_CREDENTIALS, ACCOUNT_DISABLED, TOO_MANY_REQUESTS or BUSY */
  async execute(
    { email, password }: SignInRequestDto,
    device: Device,
  ): Promise<SignedIn | SecondFactorNeededDto> {
    const guessed = { what: 'password', emailKey: addressKey(email) } as const;
    await this.delays.begin(guessed);
    const account = await this.accounts.findByEmail(this.dataSource.manager, email);
    const matches = await this.hashes.verify(account?.passwordHash, password);
    if (!account || !matches) throw wrong();
    await this.delays.forgive(guessed);
    refuseDisabled(account);
    const passwordHash = await this.renewedHash(account, password);
    return this.transactions.run(async (manager) => {
      // A password change meanwhile has ended all sessions: the old password must not begin another.
      const current = await this.accounts.lock(manager, account.id);
      if (current?.passwordHash !== account.passwordHash) throw wrong();
      if (passwordHash) await this.accounts.change(manager, account.id, { passwordHash });
      if (current.totpEnabledAt === null) {
        return this.letIn(manager, current, device);
      }
      const { token, expiresAt } = await this.tokens.issue(manager, 'second_factor', account.id);
      return { secondFactor: { challenge: token, expiresAt: expiresAt.toISOString() } };
    });
  }

  /** @throws DomainError TOKEN_INVALID, WRONG_CODE, ACCOUNT_DISABLED or TOO_MANY_REQUESTS */
  async withSecondFactor({ challenge, code }: SecondFactorDto, device: Device): Promise<SignedIn> {
    const { manager } = this.dataSource;
    const userId = await this.tokens.ownerOf(manager, 'second_factor', challenge);
    await this.delays.begin({ what: 'code', userId });
    const signedIn = await this.transactions.run(async (inside) => {
      const account = await this.accounts.lock(inside, userId);
      if (!account) throw wrong();
      await this.tokens.lock(inside, 'second_factor', challenge);
      refuseDisabled(account);
      await this.secondFactor.use(inside, account, code);
      await this.tokens.useUp(inside, 'second_factor', userId);
      return this.letIn(inside, account, device);
    });
    await this.delays.forgive({ what: 'code', userId }, manager);
    return signedIn;
  }

  private async letIn(manager: EntityManager, account: Account, device: Device): Promise<SignedIn> {
    if (account.emailKey !== null) {
      await this.joinGuests.execute(manager, account.id, account.emailKey);
    }
    return this.beginSession.execute(manager, account, device);
  }

  /** Sign-in is the one moment when we have the password, so outdated hashes are renewed here. */
  private async renewedHash(account: Account, password: string): Promise<string | undefined> {
    const { passwordHash } = account;
    if (passwordHash === null || !this.hashes.isOutdated(passwordHash)) return undefined;
    return this.hashes.hash(password);
  }
}

function refuseDisabled(account: Account): void {
  if (isOpen(account)) return;
  throw new DomainError(ProblemCode.AccountDisabled, 'This account has been disabled.');
}

function wrong(): DomainError {
  return new DomainError(
    ProblemCode.InvalidCredentials,
    'Wrong email or password. If you have just registered, confirm your email address first.',
  );
}
