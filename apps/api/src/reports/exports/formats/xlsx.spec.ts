import { buffer } from 'node:stream/consumers';
import readXlsxFile from 'read-excel-file/node';
import type { Row, Sheet } from '../sheet.js';
import { xlsxOf } from './xlsx.js';

const COLUMNS: Sheet['columns'] = [
  { heading: 'Buyer', kind: 'text' },
  { heading: 'Tickets', kind: 'count' },
  { heading: 'Amount', kind: 'amount' },
  { heading: 'Paid at', kind: 'moment' },
  { heading: 'Day', kind: 'day' },
];

/** Rows in batches of two, and whether their source was closed. */
function sheet(
  rows: Row[],
  currency = 'EUR',
): Sheet & { state: { read: number; closed: boolean } } {
  const state = { read: 0, closed: false };
  async function* batches(): AsyncGenerator<Row[]> {
    try {
      for (let at = 0; at < rows.length; at += 2) {
        await Promise.resolve();
        state.read = at + 2;
        yield rows.slice(at, at + 2);
      }
    } finally {
      state.closed = true;
    }
  }
  return {
    name: 'Bookings & more',
    currency,
    language: 'en',
    columns: COLUMNS,
    rows: batches(),
    state,
  };
}

const opened = async (rows: Row[], rowsMax?: number) =>
  readXlsxFile(await buffer(xlsxOf(sheet(rows), rowsMax)));

describe('a workbook', () => {
  it('is opened again with the same values, each of its type', async () => {
    const [only, ...others] = await opened([
      ['Ada', 2, 5_600, '2026-12-01T09:00:12+01:00', '2026-12-01'],
      ['Grüße, 東京 🎫', 0, -1_234_567, null, null],
    ]);
    expect(others).toEqual([]);
    expect(only?.sheet).toBe('Bookings & more');
    const [headings, first, second] = only?.data ?? [];
    expect(headings).toEqual(['Buyer', 'Tickets', 'Amount', 'Paid at', 'Day']);
    expect(first?.slice(0, 3)).toEqual(['Ada', 2, 56]);
    // As the clock at the venue shows it.
    const moments = first?.slice(3).map((each) => (each instanceof Date ? each.getTime() : NaN));
    expect(Math.abs((moments?.[0] ?? 0) - Date.parse('2026-12-01T09:00:12Z'))).toBeLessThan(5);
    expect(moments?.[1]).toBe(Date.parse('2026-12-01T00:00:00Z'));
    expect(second).toEqual(['Grüße, 東京 🎫', 0, -12_345.67, null, null]);
  });

  it('has long numbers as texts, whole', async () => {
    const columns: Sheet['columns'] = [{ heading: 'Booking', kind: 'reference' }];
    const file = await buffer(xlsxOf({ ...sheet([['384787953995481088']]), columns }));
    expect((await readXlsxFile(file))[0]?.data[1]).toEqual(['38 4787 9539 9548 1088']);
  });

  it.each(['=1+1', '@SUM(A1)', '+1', '<b>&"\'', '_x0041_', 'two\nlines'])(
    'has %j as a text, and nothing that is carried out',
    async (name) => {
      const [only] = await opened([[name, 1, 1, null, null]]);
      expect(only?.data[1]?.[0]).toBe(name);
    },
  );

  it('leaves out what XML can’t hold', async () => {
    const [only] = await opened([['a\u0000b\u001Bc\uFFFEd\uD800e', 1, 1, null, null]]);
    expect(only?.data[1]?.[0]).toBe('abcde');
  });

  it('goes on in another sheet where one is full, with the headings', async () => {
    const rows = Array.from({ length: 7 }, (_, index): Row => [`${index}`, 1, 1, null, null]);
    const sheets = await opened(rows, 4);
    const names = sheets.map(({ data }) => data.map(([name]) => name));
    expect(names).toEqual([
      ['Buyer', '0', '1', '2'],
      ['Buyer', '3', '4', '5'],
      ['Buyer', '6'],
    ]);
    expect(sheets.map((each) => each.sheet)).toEqual([
      'Bookings & more',
      'Bookings & more 2',
      'Bookings & more 3',
    ]);
    // Full to the last row: no empty sheet after it.
    expect(await opened(rows.slice(0, 6), 4)).toHaveLength(2);
    expect(await opened([], 4)).toHaveLength(1);
  });

  it('reads no further than it is read, and closes its source when nobody reads it any more', async () => {
    // Texts that don't get smaller: what was read must have been written.
    const noise = (): string =>
      Buffer.from(crypto.getRandomValues(new Uint8Array(9_000))).toString('base64');
    const rows = Array.from({ length: 2_000 }, (): Row => [noise(), 1, 1, null, null]);
    const endless = sheet(rows);
    const stream = xlsxOf(endless);
    await new Promise((resolve) => stream.once('readable', resolve));
    stream.read();
    for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
    expect(endless.state.read).toBeLessThan(400);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    stream.destroy();
    await closed;
    for (let turn = 0; turn < 50 && !endless.state.closed; turn += 1)
      await new Promise(setImmediate);
    expect(endless.state.closed).toBe(true);
  });

  it('fails where its rows do', async () => {
    const failing: Sheet = {
      ...sheet([]),
      rows: (async function* (): AsyncGenerator<Row[]> {
        await Promise.resolve();
        yield [['Ada', 1, 1, null, null]];
        throw new Error('The database is gone.');
      })(),
    };
    await expect(buffer(xlsxOf(failing))).rejects.toThrow('The database is gone.');
  });
});
