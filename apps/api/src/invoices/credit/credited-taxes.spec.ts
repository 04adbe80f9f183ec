import { proportionOf } from '@boxoffice/contracts/money';
import fc from 'fast-check';
import type { IssuedDocument, PaperContent } from '../document/invoice-document.js';
import {
  creditNoteOf,
  everythingOf,
  type CreditedLine,
  type CurrentInvoice,
} from './credit-notes.js';
import { CreditExceedsInvoiceError } from './credited-taxes.js';

const rates = fc.uniqueArray(
  fc.record({
    basisPoints: fc.constantFrom(0, 250, 700, 1_000, 1_900, 10_000),
    grossMinor: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9_999_999 })),
  }),
  { selector: ({ basisPoints }) => basisPoints, maxLength: 3 },
);

/** What is given back at once: of one rate, or spread over all. */
const refunds = fc.array(
  fc.record({
    rate: fc.nat({ max: 3 }),
    share: fc.integer({ min: 1, max: 100 }),
    isLast: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

function invoiceOf(
  some: { basisPoints: number; grossMinor: number }[],
  untaxed: number,
): CurrentInvoice {
  const taxes = some.map(({ basisPoints, grossMinor }) => {
    const taxMinor = proportionOf(grossMinor, basisPoints, 10_000 + basisPoints);
    return {
      name: 'VAT',
      basisPoints,
      included: true,
      taxMinor,
      netMinor: grossMinor - taxMinor,
      grossMinor,
    };
  });
  const totalMinor = taxes.reduce(
    (sum, { grossMinor }) => sum + grossMinor,
    taxes.length > 0 ? 0 : untaxed,
  );
  const document = { lines: [], fees: [], taxes, totalMinor } as unknown as PaperContent;
  return { invoice: { ...issued(document), kind: 'invoice' }, creditNotes: [] };
}

function issued(document: PaperContent): IssuedDocument {
  return {
    id: '1',
    organiserId: '1',
    number: '2027-000001',
    kind: 'credit_note',
    eventId: '1',
    bookingId: '1',
    revision: 1,
    corrects: null,
    issuedAt: new Date(0),
    currency: 'EUR',
    totalMinor: document.totalMinor,
    taxMinor: 0,
    document,
  };
}

function credit(current: CurrentInvoice, lines: CreditedLine[]): CurrentInvoice {
  const { document } = creditNoteOf(current, lines, '', '');
  return { ...current, creditNotes: [...current.creditNotes, issued(document)] };
}

/** By rate: what is left of gross and tax. */
function leftOf({ invoice, creditNotes }: CurrentInvoice): [number, number][] {
  return [
    ...invoice.document.taxes,
    { basisPoints: null, grossMinor: invoice.document.totalMinor, taxMinor: 0 },
  ].map(({ basisPoints, grossMinor, taxMinor }) =>
    creditNotes.reduce(
      ([gross, tax], { document }): [number, number] => {
        const rate = document.taxes.find((each) => each.basisPoints === basisPoints);
        return basisPoints === null
          ? [gross + document.totalMinor, tax]
          : [gross + (rate?.grossMinor ?? 0), tax + (rate?.taxMinor ?? 0)];
      },
      [grossMinor, taxMinor],
    ),
  );
}

describe('credit notes', () => {
  it('never take more than the invoice, per rate, and exactly it when everything is given back', () => {
    fc.assert(
      fc.property(
        rates,
        fc.integer({ min: 1, max: 1_000_000 }),
        refunds,
        (some, untaxed, asked) => {
          let current = invoiceOf(some, untaxed);
          for (const { rate, share } of asked) {
            const left = leftOf(current);
            const ofRate = some[rate];
            const available = (ofRate ? left[rate] : left.at(-1))?.[0] ?? 0;
            const amountMinor = Math.ceil((available * share) / 100);
            if (amountMinor === 0) continue;
            const basisPoints = ofRate?.basisPoints;
            const line = { name: '', quantity: null, amountMinor };
            current = credit(current, [
              basisPoints === undefined ? line : { ...line, basisPoints },
            ]);
            for (const [gross, tax] of leftOf(current)) {
              expect(gross).toBeGreaterThanOrEqual(0);
              expect(tax).toBeGreaterThanOrEqual(0);
              expect(tax).toBeLessThanOrEqual(gross);
            }
          }
          const rest = everythingOf(current, '');
          if (rest.length > 0) current = credit(current, rest);
          for (const left of leftOf(current)) expect(left).toEqual([0, 0]);
          expect(() => credit(current, [{ name: '', quantity: null, amountMinor: 1 }])).toThrow(
            CreditExceedsInvoiceError,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of one ticket after the other round as one for all of them: 3 × 9.99 at 19 %', () => {
    let current = invoiceOf([{ basisPoints: 1_900, grossMinor: 2_997 }], 0);
    const taxes: number[] = [];
    for (let ticket = 0; ticket < 3; ticket += 1) {
      current = credit(current, [
        { name: 'Ticket', quantity: 1, amountMinor: 999, basisPoints: 1_900 },
      ]);
      taxes.push(current.creditNotes.at(-1)?.document.taxes[0]?.taxMinor ?? 0);
    }
    // 4.79 of 29.97; rounded one by one it would be 4.80.
    expect(taxes).toEqual([-160, -159, -160]);
  });

  it('refuse a rate that the invoice lacks, more than is left, and nothing at all', () => {
    const current = invoiceOf([{ basisPoints: 700, grossMinor: 1_070 }], 0);
    const line = { name: '', quantity: null, amountMinor: 1 };
    expect(() => credit(current, [{ ...line, basisPoints: 1_900 }])).toThrow(
      CreditExceedsInvoiceError,
    );
    expect(() => credit(current, [{ ...line, amountMinor: 1_071 }])).toThrow(
      CreditExceedsInvoiceError,
    );
    expect(() =>
      credit(current, [
        { ...line, amountMinor: 1_000 },
        { ...line, amountMinor: 71 },
      ]),
    ).toThrow(CreditExceedsInvoiceError);
    expect(() => credit(current, [])).toThrow(CreditExceedsInvoiceError);
  });
});
