import { Injectable } from '@nestjs/common';
import { PrintPdf } from '../../platform/pdf/print-pdf.js';
import { archived, carry } from './archived-paper.js';
import { layoutOf, type Paper } from './paper-layout.js';

/** Prints papers as PDF, A4. The same paper is the same file. */
@Injectable()
export class PrintPaper {
  constructor(private readonly printer: PrintPdf) {}

  /**
   * @param eInvoice its XML; with it, the paper is PDF/A-3 and carries it, as Factur-X and ZUGFeRD have it
   * @throws DomainError BUSY
   */
  async execute(paper: Paper, eInvoice?: string): Promise<Buffer> {
    const layout = layoutOf(paper);
    if (eInvoice === undefined) return this.printer.execute(layout);
    return this.printer.execute(archived(layout), (pdf) => {
      carry(pdf, layout, eInvoice, paper.issuedAt);
    });
  }
}
