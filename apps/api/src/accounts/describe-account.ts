import type { AccountDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Account } from '../users/account.js';
import { RecoveryCodes } from './two-factor/recovery-codes.js';

@Injectable()
export class DescribeAccount {
  constructor(private readonly recoveryCodes: RecoveryCodes) {}

  async execute(manager: EntityManager, account: Account): Promise<AccountDto> {
    const enabled = account.totpEnabledAt !== null;
    return {
      id: account.id,
      name: account.name,
      email: account.email,
      emailVerified: account.emailVerifiedAt !== null,
      role: account.role,
      language: account.language,
      twoFactor: {
        enabled,
        recoveryCodesLeft: enabled ? await this.recoveryCodes.left(manager, account.id) : 0,
      },
    };
  }
}
