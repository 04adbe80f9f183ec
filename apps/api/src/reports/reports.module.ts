import { Module } from '@nestjs/common';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { ShowEventFigures } from './figures/show-event-figures.js';
import { ReportsController } from './reports.controller.js';
import { SalesLedgerCompactor } from './sales-ledger/sales-ledger-compactor.js';
import { SalesLedger } from './sales-ledger/sales-ledger.js';

/** What organisers want to know of their sale: figures and exports. Reads what other modules write, and changes none of it. */
@Module({
  imports: [OrganisersModule],
  controllers: [ReportsController],
  providers: [ShowEventFigures, SalesLedger, SalesLedgerCompactor],
})
export class ReportsModule {}
