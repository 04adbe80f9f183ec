import type { Language } from '@boxoffice/contracts/formats';

/**
 * What a column holds, which decides how a format writes it.
 *
 * - `text`: somebody may have typed it.
 * - `reference`: the id of a booking or a ticket, with more digits than a spreadsheet's number has.
 * - `count`: a whole number.
 * - `amount`: of money, in the smallest unit of the currency.
 * - `decimal`: of money in units of a currency that may be another one in the next row: `84.59`.
 * - `moment`: `2026-12-01T09:00:12+01:00`, by the clock at the venue; formats write it as their readers know it.
 * - `day`: `2026-12-01`.
 */
export type ColumnKind = 'text' | 'reference' | 'count' | 'amount' | 'decimal' | 'moment' | 'day';

export interface Column {
  heading: string;
  kind: ColumnKind;
}

/** One value a column; null: nothing. */
export type Row = readonly (string | number | null)[];

/** A table that is exported. Its rows come in batches, each read when the one before has been taken. */
export interface Sheet {
  /** As the tab of a spreadsheet is called. */
  name: string;
  columns: readonly Column[];
  rows: AsyncIterable<readonly Row[]>;
  currency: string;
  language: Language;
}
