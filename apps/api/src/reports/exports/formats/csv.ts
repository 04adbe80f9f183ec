import { formatReference, type Language } from '@boxoffice/contracts/formats';
import { toDecimal } from '@boxoffice/contracts/money';
import type { Column, Row, Sheet } from '../sheet.js';

/** Without it, Excel reads a CSV file as if it were written in the encoding of the last century. */
const BYTE_ORDER_MARK = '\uFEFF';

const END_OF_LINE = '\r\n';

/** What separates columns, and the digits of an amount: in German as German spreadsheets and accounting programs read it. */
interface Dialect {
  separator: string;
  decimalSign: string;
}

const DIALECTS: Readonly<Record<Language, Dialect>> = {
  en: { separator: ',', decimalSign: '.' },
  de: { separator: ';', decimalSign: ',' },
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
  const { separator, decimalSign } = DIALECTS[language];
  const lineOf = (row: Row): string =>
    columns
      .map(({ kind }, index) => cellOf(kind, row[index] ?? null, currency, decimalSign))
      .join(separator);
  const headings = columns.map(({ heading }) => quoted(heading));
  yield BYTE_ORDER_MARK + headings.join(separator) + END_OF_LINE;
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
  decimalSign: string,
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
    default:
      return String(value);
  }
}

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
