import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { Semaphore, TooManyWaitingError } from '../concurrency/semaphore.js';
import { DomainError } from '../problems/domain-error.js';
import { PAPER_FONTS } from './paper-font.js';

/** Documents that a process prints at once: each takes its thread for some ten milliseconds, which nobody sells in. */
const AT_ONCE = 1;

/** More than a few seconds of printing: whoever comes then is asked to come back. */
const WAITING_MAX = 50;

const FONT_FILES = new Set(Object.values(PAPER_FONTS.Paper));

/** Prints documents as PDF, with the parts of their font that they need. The same document is the same file. */
@Injectable()
export class PrintPdf {
  private readonly slots = new Semaphore(AT_ONCE, WAITING_MAX);

  constructor() {
    pdfmake.setFonts(PAPER_FONTS);
    // A document needs nothing but its font, whatever stands in its texts.
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy((path) => FONT_FILES.has(path));
  }

  /**
   * @param add puts in what a layout can't say, before the document is ended
   * @throws DomainError BUSY
   */
  async execute(
    document: TDocumentDefinitions,
    add?: (pdf: PDFKit.PDFDocument) => void,
  ): Promise<Buffer> {
    try {
      return await this.slots.run(() => print(document, add));
    } catch (error) {
      if (!(error instanceof TooManyWaitingError)) throw error;
      throw new DomainError(
        ProblemCode.Busy,
        'Many documents are being printed at this moment; please try again.',
        { retryAfterSeconds: 2 },
      );
    }
  }
}

async function print(
  document: TDocumentDefinitions,
  add: ((pdf: PDFKit.PDFDocument) => void) | undefined,
): Promise<Buffer> {
  const pdf = pdfmake.createPdf(document);
  add?.(await pdf.getStream());
  return pdf.getBuffer();
}
