import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { LedgerLevels } from './balances/ledger-levels.js';
import { Ledger } from './posting/ledger.js';
import { ProviderStatements } from './reconcile/provider-statements.js';
import { ReconcileMoney } from './reconcile/reconcile-money.js';

/** Whose money is where, in double entry. The README beside this file says what each fact posts. */
@Module({
  imports: [UsersModule],
  providers: [Ledger, LedgerLevels, ProviderStatements, ReconcileMoney],
  exports: [Ledger, ProviderStatements],
})
export class LedgerModule {}
