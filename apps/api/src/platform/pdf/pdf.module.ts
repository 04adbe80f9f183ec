import { Module } from '@nestjs/common';
import { PrintPdf } from './print-pdf.js';

/** Prints for whoever has something to print, one document at a time. */
@Module({ providers: [PrintPdf], exports: [PrintPdf] })
export class PdfModule {}
