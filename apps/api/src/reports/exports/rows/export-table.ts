import type { Language } from '@boxoffice/contracts/formats';
import { ERASED_USER_NAME, WALK_IN_NAME } from '@boxoffice/contracts/person-name';
import type { TicketCharges } from '@boxoffice/contracts/pricing';
import type { ExportWords, PaymentMethod } from '../export-words.js';
import type { Column, Row } from '../sheet.js';

/** What an event asks of those who come. */
export interface ExportedQuestion {
  id: string;
  label: string;
}

/** What a table's columns and rows depend on. */
export interface ExportContext {
  language: Language;
  words: ExportWords;
  /** Names of the event's allotments by their ids, also of those that were released. */
  allotments: Readonly<Record<string, string>>;
  questions: readonly ExportedQuestion[];
}

/** What is exported: a query, and what becomes of its rows. */
export interface ExportTable<QueryRow = never> {
  columns: (context: ExportContext) => Column[];
  /**
   * `$1` is the event; of an organisation, `$1` is the organisation, and `$2` the year of
   * its invoices, or `$2` and `$3` the first and the last day of its takings, or `$2` to
   * `$5` the event, these days and the kind of the ledger's transfers. Its time zone is the
   * session's: a `to_char` of a moment is by the clock at the venue. Where an index has the
   * order, the first rows come before the last ones are read.
   */
  sql: string;
  rowsOf: (row: QueryRow, context: ExportContext) => Row[];
}

/** A moment as {@link Column} wants it. */
export function momentSql(column: string): string {
  return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')`;
}

/** How a booking was paid for, and why it cost nothing: null before it is paid. */
export interface Payment {
  method: PaymentMethod | null;
  reason: string | null;
}

/** The columns of {@link Payment}, of a `booking` that {@link JOIN_COUNTER_SALE_SQL} was joined to. */
export const PAYMENT_SQL = `
  CASE WHEN booking.confirmed_at IS NOT NULL THEN coalesce(counter.method, 'online') END AS method,
  nullif(counter.reason, '') AS reason`;

export const JOIN_COUNTER_SALE_SQL = `LEFT JOIN counter_sales AS counter
  ON counter.event_id = booking.event_id AND counter.booking_id = booking.id`;

/** What a buyer is called, in the language of the file also where they said no name or nothing is left of them. */
export function buyerNameOf(name: string | null, words: ExportWords): string | null {
  if (name === WALK_IN_NAME) return words.walkIn;
  return name === ERASED_USER_NAME ? words.erased : name;
}

/** A line of a booking, as it stands in the database. */
export interface SoldLine extends TicketCharges {
  tierId: string;
  tier: string;
  ticketType?: string;
  allotmentId?: string;
  quantity: number;
  priceMinor: number;
}
