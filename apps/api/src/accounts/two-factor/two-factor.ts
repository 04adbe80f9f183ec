import {
  ProblemCode,
  type DisableTwoFactorDto,
  type RecoveryCodesDto,
  type TwoFactorSecretDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { toString as drawQrCode } from 'qrcode';
import type { EntityManager } from 'typeorm';
import { Sessions } from '../../auth/sessions/sessions.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { Mails } from '../../platform/mail/mails.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import type { Account } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { Links } from '../links.js';
import { OwnPassword } from '../passwords/own-password.js';
import { DelayedSignIns } from '../sign-in/delayed-sign-ins.js';
import { Authenticator } from './authenticator.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SecondFactor } from './second-factor.js';

/**
 * Turns an account's second factor on and off.
 *
 * `begin` returns a secret that has no effect until `enable` presents a code of it: so nobody is locked out
 * by an authenticator that didn't store it.
 */
@Injectable()
export class TwoFactor {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: UserAccounts,
    private readonly ownPassword: OwnPassword,
    private readonly authenticator: Authenticator,
    private readonly secondFactor: SecondFactor,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly box: SecretBox,
    private readonly delays: DelayedSignIns,
    private readonly sessions: Sessions,
    private readonly mails: Mails,
    private readonly links: Links,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError WRONG_PASSWORD, TWO_FACTOR_ENABLED, TOO_MANY_REQUESTS or BUSY */
  async begin(userId: string, password: string): Promise<TwoFactorSecretDto> {
    await this.ownPassword.check(userId, password);
    const secret = this.authenticator.newSecret();
    const account = await this.transactions.run(async (manager) => {
      const locked = await this.lock(manager, userId);
      if (locked.totpEnabledAt !== null) throw alreadyEnabled();
      await this.accounts.change(manager, userId, {
        totpSecret: this.box.lock(secret, userId),
        totpLastStep: null,
      });
      return locked;
    });
    const uri = this.authenticator.uri(secret, account.email ?? account.name);
    return { secret, uri, qrSvg: await drawQrCode(uri, { type: 'svg', margin: 2 }) };
  }

  /** @throws DomainError WRONG_CODE, TWO_FACTOR_ENABLED, TWO_FACTOR_NOT_ENABLED or TOO_MANY_REQUESTS */
  async enable(userId: string, sessionId: string | null, code: string): Promise<RecoveryCodesDto> {
    const guessed = { what: 'code', userId } as const;
    await this.delays.begin(guessed);
    return this.transactions.run(async (manager) => {
      const account = await this.lock(manager, userId);
      if (account.totpEnabledAt !== null) throw alreadyEnabled();
      if (account.totpSecret === null) throw notEnabled();
      await this.secondFactor.use(manager, account, code);
      const totpEnabledAt = new Date(this.clock.now());
      await this.accounts.change(manager, userId, { totpEnabledAt });
      const recoveryCodes = await this.recoveryCodes.renew(manager, userId);
      // Other sessions haven't presented a second factor.
      await this.sessions.endAll(manager, userId, 'two_factor_changed', sessionId);
      await this.tell(manager, account, true);
      await this.delays.forgive(guessed, manager);
      return { recoveryCodes };
    });
  }

  /** @throws DomainError WRONG_PASSWORD, WRONG_CODE, TWO_FACTOR_NOT_ENABLED, TOO_MANY_REQUESTS or BUSY */
  async disable(userId: string, { password, code }: DisableTwoFactorDto): Promise<void> {
    await this.ownPassword.check(userId, password);
    const guessed = { what: 'code', userId } as const;
    await this.delays.begin(guessed);
    await this.transactions.run(async (manager) => {
      const account = await this.lock(manager, userId);
      if (account.totpEnabledAt === null) throw notEnabled();
      await this.secondFactor.use(manager, account, code);
      await this.accounts.change(manager, userId, {
        totpSecret: null,
        totpEnabledAt: null,
        totpLastStep: null,
      });
      await this.recoveryCodes.remove(manager, userId);
      await this.tell(manager, account, false);
      await this.delays.forgive(guessed, manager);
    });
  }

  /** @throws DomainError WRONG_PASSWORD, TWO_FACTOR_NOT_ENABLED, TOO_MANY_REQUESTS or BUSY */
  async renewRecoveryCodes(userId: string, password: string): Promise<RecoveryCodesDto> {
    await this.ownPassword.check(userId, password);
    return this.transactions.run(async (manager) => {
      const account = await this.lock(manager, userId);
      if (account.totpEnabledAt === null) throw notEnabled();
      return { recoveryCodes: await this.recoveryCodes.renew(manager, userId) };
    });
  }

  private async lock(manager: EntityManager, userId: string): Promise<Account> {
    const account = await this.accounts.lock(manager, userId);
    if (!account) throw new Error('The account of a session is not there.');
    return account;
  }

  private async tell(manager: EntityManager, account: Account, enabled: boolean): Promise<void> {
    const { name, email, language } = account;
    await this.mails.enqueue(manager, {
      template: 'two-factor-changed',
      to: { address: email ?? '', name, isProved: true, language },
      data: {
        name,
        enabled,
        at: new Date(this.clock.now()).toISOString(),
        resetLink: this.links.forgotPassword,
      },
    });
  }
}

function alreadyEnabled(): DomainError {
  return new DomainError(
    ProblemCode.TwoFactorEnabled,
    'Two-step sign-in is already on. Turn it off first.',
  );
}

function notEnabled(): DomainError {
  return new DomainError(
    ProblemCode.TwoFactorNotEnabled,
    'Two-step sign-in is off, or its setup hasn’t been started.',
  );
}
