import { inflateSync } from 'node:zlib';
import { InvoiceService, type Invoice } from '@e-invoice-eu/core';
import { extractText, getDocumentProxy } from 'unpdf';
import type { PaperContent } from '../document/invoice-document.js';
import type { Paper } from '../pdf/paper-layout.js';
import { PrintPdf } from '../../platform/pdf/print-pdf.js';
import { PrintPaper } from '../pdf/print-paper.js';
import { missingDetails } from './e-invoice-details.js';
import { en16931InvoiceOf } from './en16931-invoice.js';
import { WriteEInvoice } from './write-e-invoice.js';

const CONTENT: PaperContent = {
  language: 'de',
  timeZone: 'Europe/Berlin',
  eInvoice: true,
  seller: {
    name: 'Chöre <St. Marien> & Söhne e. V.',
    street: 'Kirchgasse 3',
    postalCode: '50667',
    city: 'Köln',
    country: 'DE',
    vatId: 'DE123456789',
    taxNumber: '215/5000/0001',
    email: 'karten@chor.example',
    exemptionNote: 'Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.',
    footer: 'Vereinsregister Köln VR 1234',
  },
  buyer: {
    name: 'Щербаков & Söhne GmbH',
    street: 'Rue de l’Église 12',
    postalCode: '1204',
    city: 'Genève',
    country: 'CH',
    vatId: 'CHE123456789',
  },
  bookingId: '7300000000000000001',
  event: {
    name: 'Messe in h-Moll & mehr',
    venue: 'Philharmonie',
    startsAt: '2027-03-14T23:30:00.000Z',
    timeZone: 'Europe/Berlin',
  },
  currency: 'EUR',
  lines: [
    { name: 'Parkett', quantity: 3, priceMinor: 1_000, discountMinor: 0, amountMinor: 3_000 },
    {
      name: 'Parkett · Schüler',
      quantity: 7,
      priceMinor: 999,
      discountMinor: 333,
      amountMinor: 4_662,
    },
    { name: 'Rollstuhl', quantity: 1, priceMinor: 0, discountMinor: 0, amountMinor: 0 },
  ],
  fees: [
    { name: 'Vorverkaufsgebühr', amountMinor: 315 },
    { name: 'Keine', amountMinor: 0 },
  ],
  taxes: [
    {
      name: 'USt.',
      basisPoints: 700,
      included: true,
      netMinor: 7_455,
      taxMinor: 522,
      grossMinor: 7_977,
    },
  ],
  totalMinor: 7_977,
  paid: { by: 'online', at: '2026-11-27T22:00:00.000Z' },
};

const INVOICE: Paper = {
  kind: 'invoice',
  number: 'SM-2026-000042',
  // In Berlin, it is the next day.
  issuedAt: new Date('2026-11-27T23:00:05.000Z'),
  content: CONTENT,
};

const NO_TAX: Paper = {
  ...INVOICE,
  content: {
    ...CONTENT,
    seller: { ...CONTENT.seller, vatId: '' },
    buyer: { ...CONTENT.buyer, vatId: '' },
    taxes: [],
    paid: { by: 'transfer', at: '2026-11-27T22:00:00.000Z' },
  },
};

const ON_TOP: Paper = {
  ...INVOICE,
  content: {
    ...CONTENT,
    taxes: [
      {
        name: 'USt.',
        basisPoints: 1_900,
        included: false,
        netMinor: 7_977,
        taxMinor: 1_516,
        grossMinor: 9_493,
      },
    ],
    totalMinor: 9_493,
    paid: { by: 'cash', at: '2026-11-27T22:00:00.000Z' },
  },
};

const CREDIT_NOTE: Paper = {
  ...INVOICE,
  kind: 'credit_note',
  number: 'SM-2026-000043',
  content: {
    ...CONTENT,
    lines: [
      { name: 'Parkett', quantity: 2, priceMinor: null, discountMinor: 0, amountMinor: -2_000 },
      { name: 'Teil', quantity: null, priceMinor: null, discountMinor: 0, amountMinor: -251 },
    ],
    fees: [],
    taxes: [
      {
        name: 'USt.',
        basisPoints: 700,
        included: true,
        netMinor: -2_104,
        taxMinor: -147,
        grossMinor: -2_251,
      },
    ],
    totalMinor: -2_251,
    paid: null,
    corrects: {
      number: 'SM-2026-000042',
      issuedAt: '2026-11-27T23:00:05.000Z',
      reason: 'Schlechte Sicht.',
    },
  },
};

