import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import pdfmake from 'pdfmake';
import { Semaphore, TooManyWaitingError } from '../../platform/concurrency/semaphore.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { archived, carry } from './archived-paper.js';
import { PAPER_FONTS } from './paper-font.js';
import { layoutOf, type Paper } from './paper-layout.js';

/** Papers that a process prints at once: each takes its thread for some ten milliseconds, which nobody sells in. */
const AT_ONCE = 1;

/** More than a few seconds of printing: whoever comes then is asked to come back. */
const WAITING_MAX = 50;

const FONT_FILES = new Set(Object.values(PAPER_FONTS.Paper));

/** Prints papers as PDF, A4, with the parts of its font that they need. The same paper is the same file. */
@Injectable()
export class PrintPaper {
  private readonly slots = new Semaphore(AT_ONCE, WAITING_MAX);

  constructor() {
    pdfmake.setFonts(PAPER_FONTS);
    // A paper needs nothing but its font, whatever stands in its texts.
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy((path) => FONT_FILES.has(path));
  }

  /**
   * @param eInvoice its XML; with it, the paper is PDF/A-3 and carries it, as Factur-X and ZUGFeRD have it
   * @throws DomainError BUSY
   */
  async execute(paper: Paper, eInvoice?: string): Promise<Buffer> {
    try {
      return await this.slots.run(() => print(paper, eInvoice));
    } catch (error) {
      if (!(error instanceof TooManyWaitingError)) throw error;
      throw new DomainError(
        ProblemCode.Busy,
        'Many receipts and invoices are being printed at this moment; please try again.',
        { retryAfterSeconds: 2 },
      );
    }
  }
}

async function print(paper: Paper, eInvoice?: string): Promise<Buffer> {
  const layout = layoutOf(paper);
  if (eInvoice === undefined) return pdfmake.createPdf(layout).getBuffer();
  const pdf = pdfmake.createPdf(archived(layout));
  carry(await pdf.getStream(), layout, eInvoice, paper.issuedAt);
  return pdf.getBuffer();
}
