import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { Account } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { DelayedSignIns } from '../sign-in/delayed-sign-ins.js';
import { PasswordHashes } from './password-hashes.js';

/** Re-authentication: somebody who stole a session doesn't have the password. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: UserAccounts,
    private readonly hashes: PasswordHashes,
    private readonly delays: DelayedSignIns,
  ) {}

  /**
   * @returns the account, as it was when its password was looked at
   * @throws DomainError WRONG_PASSWORD, TOO_MANY_REQUESTS or BUSY
   */
  async check(userId: string, password: string): Promise<Account> {
    const guessed = { what: 'own-password', userId } as const;
    await this.delays.begin(guessed);
    const account = await this.accounts.find(this.dataSource.manager, userId);
    const matches = await this.hashes.verify(account?.passwordHash, password);
    if (!account || !matches) {
      throw new DomainError(ProblemCode.WrongPassword, 'Wrong password. Nothing was changed.');
    }
    await this.delays.forgive(guessed);
    return account;
  }
}
