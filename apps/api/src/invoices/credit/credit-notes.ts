import type { EntityManager } from 'typeorm';
import {
  ISSUED_COLUMNS_SQL,
  type DocumentLine,
  type DocumentTax,
  type IssuedDocument,
  type PaperContent,
} from '../document/invoice-document.js';
import type { DraftDocument } from '../issue/write-documents.js';
import {
  CreditExceedsInvoiceError,
  creditedTax,
  spreadOverRates,
  type CreditedPart,
} from './credited-taxes.js';

/** What is given back, as it is printed. */
export interface CreditedLine {
  /** What it was for: `Stalls · Student`. */
  name: string;
  /** How many; null for a part of an amount. */
  quantity: number | null;
  /** With its tax, above zero, in the smallest unit of the currency. */
  amountMinor: number;
  /** The rate that it was taxed at, in hundredths of a percent. Left out: it is spread over the rates. */
  basisPoints?: number | null;
}

/** A booking's invoice of now, with the credit notes that take from it, oldest first. */
export interface CurrentInvoice {
  invoice: IssuedDocument;
  creditNotes: IssuedDocument[];
}

const CURRENT_SQL = `
  WITH current AS (
    SELECT id FROM invoices
    WHERE event_id = $1 AND booking_id = $2 AND kind = 'invoice' ORDER BY revision DESC LIMIT 1
  )
  SELECT ${ISSUED_COLUMNS_SQL} FROM invoices AS invoice
  WHERE invoice.event_id = $1 AND invoice.booking_id = $2
    AND (SELECT id FROM current) IN (invoice.id, invoice.corrects)
  ORDER BY invoice.year, invoice.sequence`;

/** The invoice of a booking that counts; undefined: none was issued. */
export async function currentInvoice(
  manager: EntityManager,
  { eventId, bookingId }: { eventId: string; bookingId: string },
): Promise<CurrentInvoice | undefined> {
  const documents = await manager.query<IssuedDocument[]>(CURRENT_SQL, [eventId, bookingId]);
  const invoice = documents.find(({ kind }) => kind === 'invoice');
  return (
    invoice && { invoice, creditNotes: documents.filter(({ kind }) => kind === 'credit_note') }
  );
}

/** What is left of each rate of an invoice: its own amounts, less those of its credit notes. */
function leftOf({ invoice, creditNotes }: CurrentInvoice): (CreditedPart & {
  of: { grossMinor: number; taxMinor: number };
  before: { grossMinor: number; taxMinor: number };
})[] {
  const { taxes, totalMinor } = invoice.document;
  const untaxed = { basisPoints: null, taxMinor: 0, grossMinor: totalMinor };
  return (taxes.length > 0 ? taxes : [untaxed]).map((of) => {
    const before = { grossMinor: 0, taxMinor: 0 };
    for (const { document } of creditNotes) {
      if (of.basisPoints === null) before.grossMinor -= document.totalMinor;
      for (const tax of document.taxes) {
        if (tax.basisPoints !== of.basisPoints) continue;
        before.grossMinor -= tax.grossMinor;
        before.taxMinor -= tax.taxMinor;
      }
    }
    const { basisPoints } = of;
    return { basisPoints, grossMinor: of.grossMinor - before.grossMinor, of, before };
  });
}

/** The lines that take all that is left of an invoice. */
export function everythingOf(current: CurrentInvoice, name: string): CreditedLine[] {
  return leftOf(current).flatMap(({ basisPoints, grossMinor }) =>
    grossMinor > 0 ? [{ name, quantity: null, amountMinor: grossMinor, basisPoints }] : [],
  );
}

/**
 * A credit note as it will be written. It has the rates of its invoice: an invoice and its credit notes net to zero, per
 * rate, when everything was given back.
 *
 * @param reason as it is printed; may be empty
 * @throws CreditExceedsInvoiceError if more would be given back than was paid
 */
export function creditNoteOf(
  current: CurrentInvoice,
  lines: readonly CreditedLine[],
  reason: string,
  prefix: string,
): DraftDocument {
  const { invoice } = current;
  const { organiserId, eventId, bookingId, revision, number, issuedAt } = invoice;
  const left = leftOf(current);
  const parts = new Map<number | null, number>();
  for (const line of lines) {
    // What earlier lines of this credit note take is no longer there for those that are spread.
    const open = left.map(({ basisPoints, grossMinor }) => ({
      basisPoints,
      grossMinor: grossMinor - (parts.get(basisPoints) ?? 0),
    }));
    const ofLine =
      line.basisPoints === undefined
        ? spreadOverRates(open, line.amountMinor)
        : [{ basisPoints: line.basisPoints, grossMinor: line.amountMinor }];
    for (const { basisPoints, grossMinor } of ofLine) {
      parts.set(basisPoints, (parts.get(basisPoints) ?? 0) + grossMinor);
    }
  }
  if (parts.size === 0) throw new CreditExceedsInvoiceError('A credit note gives something back.');
  const taxes = [...parts].flatMap(([basisPoints, grossMinor]): DocumentTax[] => {
    const rate = left.find((each) => each.basisPoints === basisPoints);
    if (!rate) throw new CreditExceedsInvoiceError(`The invoice has no rate of ${basisPoints}.`);
    const taxMinor = creditedTax(rate.of, rate.before, grossMinor);
    const tax = invoice.document.taxes.find((each) => each.basisPoints === basisPoints);
    if (!tax) return [];
    const { name } = tax;
    const netMinor = taxMinor - grossMinor;
    return [
      {
        name,
        basisPoints: tax.basisPoints,
        included: true,
        netMinor,
        // Not -0, which JSON would keep and a test would see.
        taxMinor: 0 - taxMinor,
        grossMinor: 0 - grossMinor,
      },
    ];
  });
  const document: PaperContent = {
    ...invoice.document,
    lines: lines.map(({ name, quantity, amountMinor }): DocumentLine => ({
      name,
      quantity,
      priceMinor: null,
      discountMinor: 0,
      amountMinor: 0 - amountMinor,
    })),
    fees: [],
    taxes,
    totalMinor: 0 - [...parts.values()].reduce((sum, grossMinor) => sum + grossMinor, 0),
    paid: null,
    corrects: { number, issuedAt: issuedAt.toISOString(), reason },
  };
  const corrects = invoice.id;
  return {
    kind: 'credit_note',
    organiserId,
    eventId,
    bookingId,
    revision,
    corrects,
    prefix,
    document,
  };
}
