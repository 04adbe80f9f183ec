import type { TicketCharges } from '@boxoffice/contracts/pricing';
import type { ExportWords } from '../export-words.js';
import type { Column, Row } from '../sheet.js';

/** What an event asks of those who come. */
export interface ExportedQuestion {
  id: string;
  label: string;
}

/** What a table's columns depend on. */
export interface ExportContext {
  words: ExportWords;
  questions: readonly ExportedQuestion[];
}

/** What is exported: a query, and what becomes of its rows. */
export interface ExportTable<QueryRow = never> {
  columns: (context: ExportContext) => Column[];
  /**
   * `$1` is the event. Its time zone is the session's: a `to_char` of a moment is by the clock at the venue. Ordered by an
   * index, so that the first rows come before the last ones are read.
   */
  sql: string;
  rowsOf: (row: QueryRow, context: ExportContext) => Row[];
}

/** A moment as {@link Column} wants it. */
export function momentSql(column: string): string {
  return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')`;
}

/** A line of a booking, as it stands in the database. */
export interface SoldLine extends TicketCharges {
  tierId: string;
  tier: string;
  ticketType?: string;
  quantity: number;
  priceMinor: number;
}
