import type { BillingDetailsDto, InvoiceKind } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';

/** How a booking was paid. */
export type PaidBy = 'online' | 'transfer' | 'cash' | 'card';

/** Somebody on a paper: a person, a company or an organisation. What they didn't say is empty. */
export type Party = Record<keyof BillingDetailsDto, string>;

/** Who sells, with all that the law wants said. */
export interface Seller extends Party {
  taxNumber: string;
  email: string;
  /** Why no tax is charged; empty: nothing is said. */
  exemptionNote: string;
  footer: string;
}

/** So many things at one price. */
export interface DocumentLine {
  name: string;
  /** Null where a part of an amount has none. */
  quantity: number | null;
  /** What one costs; null where only the amount is known. */
  priceMinor: number | null;
  /** What is taken off each. */
  discountMinor: number;
  amountMinor: number;
}

/** One rate of tax and all that is taxed at it. */
export interface DocumentTax {
  name: string;
  basisPoints: number;
  /** Whether it is within the amounts of the lines; otherwise it is added to them. */
  included: boolean;
  netMinor: number;
  taxMinor: number;
  grossMinor: number;
}

/** Everything that is printed on a receipt, and on an invoice or a credit note beside its number and date. */
export interface PaperContent {
  language: Language;
  /** The organisation's: by its clock a document has its day and its year. */
  timeZone: string;
  seller: Seller;
  /** A name alone where the buyer said no more; an empty one where they said nothing. */
  buyer: Party;
  bookingId: string;
  event: { name: string; venue: string; startsAt: string; timeZone: string };
  currency: string;
  lines: DocumentLine[];
  fees: { name: string; amountMinor: number }[];
  /** None where no tax is shown. */
  taxes: DocumentTax[];
  totalMinor: number;
  /** Null: there was nothing to pay. */
  paid: { by: PaidBy; at: string } | null;
  /** Whether it was issued with e-invoices turned on; one of them needs more details than a document has to have. */
  eInvoice?: boolean;
  /** Of a credit note: what it takes from, and why. */
  corrects?: { number: string; issuedAt: string; reason: string };
}

/** What stands in the database of an invoice or a credit note. */
export interface IssuedDocument {
  id: string;
  organiserId: string;
  number: string;
  kind: InvoiceKind;
  eventId: string;
  bookingId: string;
  revision: number;
  corrects: string | null;
  issuedAt: Date;
  currency: string;
  totalMinor: number;
  taxMinor: number;
  document: PaperContent;
}

/** {@link IssuedDocument}, of an `invoice`. Amounts are far below 2^53, and come as numbers. */
export const ISSUED_COLUMNS_SQL = `
  invoice.id, invoice.organiser_id AS "organiserId", invoice.number, invoice.kind,
  invoice.event_id AS "eventId", invoice.booking_id AS "bookingId", invoice.revision::integer,
  invoice.corrects, invoice.issued_at AS "issuedAt", invoice.currency,
  invoice.total_minor::float8 AS "totalMinor", invoice.tax_minor::float8 AS "taxMinor",
  invoice.document`;