const PAPERS = { taxed: INVOICE, exempt: NO_TAX, 'taxed on top': ON_TOP, credit: CREDIT_NOTE };

/** What elements of a name say, in their order. */
function said(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<ram:${name}(?: [^>]*)?>([^<]*)</ram:${name}>`, 'g'))].map(
    ([, text = '']) => text,
  );
}

/** An amount in cents. */
const cents = (text: string | undefined): number => Math.round(Number(text) * 100);
const sumOf = (texts: string[]): number => texts.reduce((sum, text) => sum + cents(text), 0);

describe('an e-invoice', () => {
  const writer = new WriteEInvoice();
  const printer = new PrintPaper(new PrintPdf());
  const ignored = (): void => undefined;
  const library = new InvoiceService({ log: ignored, warn: ignored, error: ignored });

  afterAll(() => writer.onApplicationShutdown());

  it.each(Object.entries(PAPERS))(
    'keeps the rules of EN 16931, and says the amounts of its document (%s)',
    async (_name, paper) => {
      const { content } = paper;
      expect(missingDetails(content)).toEqual([]);
      const xml = await writer.execute(paper);
      // The library's own check, by its JSON schema: fields, codes, digits.
      const checked = library.generate(en16931InvoiceOf(paper), { format: 'CII', lang: 'en' });
      await expect(checked).resolves.toContain('<ram:DuePayableAmount>0.00<');

      const [tax] = content.taxes;
      const total = Math.abs(content.totalMinor);
      const taxMinor = Math.abs(tax?.taxMinor ?? 0);
      // BR-CO-10, 11, 13, 14, 15 and 16.
      const lines = xml.slice(0, xml.indexOf('<ram:ApplicableHeaderTradeAgreement>'));
      const [lineTotal] = said(xml, 'LineTotalAmount').slice(-1);
      expect(sumOf(said(lines, 'LineTotalAmount'))).toBe(cents(lineTotal));
      const fees = cents(said(xml, 'ChargeTotalAmount')[0] ?? '0');
      expect(cents(lineTotal) + fees).toBe(cents(said(xml, 'TaxBasisTotalAmount')[0]));
      expect(cents(said(xml, 'TaxBasisTotalAmount')[0])).toBe(total - taxMinor);
      expect(cents(said(xml, 'TaxTotalAmount')[0])).toBe(taxMinor);
      expect(cents(said(xml, 'GrandTotalAmount')[0])).toBe(total);
      expect(cents(said(xml, 'TotalPrepaidAmount')[0])).toBe(total);
      expect(said(xml, 'DuePayableAmount')).toEqual(['0.00']);
      // Each line is its price by its quantity, less its discount.
      for (const line of lines.split('<ram:IncludedSupplyChainTradeLineItem>').slice(1)) {
        const [price] = said(line, 'ChargeAmount');
        const [of = '1'] = said(line, 'BasisQuantity');
        const [quantity] = said(line, 'BilledQuantity');
        const whole = (cents(price) * Number(quantity)) / Number(of);
        expect(whole - sumOf(said(line, 'ActualAmount'))).toBe(
          sumOf(said(line, 'LineTotalAmount')),
        );
      }
    },
  );

  it('names seller, buyer, days, rates, reasons and the invoice that a credit note corrects', async () => {
    const taxed = await writer.execute(INVOICE);
    for (const part of [
      '<ram:ID>SM-2026-000042</ram:ID>',
      '<ram:TypeCode>380</ram:TypeCode>',
      '<udt:DateTimeString format="102">20261128</udt:DateTimeString>',
      '<udt:DateTimeString format="102">20270315</udt:DateTimeString>',
      '<ram:Name>Chöre &lt;St. Marien&gt; &amp; Söhne e. V.</ram:Name>',
      '<ram:ID schemeID="VA">DE123456789</ram:ID>',
      '<ram:ID schemeID="FC">215/5000/0001</ram:ID>',
      '<ram:Name>Щербаков &amp; Söhne GmbH</ram:Name>',
      '<ram:ID schemeID="VA">CHE123456789</ram:ID>',
      '<ram:RateApplicablePercent>7</ram:RateApplicablePercent>',
      '<ram:Reason>Vorverkaufsgebühr</ram:Reason>',
      '<ram:Reason>Rabatt</ram:Reason>',
    ]) {
      expect(taxed).toContain(part);
    }
    expect(taxed).not.toContain('<ram:Reason>Keine</ram:Reason>');
    const exempt = await writer.execute(NO_TAX);
    expect(exempt).toContain('<ram:CategoryCode>E</ram:CategoryCode>');
    expect(exempt).not.toContain('schemeID="VA"');
    expect(said(exempt, 'ExemptionReason')).toEqual([CONTENT.seller.exemptionNote]);
    // Known by its tax number where it has no VAT id.
    expect(exempt).toContain('<ram:ID>215/5000/0001</ram:ID>');
    const credit = await writer.execute(CREDIT_NOTE);
    expect(credit).toContain('<ram:TypeCode>381</ram:TypeCode>');
    expect(said(credit, 'IssuerAssignedID')).toEqual(['SM-2026-000042']);
    expect(said(credit, 'Content')).toEqual([
      expect.stringMatching(/ 2026-11-28\.\nSchlechte Sicht\.\nMesse in /),
    ]);
  });

  it('is in its PDF/A-3, which is the same file each time', async () => {
    const xml = await writer.execute(INVOICE);
    const bytes = await printer.execute(INVOICE, xml);
    expect((await printer.execute(INVOICE, await writer.execute(INVOICE))).equals(bytes)).toBe(
      true,
    );
    const pdf = await getDocumentProxy(new Uint8Array(bytes));
    const files = (await pdf.getAttachments()) as Map<string, unknown>;
    expect([...files.keys()]).toEqual(['factur-x.xml']);
    const stream = bytes.indexOf('stream\n', bytes.indexOf('/EmbeddedFile\n')) + 'stream\n'.length;
    expect(inflateSync(bytes.subarray(stream)).toString()).toBe(xml);
    const { metadata } = await pdf.getMetadata();
    expect(metadata.get('dc:title')).toBe(
      'Rechnung SM-2026-000042 – Chöre <St. Marien> & Söhne e. V.',
    );
    expect(metadata.get('pdfaid:part')).toBe('3');
    expect(metadata.get('fx:conformancelevel')).toBe('EN 16931');
    // And it is the paper that it would be without.
    const text = async (file: Buffer): Promise<string> =>
      (await extractText(new Uint8Array(file), { mergePages: true })).text;
    expect(await text(bytes)).toBe(await text(await printer.execute(INVOICE)));
  });

  it('is none where the document lacks what the standard asks for', async () => {
    const { seller, buyer } = CONTENT;
    const lacking: [Partial<PaperContent>, string[]][] = [
      [{ eInvoice: undefined }, ['option']],
      [{ seller: { ...seller, vatId: 'QQ123', taxNumber: '' } }, ['sellerTaxId']],
      [{ taxes: [], seller: { ...seller, exemptionNote: '' } }, ['exemptionNote']],
      [{ buyer: { ...buyer, country: '' }, currency: 'KWD' }, ['buyerAddress', 'currency']],
    ];
    for (const [change, missing] of lacking) {
      expect(missingDetails({ ...CONTENT, ...change })).toEqual(missing);
    }
    // The control: the check refuses what isn't so.
    const wrong = en16931InvoiceOf(INVOICE);
    const invoice = { ...wrong['ubl:Invoice'], 'cbc:DocumentCurrencyCode': 'XYZ' };
    const checked = library.generate({ 'ubl:Invoice': invoice } as unknown as Invoice, {
      format: 'CII',
      lang: 'en',
    });
    await expect(checked).rejects.toThrow('validation failed');
  });
});
