import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { PdfModule } from '../platform/pdf/pdf.module.js';
import { ChangeBilling } from './billing/change-billing.js';
import { BookingPapersController } from './booking-papers.controller.js';
import { WriteEInvoice } from './e-invoice/write-e-invoice.js';
import { InvoiceData } from './invoice-data.js';
import { IssueInvoices } from './issue/issue-invoices.js';
import { WriteDocuments } from './issue/write-documents.js';
import { OrganiserInvoicesController } from './organiser-invoices.controller.js';
import { OrganiserPapersController } from './organiser-papers.controller.js';
import { PrintPaper } from './pdf/print-paper.js';
import { InvoiceSettings } from './settings/invoice-settings.js';
import { FindPapers } from './show/find-papers.js';
import { ListInvoices } from './show/list-invoices.js';

/** Receipts, invoices and credit notes. */
@Module({
  imports: [OrganisersModule, EventsModule, PdfModule],
  controllers: [BookingPapersController, OrganiserPapersController, OrganiserInvoicesController],
  providers: [
    IssueInvoices,
    WriteDocuments,
    ChangeBilling,
    InvoiceSettings,
    InvoiceData,
    FindPapers,
    ListInvoices,
    PrintPaper,
    WriteEInvoice,
  ],
})
export class InvoicesModule {}
