import type { Envelope, ExportFormat, ExportKind, ExportLinkDto } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import type { SignedIn } from '../accounts/people.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';

/** A row of a file, by the headings of its columns. */
export type ExportedRow = Readonly<Record<string, string>>;

/** Asks for an export; anything but success fails the test. @returns the link's address */
export async function exportLink(
  api: ApiUnderTest,
  address: string,
  kind: ExportKind,
  format: ExportFormat,
  { headers }: Pick<SignedIn, 'headers'>,
  language: Language = 'en',
): Promise<string> {
  const body = { kind, format, language };
  const answer = await api.post<Envelope<ExportLinkDto>>(`${address}/exports`, body, { headers });
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
  return `${api.process.url}${answer.body.data.url}`;
}

/** Downloads an export, as a browser does: without a token of its own. */
export async function download(
  ...order: Parameters<typeof exportLink>
): Promise<{ headers: Headers; bytes: Buffer }> {
  const answer = await fetch(await exportLink(...order));
  expect(answer.status).toBe(200);
  return { headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** Reads a CSV file as RFC 4180 says; nothing else is let pass. */
export function readCsv(bytes: Buffer): ExportedRow[] {
  const text = bytes.toString('utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  const [headings = [], ...rows] = recordsOf(text.slice(1));
  return rows.map((row) => {
    expect(row).toHaveLength(headings.length);
    return Object.fromEntries(headings.map((heading, index) => [heading, row[index] ?? '']));
  });
}

const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;

function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let read = 0;
  for (const [all, quoted, plain = '', end] of text.matchAll(FIELD)) {
    read += all.length;
    record.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  expect(read).toBe(text.length);
  return records;
}

/** The sum of a column, which may have decimals. */
export function sumOf(rows: readonly ExportedRow[], column: string): number {
  return rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * 100), 0) / 100;
}
