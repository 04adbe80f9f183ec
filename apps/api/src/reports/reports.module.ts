import { Module } from '@nestjs/common';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { DownloadExport } from './exports/download/download-export.js';
import { ExportSlots } from './exports/download/export-slots.js';
import { DownloadsController } from './exports/downloads.controller.js';
import { CreateExportLink } from './exports/link/create-export-link.js';
import { ExportLinks } from './exports/link/export-links.js';
import { ExportConnections } from './exports/rows/export-connections.js';
import { ShowEventFigures } from './figures/show-event-figures.js';
import { ShowLedger } from './figures/show-ledger.js';
import { ShowOrganiserTakings } from './figures/show-organiser-takings.js';
import { OrganiserReportsController } from './organiser-reports.controller.js';
import { ReportsController } from './reports.controller.js';
import { SalesLedgerCompactor } from './sales-ledger/sales-ledger-compactor.js';
import { SalesLedger } from './sales-ledger/sales-ledger.js';

/** What organisers want to know of their sale: figures and exports. Reads what other modules write, and changes none of it. */
@Module({
  imports: [OrganisersModule],
  controllers: [ReportsController, OrganiserReportsController, DownloadsController],
  providers: [
    ShowEventFigures,
    ShowLedger,
    ShowOrganiserTakings,
    SalesLedger,
    SalesLedgerCompactor,
    CreateExportLink,
    DownloadExport,
    ExportConnections,
    ExportLinks,
    ExportSlots,
  ],
})
export class ReportsModule {}
