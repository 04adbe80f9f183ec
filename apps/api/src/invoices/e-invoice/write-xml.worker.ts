import { parentPort } from 'node:worker_threads';
import { FormatFactoryService, type Invoice } from '@e-invoice-eu/core';
import type { Answered, Numbered } from '../../platform/concurrency/idle-worker.js';

const ignored = (): void => undefined;
const logger = { log: ignored, warn: ignored, error: ignored };

/**
 * Runs in its own thread: the library takes half a second and 60 MB to load. What it warns about is nobody's business here,
 * and its check of the data against a schema, which takes a quarter of a second each time, is for tests.
 */
const cii = new FormatFactoryService().createFormatService('CII', logger);

/**
 * What version 2.3 of the library would write against the rules of EN 16931. It looks for the invoice that a credit note
 * corrects where its own schema doesn't have it, and leaves it out: so it stands at both places; its day, which would be
 * written wrongly, is in a note. And the discounts of a line have no currency there.
 */
function amended({ 'ubl:Invoice': invoice }: Invoice): Invoice {
  for (const reference of invoice['cac:BillingReference'] ?? []) {
    Object.assign(reference, { 'cbc:ID': reference['cac:InvoiceDocumentReference']['cbc:ID'] });
  }
  for (const line of invoice['cac:InvoiceLine']) {
    for (const discount of line['cac:AllowanceCharge'] ?? [])
      delete discount['cbc:Amount@currencyID'];
  }
  return { 'ubl:Invoice': invoice };
}

async function write(written: Invoice): Promise<string> {
  const invoice = amended(written);
  cii.fillInvoiceDefaults(invoice);
  return String(await cii.generate(invoice, { format: 'CII', lang: 'en', noWarnings: true }));
}

parentPort?.on('message', ({ id, invoice }: Numbered & { invoice: Invoice }) => {
  const answer = (answered: Answered<string>): void => parentPort?.postMessage(answered);
  write(invoice).then(
    (xml) => answer({ id, answer: xml }),
    (error: unknown) => answer({ id, failure: String(error) }),
  );
});
