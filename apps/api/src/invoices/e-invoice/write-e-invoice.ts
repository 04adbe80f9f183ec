import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProblemCode } from '@boxoffice/contracts';
import type { Invoice } from '@e-invoice-eu/core';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { IdleWorker, WorkerBusyError } from '../../platform/concurrency/idle-worker.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { Paper } from '../pdf/paper-layout.js';
import { en16931InvoiceOf } from './en16931-invoice.js';

/** A second or two of writing. */
const WAITING_MAX = 50;

/** The built file, or the source in tests. */
const THREAD = new URL(
  `./write-xml.worker${extname(fileURLToPath(import.meta.url))}`,
  import.meta.url,
);

/** Writes the e-invoice of a document: the XML of EN 16931 (Cross Industry Invoice), as Factur-X and ZUGFeRD have it. */
@Injectable()
export class WriteEInvoice implements OnApplicationShutdown {
  private readonly worker = new IdleWorker<{ invoice: Invoice }, string>(THREAD, WAITING_MAX);

  /**
   * @param paper an invoice or credit note that lacks no details for it
   * @throws DomainError BUSY
   */
  async execute(paper: Paper): Promise<string> {
    try {
      return await this.worker.ask({ invoice: en16931InvoiceOf(paper) });
    } catch (error) {
      if (!(error instanceof WorkerBusyError)) throw error;
      throw new DomainError(
        ProblemCode.Busy,
        'Many e-invoices are being written at this moment; please try again.',
        { retryAfterSeconds: 2 },
      );
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker.stop();
  }
}
