import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import type { PaperContent } from '../document/invoice-document.js';
import { PrintPdf } from '../../platform/pdf/print-pdf.js';
import type { Paper } from './paper-layout.js';
import { PrintPaper } from './print-paper.js';

const CONTENT: PaperContent = {
  language: 'de',
  timeZone: 'Europe/Berlin',
  seller: {
    name: 'Chor St. Marien e. V.',
    street: 'Kirchgasse 3',
    postalCode: '50667',
    city: 'Köln',
    country: 'DE',
    vatId: 'DE123456789',
    taxNumber: '215/5000/0001',
    email: 'karten@chor.example',
    exemptionNote: 'Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.',
    footer: 'Vereinsregister Köln VR 1234\nIBAN DE02 1001 0010 0006 8201 01',
  },
  buyer: {
    name: 'Щербаков & Παπαδοπούλου Vertriebs- und Veranstaltungsgesellschaft mbH & Co. Kommanditgesellschaft',
    street: 'Rue de l’Église 12',
    postalCode: '1204',
    city: 'Genève',
    country: 'CH',
    vatId: 'CHE123456789',
  },
  bookingId: '7300000000000000001',
  event: {
    name: 'Johann Sebastian Bach: Messe in h-Moll BWV 232, mit dem Kammerorchester Łódź',
    venue: 'Kölner Philharmonie, Bischofsgartenstraße 1, 50667 Köln',
    startsAt: '2027-03-14T18:30:00.000Z',
    timeZone: 'Europe/Berlin',
  },
  currency: 'EUR',
  lines: [
    {
      name: 'Parkett · Erwachsene',
      quantity: 2,
      priceMinor: 2_800,
      discountMinor: 0,
      amountMinor: 5_600,
    },
    {
      name: 'Parkett · Schülerinnen, Schüler und Studierende bis 27 Jahre mit Ausweis',
      quantity: 12,
      priceMinor: 140_000,
      discountMinor: 70_000,
      amountMinor: 840_000,
    },
  ],
  fees: [{ name: 'Vorverkaufsgebühr', amountMinor: 315 }],
  taxes: [
    {
      name: 'USt.',
      basisPoints: 700,
      included: true,
      netMinor: 790_575,
      taxMinor: 55_340,
      grossMinor: 845_915,
    },
  ],
  totalMinor: 845_915,
  paid: { by: 'online', at: '2026-11-27T22:00:00.000Z' },
};

const INVOICE: Paper = {
  kind: 'invoice',
  number: 'SM-2026-000042',
  issuedAt: new Date('2026-11-27T22:00:05.000Z'),
  content: CONTENT,
};

interface Printed {
  text: string;
  pages: number;
  info: Record<string, unknown>;
}

async function read(pdf: Buffer): Promise<Printed> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { text, totalPages } = await extractText(document, { mergePages: true });
  const { info } = await getMeta(document);
  return { text: text.replaceAll(/\s+/g, ' '), pages: totalPages, info };
}

