import type { InvoiceKind } from '@boxoffice/contracts';
import { toDecimal } from '@boxoffice/contracts/money';
import type { Row } from '../sheet.js';
import type { ExportTable } from './export-table.js';

interface InvoiceRow {
  number: string;
  kind: InvoiceKind;
  day: string;
  bookingId: string;
  currency: string;
  totalMinor: string;
  document: {
    buyer: { name: string; country: string; vatId: string };
    event: { name: string };
    taxes: { basisPoints: number; netMinor: number; taxMinor: number; grossMinor: number }[];
    corrects?: { number: string };
  };
}

/** For the accountant: a row per document and rate of tax, in the order of the numbers. Credit notes are negative. */
export const INVOICES_TABLE: ExportTable<InvoiceRow> = {
  columns: ({ words }) => [
    { heading: words.number, kind: 'text' },
    { heading: words.kind, kind: 'text' },
    { heading: words.date, kind: 'day' },
    { heading: words.corrects, kind: 'text' },
    { heading: words.booking, kind: 'reference' },
    { heading: words.event, kind: 'text' },
    { heading: words.buyer, kind: 'text' },
    { heading: words.country, kind: 'text' },
    { heading: words.vatId, kind: 'text' },
    { heading: words.taxRate, kind: 'decimal' },
    { heading: words.net, kind: 'decimal' },
    { heading: words.tax, kind: 'decimal' },
    { heading: words.gross, kind: 'decimal' },
    { heading: words.currency, kind: 'text' },
  ],
  sql: `
    SELECT number, kind, to_char(issued_at, 'YYYY-MM-DD') AS day, booking_id::text AS "bookingId",
      currency, total_minor AS "totalMinor", document
    FROM invoices WHERE organiser_id = $1 AND year = $2
    ORDER BY organiser_id, year, sequence`,
  rowsOf: ({ number, kind, day, bookingId, currency, totalMinor, document }, { words }) => {
    const { buyer, event, taxes, corrects } = document;
    const total = Number(totalMinor);
    const untaxed = { basisPoints: null, netMinor: total, taxMinor: 0, grossMinor: total };
    return (taxes.length > 0 ? taxes : [untaxed]).map((rate): Row => [
      number,
      words.documents[kind],
      day,
      corrects?.number ?? null,
      bookingId,
      event.name,
      buyer.name,
      buyer.country,
      buyer.vatId,
      rate.basisPoints === null ? null : rate.basisPoints / 100,
      toDecimal(rate.netMinor, currency),
      toDecimal(rate.taxMinor, currency),
      toDecimal(rate.grossMinor, currency),
      currency,
    ]);
  },
};
