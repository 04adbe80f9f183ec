import { formatReference, type Language } from '@boxoffice/contracts/formats';
import { toDecimal } from '@boxoffice/contracts/money';
import type { Column, Row, Sheet } from '../sheet.js';

/** Without it, Excel reads a CSV file as if it were written in the encoding of the last century. */
const BYTE_ORDER_MARK = '\uFEFF';

const END_OF_LINE = '\r\n';

/** How columns are separated, and amounts and dates written: in German as German spreadsheets and accounting programs read it. */
interface Dialect {
  separator: string;
  decimalSign: string;
  /** @param iso `2026-12-01` */
  dayOf: (iso: string) => string;
  /** @param iso `2026-12-01T09:00:12+01:00` */
  momentOf: (iso: string) => string;
}

const germanDayOf = (iso: string): string => iso.slice(0, 10).split('-').reverse().join('.');

const DIALECTS: Readonly<Record<Language, Dialect>> = {
  en: { separator: ',', decimalSign: '.', dayOf: (iso) => iso, momentOf: (iso) => iso },
  de: {
    separator: ';',
    decimalSign: ',',
    dayOf: germanDayOf,
    // What German spreadsheets take for a moment has no offset: it is by the clock at the venue, as in a workbook.
    momentOf: (iso) => `${germanDayOf(iso)} ${iso.slice(11, 19)}`,
  },
};

/**
 * What spreadsheets take for a formula, also in its full-width forms. Buyers choose their names and answers: one of
 * `=HYPERLINK(…)` would otherwise be carried out on the organiser's machine.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

/**
 * Writes a table as RFC 4180 says, in UTF-8; in German with the signs of that language. Texts are always quoted: a
 * program that takes another sign for the separator must find no cell of its own in one. A text that begins like a formula
 * gets an apostrophe in front. References are in groups of four: of one long number, a spreadsheet loses the last digits.
 */
export async function* csvOf({ columns, rows, currency, language }: Sheet): AsyncGenerator<string> {
  const dialect = DIALECTS[language];
  const lineOf = (row: Row): string =>
    columns
      .map(({ kind }, index) => cellOf(kind, row[index] ?? null, currency, dialect))
      .join(dialect.separator);
  const headings = columns.map(({ heading }) => quoted(heading));
  yield BYTE_ORDER_MARK + headings.join(dialect.separator) + END_OF_LINE;
  for await (const batch of rows) {
    let text = '';
    for (const row of batch) text += lineOf(row) + END_OF_LINE;
    yield text;
  }
}

function cellOf(
  kind: Column['kind'],
  value: string | number | null,
  currency: string,
  { decimalSign, dayOf, momentOf }: Dialect,
): string {
  if (value === null) return '';
  switch (kind) {
    case 'text':
      return quoted(String(value));
    case 'reference':
      return quoted(formatReference(String(value)));
    case 'amount':
      return toDecimal(Number(value), currency).replace('.', decimalSign);
    case 'decimal':
      return String(value).replace('.', decimalSign);
    case 'day':
      return dayOf(String(value));
    case 'moment':
      return momentOf(String(value));
    default:
      return String(value);
  }
}

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