describe('a paper', () => {
  const printer = new PrintPaper(new PrintPdf());
  const print = async (paper: Paper): Promise<Printed> => read(await printer.execute(paper));

  it('in German says who sells, who pays, what for, and the tax of each rate', async () => {
    const { text, pages, info } = await print(INVOICE);
    for (const part of [
      'Rechnung SM-2026-000042',
      // In Berlin, it is the evening of this day.
      'Datum 27. November 2026',
      'Щербаков & Παπαδοπούλου Vertriebs- und',
      'Rue de l’Église 12 1204 Genève Schweiz USt-IdNr. CHE123456789',
      'Leistungsdatum: Sonntag, 14. März 2027, 19:30 MEZ',
      'Parkett · Erwachsene 2 28,00 € 56,00 €',
      '12 1.400,00 € -700,00 € 8.400,00 €',
      'Vorverkaufsgebühr 3,15 €',
      'Gesamtbetrag 8.459,15 €',
      '7 % USt. 7.905,75 € 553,40 € 8.459,15 €',
      'Bezahlt online am 27. November 2026.',
      'USt-IdNr. DE123456789 · Steuernummer 215/5000/0001 · karten@chor.example',
      'Vereinsregister Köln VR 1234',
      'Seite 1 von 1',
    ]) {
      expect(text).toContain(part);
    }
    // There is a tax: no word about why there is none.
    expect(text).not.toContain('§ 19');
    expect({ pages, info }).toMatchObject({
      pages: 1,
      info: {
        Title: 'Rechnung SM-2026-000042 – Chor St. Marien e. V.',
        Author: 'Chor St. Marien e. V.',
        Language: 'de-DE',
      },
    });
  });

  it('in English adds a tax that comes on top, and names what was paid in cash', async () => {
    const tax = { name: 'VAT', basisPoints: 1_900, included: false };
    const { text, info } = await print({
      ...INVOICE,
      content: {
        ...CONTENT,
        language: 'en',
        lines: [
          { name: 'Stalls', quantity: 2, priceMinor: 1_000, discountMinor: 0, amountMinor: 2_000 },
        ],
        fees: [{ name: 'Booking fee', amountMinor: 150 }],
        taxes: [{ ...tax, netMinor: 2_150, taxMinor: 409, grossMinor: 2_559 }],
        totalMinor: 2_559,
        paid: { by: 'cash', at: '2026-11-27T22:00:00.000Z' },
      },
    });
    for (const part of [
      'Invoice SM-2026-000042',
      'Switzerland',
      'Stalls 2 €10.00 €20.00 Booking fee €1.50 Net €21.50 Plus 19% VAT €4.09 Total €25.59',
      '19% VAT €21.50 €4.09 €25.59',
      'Paid in cash on 27 November 2026.',
    ]) {
      expect(text).toContain(part);
    }
    expect(info.Language).toBe('en-GB');
  });

  it('of a small enterprise says why there is no tax, and a receipt that it is no invoice', async () => {
    const free = { ...CONTENT, taxes: [] };
    expect((await print({ ...INVOICE, content: free })).text).toContain(
      'Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.',
    );
    const receipt = await print({ ...INVOICE, kind: 'receipt', number: '', content: free });
    expect(receipt.text).toContain('Zahlungsbeleg');
    expect(receipt.text).toContain('Dieser Beleg ist keine Rechnung.');
    expect(receipt.text).not.toContain('Nummer SM');
  });

  it('that corrects another names it, with amounts below zero', async () => {
    const { text } = await print({
      ...INVOICE,
      kind: 'credit_note',
      number: 'SM-2026-000043',
      content: {
        ...CONTENT,
        lines: [
          {
            name: 'Parkett · Erwachsene',
            quantity: 1,
            priceMinor: null,
            discountMinor: 0,
            amountMinor: -2_800,
          },
        ],
        fees: [],
        taxes: [
          {
            name: 'USt.',
            basisPoints: 700,
            included: true,
            netMinor: -2_617,
            taxMinor: -183,
            grossMinor: -2_800,
          },
        ],
        totalMinor: -2_800,
        paid: null,
        corrects: {
          number: 'SM-2026-000042',
          issuedAt: '2026-11-27T22:00:05.000Z',
          reason: 'Ein Ticket wurde zurückgegeben.',
        },
      },
    });
    for (const part of [
      'Rechnungskorrektur SM-2026-000043',
      'Korrigiert Rechnung SM-2026-000042 vom 27. November 2026. Ein Ticket wurde zurückgegeben.',
      'Leistung Anzahl Betrag Parkett · Erwachsene 1 -28,00 €',
      'Gutgeschriebener Betrag -28,00 €',
      '7 % USt. -26,17 € -1,83 € -28,00 €',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('Bezahlt');
  });

  it('goes on over pages, breaks what is longer than a line, and writes what its font lacks in other words', async () => {
    const { text, pages } = await print({
      ...INVOICE,
      content: {
        ...CONTENT,
        currency: 'UAH',
        buyer: { ...CONTENT.buyer, name: `${'W'.repeat(100)} 日本` },
        lines: Array.from({ length: 60 }, (_, index) => ({
          name: `Ticket ${index + 1}`,
          quantity: 1,
          priceMinor: 100,
          discountMinor: 0,
          amountMinor: 100,
        })),
      },
    });
    expect(pages).toBe(3);
    expect(text).toContain('Seite 3 von 3');
    expect(text.match(/Anzahl Preis Betrag/g)?.length).toBeGreaterThan(1);
    expect(text).toContain('Ticket 60 1 1,00 UAH 1,00 UAH');
    expect(text.replaceAll(' ', '')).toContain(`${'W'.repeat(100)}??`);
  });

  it('is the same file each time', async () => {
    const first = await printer.execute(INVOICE);
    expect((await printer.execute(INVOICE)).equals(first)).toBe(true);
  });
});
