import { Module } from '@nestjs/common';
import { LedgerLevels } from './balances/ledger-levels.js';
import { Ledger } from './posting/ledger.js';

/** Whose money is where, in double entry. The README beside this file says what each fact posts. */
@Module({ providers: [Ledger, LedgerLevels], exports: [Ledger] })
export class LedgerModule {}
