import { Type } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { LANGUAGES, type Language } from '../formats/languages.js';
import { IsId } from '../ids/id.js';
import { EXPORT_FORMATS, type ExportFormat } from '../reports/export.dto.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import { BillingDetailsDto } from './billing-details.dto.js';

/** A credit note takes from an invoice; its amounts are negative. */
export const INVOICE_KINDS = ['invoice', 'credit_note'] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

/** Most invoices on one page. */
export const INVOICES_PAGE_MAX = 100;

/** Longest text that invoices are searched by, in characters: a prefix, a year and a number. */
export const INVOICE_SEARCH_MAX_LENGTH = 50;

const YEAR_MIN = 2000;
const YEAR_MAX = 2999;

/** An invoice or a credit note. It never changes. */
export class InvoiceDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * Its number. Those of an organisation and a year have no gaps.
   * @example "2027-000042"
   */
  number: string;

  /**
   * What it is.
   * @example "invoice"
   */
  kind: InvoiceKind;

  /**
   * When it was issued.
   * @example "2027-01-12T10:15:00.000Z"
   */
  issuedAt: string;

  /**
   * What is to be paid, in the currency's smallest unit; negative for a credit note.
   * @example 7065
   */
  totalMinor: number;

  /**
   * The tax in it, in the currency's smallest unit.
   * @example 1128
   */
  taxMinor: number;

  /**
   * ISO 4217 currency.
   * @example "EUR"
   */
  currency: string;

  /**
   * Of a credit note: the number of the invoice that it takes from; null for an invoice.
   * @example null
   */
  corrects: string | null;

  /**
   * Whether it is an e-invoice: its PDF carries the data of EN 16931, which can also be downloaded as XML.
   * @example false
   */
  isEInvoice: boolean;
}

/** An invoice or a credit note, as its organisation sees it. */
export class OrganiserInvoiceDto extends InvoiceDto {
  /**
   * The event.
   * @example "1"
   */
  eventId: string;

  /**
   * Name of the event when it was issued.
   * @example "Mass in B minor"
   */
  eventName: string;

  /**
   * The booking.
   * @example "7300000000000000001"
   */
  bookingId: string;

  /**
   * Whom it is for; empty: a buyer at the counter who said no name.
   * @example "Lovelace Ltd"
   */
  buyer: string;
}

/** A page of an organisation's invoices and credit notes. */
export class OrganiserInvoicesDto {
  /** The newest first. */
  invoices: OrganiserInvoiceDto[];

  /**
   * `before` of the next page; null: there is none.
   * @example "7300000000000000001"
   */
  next: string | null;

  /** Years that have some, the latest first. */
  years: number[];
}

/** Narrows an organisation's invoices. */
export class ListInvoicesQueryDto {
  /**
   * Only those of this year.
   * @example 2027
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(YEAR_MIN)
  @Max(YEAR_MAX)
  year?: number;

  /**
   * Only invoices, or only credit notes.
   * @example "credit_note"
   */
  @OptionalField()
  @IsIn(INVOICE_KINDS)
  kind?: InvoiceKind;

  /**
   * The number of an invoice or credit note, whole or its last part without zeros; or that of a booking.
   * @example "SM-2027-000042"
   */
  @OptionalField()
  @IsLine(INVOICE_SEARCH_MAX_LENGTH, 0)
  search?: string;

  /**
   * Page size.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(INVOICES_PAGE_MAX)
  limit?: number = 50;

  /**
   * Continue with those before this id: `next` of the previous page.
   * @example "7300000000000000001"
   */
  @OptionalField()
  @IsId()
  before?: string;
}

/** Which invoices to export. */
export class ExportInvoicesDto {
  /**
   * The year.
   * @example 2027
   */
  @IsInt()
  @Min(YEAR_MIN)
  @Max(YEAR_MAX)
  year: number;

  /**
   * The file's format.
   * @example "csv"
   */
  @IsIn(EXPORT_FORMATS)
  format: ExportFormat;

  /**
   * Language of its headings, and of the signs in a CSV file. Left out: that of the request.
   * @example "en"
   */
  @OptionalField()
  @IsIn(LANGUAGES)
  language?: Language;
}

/** The papers of a booking. */
export class BookingPapersDto {
  /**
   * Whether there is a receipt: it comes with the payment.
   * @example true
   */
  hasReceipt: boolean;

  /**
   * How it stands with its invoice. `issued`: it is among `documents`. `ready`: it is issued within seconds of the
   * payment, or when it is asked for. `none`: nothing was paid, or the organiser issues no invoices.
   * @example "issued"
   */
  invoice: 'issued' | 'ready' | 'none';

  /** Invoices and credit notes, the oldest first. */
  documents: InvoiceDto[];

  /** Whom invoices are for, where the buyer has said so. */
  billing: BillingDetailsDto | null;

  /**
   * Whether `billing` can still be changed: not after a refund, and only some times once there is an invoice, as each
   * change cancels it and issues another.
   * @example true
   */
  billingChangeable: boolean;
}
