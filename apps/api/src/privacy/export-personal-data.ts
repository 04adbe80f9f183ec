import type { AccountDataDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database/in-transaction.js';
import { UserAccounts } from '../users/user-accounts.js';
import { PersonalData } from '../platform/personal-data/personal-data.js';

/** Exports everything that is stored about a person. */
@Injectable()
export class ExportPersonalData {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: UserAccounts,
    private readonly personalData: PersonalData,
  ) {}

  async execute(userId: string): Promise<AccountDataDto> {
    return this.transactions.run(async (manager) => {
      // One snapshot for all of it.
      await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const account = await this.accounts.find(manager, userId);
      const person = { id: userId, emailKey: account?.emailKey ?? null };
      const data: Record<string, unknown[]> = {};
      for (const holder of this.personalData.holders) {
        data[holder.kind] = await holder.export(manager, person);
      }
      return { at: new Date().toISOString(), data };
    });
  }
}
