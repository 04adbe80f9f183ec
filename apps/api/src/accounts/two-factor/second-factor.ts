import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../platform/problems/domain-error.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import type { Account } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { Authenticator } from './authenticator.js';
import { RecoveryCodes } from './recovery-codes.js';

const SIX_DIGITS = /^\d{6}$/;

/** Accepts an account's authenticator and recovery codes. Each works once. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly accounts: UserAccounts,
    private readonly authenticator: Authenticator,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly box: SecretBox,
  ) {}

  /**
   * @param account locked: of two who show the same code at once, one gets in
   * @throws DomainError WRONG_CODE
   */
  async use(manager: EntityManager, account: Account, code: string): Promise<void> {
    const typed = code.replace(/\s/g, '');
    const works = SIX_DIGITS.test(typed)
      ? await this.useTimed(manager, account, typed)
      : await this.recoveryCodes.use(manager, account.id, typed);
    if (!works) {
      throw new DomainError(
        ProblemCode.WrongCode,
        'This code is wrong, has expired or has already been used.',
      );
    }
  }

  private async useTimed(manager: EntityManager, account: Account, code: string): Promise<boolean> {
    if (account.totpSecret === null) return false;
    const step = this.authenticator.stepOf(this.box.open(account.totpSecret, account.id), code);
    // Voids this and all earlier codes, in case somebody looked over the shoulder.
    if (step === undefined || step <= Number(account.totpLastStep ?? 0)) return false;
    await this.accounts.change(manager, account.id, { totpLastStep: String(step) });
    return true;
  }
}
