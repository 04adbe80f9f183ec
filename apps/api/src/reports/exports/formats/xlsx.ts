import { Readable, type PassThrough } from 'node:stream';
import { formatReference } from '@boxoffice/contracts/formats';
import { toDecimal } from '@boxoffice/contracts/money';
import { ZipFile } from 'yazl';
import type { Column, ColumnKind, Row, Sheet } from '../sheet.js';
import {
  contentTypes,
  packageRelations,
  SHEET_END,
  sheetBegin,
  STYLE,
  styles,
  workbook,
  workbookRelations,
  xmlText,
} from './xlsx-parts.js';

/** Most rows of a sheet, by Excel's limit; what is more goes onto another one. */
export const SHEET_ROWS_MAX = 1_048_576;

/** Little is gained above it: rows are much alike, and the server has buyers to serve. */
const COMPRESSION_LEVEL = 4;

const WIDTHS: Record<ColumnKind, number> = {
  text: 24,
  reference: 24,
  count: 10,
  amount: 14,
  decimal: 14,
  moment: 20,
  day: 12,
};

/** Days are counted from here: Excel takes 1900 for a leap year, which matters to no date of ours. */
const EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;

/**
 * Writes a table as a workbook, row by row: no more of it is in memory than what is on its way. Each cell has a type, so a
 * text is a text whatever it begins with. The entries of the ZIP file are written one after the other.
 *
 * @param rowsMax of a sheet, with its headings
 */
export function xlsxOf(sheet: Sheet, rowsMax = SHEET_ROWS_MAX): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  const rows = new RowSource(sheet.rows);
  let part: Readable | undefined;
  let sheets = 0;

  const addSheet = (): void => {
    sheets += 1;
    const xml = Readable.from(sheetXml(sheet, rows, rowsMax), { objectMode: false });
    part = xml;
    xml.once('error', (error) => output.destroy(error));
    xml.once('end', () => {
      if (rows.isAtEnd) finish();
      else addSheet();
    });
    zip.addReadStream(xml, `xl/worksheets/sheet${sheets}.xml`, {
      compressionLevel: COMPRESSION_LEVEL,
    });
  };
  const finish = (): void => {
    const add = (path: string, text: string): void => zip.addBuffer(Buffer.from(text), path);
    add('xl/workbook.xml', workbook(sheet.name, sheets));
    add('xl/_rels/workbook.xml.rels', workbookRelations(sheets));
    add('xl/styles.xml', styles(sheet.currency));
    add('_rels/.rels', packageRelations());
    add('[Content_Types].xml', contentTypes(sheets));
    zip.end();
  };
  zip.on('error', (error) => output.destroy(error as Error));
  // Whoever reads no further doesn't leave the rows' connection open.
  output.once('close', () => {
    part?.destroy();
    void rows.close();
  });
  addSheet();
  return output;
}

/** Hands rows out across sheets. */
class RowSource {
  private readonly batches: AsyncIterator<readonly Row[]>;
  private batch: readonly Row[] = [];
  private isOver = false;

  constructor(rows: AsyncIterable<readonly Row[]>) {
    this.batches = rows[Symbol.asyncIterator]();
  }

  get isAtEnd(): boolean {
    return this.isOver && this.batch.length === 0;
  }

  /** Whether there is a row more; reads on where that isn't known yet. */
  async hasMore(): Promise<boolean> {
    while (this.batch.length === 0 && !this.isOver) {
      const next = await this.batches.next();
      if (next.done === true) this.isOver = true;
      else this.batch = next.value;
    }
    return this.batch.length > 0;
  }

  /** @returns at most so many of the rows that are there */
  take(max: number): readonly Row[] {
    const taken = this.batch.slice(0, max);
    this.batch = this.batch.slice(max);
    return taken;
  }

  async close(): Promise<void> {
    this.isOver = true;
    await this.batches.return?.();
  }
}

async function* sheetXml(
  { columns, currency }: Sheet,
  rows: RowSource,
  rowsMax: number,
): AsyncGenerator<string> {
  const names = columns.map((_, index) => columnName(index));
  const headings = columns.map(({ heading }, index) =>
    textCell(`${names[index]}1`, heading, STYLE.heading),
  );
  const widths = columns.map(({ kind, heading }) => Math.max(WIDTHS[kind], heading.length + 2));
  yield `${sheetBegin(widths)}<row r="1">${headings.join('')}</row>`;
  let number = 1;
  while (number < rowsMax && (await rows.hasMore())) {
    let xml = '';
    for (const row of rows.take(rowsMax - number)) {
      number += 1;
      xml += rowXml(columns, names, row, number, currency);
    }
    yield xml;
  }
  // Known before the stream ends: whether there must be another sheet.
  await rows.hasMore();
  yield SHEET_END;
}

function rowXml(
  columns: readonly Column[],
  names: readonly string[],
  row: Row,
  number: number,
  currency: string,
): string {
  let cells = '';
  for (const [index, { kind }] of columns.entries()) {
    const value = row[index] ?? null;
    if (value === null) continue;
    cells += cellXml(`${names[index]}${number}`, kind, value, currency);
  }
  return `<row r="${number}">${cells}</row>`;
}

function cellXml(at: string, kind: ColumnKind, value: string | number, currency: string): string {
  switch (kind) {
    case 'text':
      return textCell(at, String(value), STYLE.text);
    case 'reference':
      return textCell(at, formatReference(String(value)), STYLE.text);
    case 'count':
      return numberCell(at, String(value), STYLE.count);
    case 'decimal':
      return numberCell(at, String(value), STYLE.amount);
    case 'amount':
      return numberCell(at, toDecimal(Number(value), currency), STYLE.amount);
    case 'moment':
      return numberCell(at, String(serialOf(String(value))), STYLE.moment);
    case 'day':
      return numberCell(at, String(serialOf(`${value}T00:00:00`)), STYLE.day);
  }
}

function textCell(at: string, text: string, style: number): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

function numberCell(at: string, number: string, style: number): string {
  return `<c r="${at}" s="${style}"><v>${number}</v></c>`;
}

/** Spreadsheets know no time zones: what the clock at the venue shows is what stands there. */
function serialOf(moment: string): number {
  return Date.parse(`${moment.slice(0, 19)}Z`) / DAY_MS + EPOCH_DAYS;
}

/** 0 is A, 26 is AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
