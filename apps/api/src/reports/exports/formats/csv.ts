import { toDecimal } from '@boxoffice/contracts/money';
import type { Column, Row, Sheet } from '../sheet.js';

/** Without it, Excel reads a CSV file as if it were written in the encoding of the last century. */
const BYTE_ORDER_MARK = '\uFEFF';

const END_OF_LINE = '\r\n';

/**
 * What spreadsheets take for a formula, also in its full-width forms. Buyers choose their names and answers: one of
 * `=HYPERLINK(…)` would otherwise be carried out on the organiser's machine.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

/**
 * Writes a table as RFC 4180 says, in UTF-8. Texts are always quoted: a program that takes `;` for the separator must
 * find no cell of its own in one. A text that begins like a formula gets an apostrophe in front.
 */
export async function* csvOf({ columns, rows, currency }: Sheet): AsyncGenerator<string> {
  const headings = columns.map(({ heading }) => quoted(heading));
  yield BYTE_ORDER_MARK + headings.join() + END_OF_LINE;
  for await (const batch of rows) {
    let text = '';
    for (const row of batch) text += lineOf(columns, row, currency) + END_OF_LINE;
    yield text;
  }
}

function lineOf(columns: readonly Column[], row: Row, currency: string): string {
  return columns.map(({ kind }, index) => cellOf(kind, row[index] ?? null, currency)).join();
}

function cellOf(kind: Column['kind'], value: string | number | null, currency: string): string {
  if (value === null) return '';
  if (kind === 'text') return quoted(String(value));
  return kind === 'amount' ? toDecimal(Number(value), currency) : String(value);
}

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
