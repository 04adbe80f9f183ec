import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PRICE_MINOR_MAX } from '../events/event-limits.js';
import {
  BASIS_POINTS_MAX,
  breakdownOf,
  EVENT_FEES_MAX,
  fullAmountOfFee,
  fullPriceOf,
  priceOfOne,
  priceOrder,
  type Discount,
  type Fee,
  type PricingTerms,
  type Tax,
  type UnpricedLine,
} from './index.js';

const VAT: Tax = { name: 'VAT', basisPoints: 1_900, included: true };
const ON_TOP: Tax = { ...VAT, included: false };
const NONE: PricingTerms = { fees: [], tax: null };

const fee = (name: string, rest: Partial<Fee>): Fee => ({
  name,
  amountMinor: null,
  basisPoints: null,
  per: 'ticket',
  onFreeTickets: false,
  ...rest,
});
const off = (rest: Partial<Discount>): Discount => ({
  amountMinor: null,
  basisPoints: null,
  tierId: null,
  ticketTypeId: null,
  ...rest,
});
const line = (priceMinor: number, quantity = 1, tierId = '1'): UnpricedLine => ({
  tierId,
  quantity,
  priceMinor,
});

/** What two adults and a student of the choir's concert pay, with everything that there is. */
const ORDER = [line(2_800, 2), { ...line(1_400), ticketTypeId: '7' }];
const FEES = [
  fee('Service fee', { basisPoints: 500 }),
  fee('Restoration', { amountMinor: 100 }),
  fee('Booking fee', { amountMinor: 150, per: 'booking' }),
];

describe('an order', () => {
  it('without fees, tax and discount costs its prices, and nothing is added to its lines', () => {
    expect(priceOrder(ORDER, NONE)).toEqual({ lines: ORDER, charges: null });
    expect(breakdownOf(priceOrder(ORDER, NONE))).toEqual({
      priceMinor: 7_000,
      discountMinor: 0,
      ticketFees: [],
      bookingFees: [],
      tax: null,
      totalMinor: 7_000,
    });
  });

  it('says what is in its total, with a tax that is included', () => {
    const priced = priceOrder(ORDER, { fees: FEES, tax: VAT }, [
      off({ basisPoints: 5_000, ticketTypeId: '7' }),
    ]);
    expect(priced.lines.map(fullPriceOf)).toEqual([2_800 + 140 + 100, 700 + 35 + 100]);
    expect(breakdownOf(priced)).toEqual({
      priceMinor: 7_000,
      discountMinor: 700,
      ticketFees: [
        { name: 'Service fee', amountMinor: 315 },
        { name: 'Restoration', amountMinor: 300 },
      ],
      bookingFees: [{ name: 'Booking fee', amountMinor: 150, fullAmountMinor: 150 }],
      // 485.38 and 133.32 of a ticket, 23.95 of the booking.
      tax: { ...VAT, amountMinor: 485 * 2 + 133 + 24 },
      totalMinor: 7_065,
    });
  });

  it('adds a tax that comes on top', () => {
    const breakdown = breakdownOf(priceOrder(ORDER, { fees: FEES, tax: ON_TOP }));
    // 577.60 and 298.30 of a ticket, 28.50 of the booking: a half is rounded up.
    expect(breakdown.tax?.amountMinor).toBe(578 * 2 + 298 + 29);
    expect(breakdown.bookingFees).toEqual([
      { name: 'Booking fee', amountMinor: 150, fullAmountMinor: 179 },
    ]);
    expect(FEES.map((each) => fullAmountOfFee(each, ON_TOP))).toEqual([null, 119, 179]);
    expect(breakdown.totalMinor).toBe(7_000 + 350 + 300 + 150 + 578 * 2 + 298 + 29);
  });

  it('takes the discount that lowers a price most, and never below zero', () => {
    const discounts = [off({ amountMinor: 500 }), off({ basisPoints: 2_500 })];
    const { lines } = priceOrder([line(1_000), line(4_000), line(300)], NONE, discounts);
    expect(lines.map(({ discountMinor }) => discountMinor)).toEqual([500, 1_000, 300]);
  });

  it('takes a discount off its own tier and ticket type alone', () => {
    const order = [line(1_000, 1, '1'), line(1_000, 1, '2'), { ...line(1_000), ticketTypeId: '7' }];
    const reduced = (discount: Discount): number[] =>
      priceOrder(order, NONE, [discount]).lines.map(fullPriceOf);
    expect(reduced(off({ amountMinor: 100, tierId: '2' }))).toEqual([1_000, 900, 1_000]);
    expect(reduced(off({ amountMinor: 100, ticketTypeId: '7' }))).toEqual([1_000, 1_000, 900]);
    expect(reduced(off({ amountMinor: 100, ticketTypeId: '7', tierId: '2' }))).toEqual([
      1_000, 1_000, 1_000,
    ]);
  });

  it('of free tickets carries no fee, unless the organiser wants it', () => {
    const free = [line(0, 3)];
    expect(breakdownOf(priceOrder(free, { fees: FEES, tax: ON_TOP })).totalMinor).toBe(0);
    const wanted = FEES.map((each) => ({ ...each, onFreeTickets: true }));
    expect(breakdownOf(priceOrder(free, { fees: wanted, tax: null })).totalMinor).toBe(450);
    const allOff = [off({ basisPoints: BASIS_POINTS_MAX })];
    expect(breakdownOf(priceOrder(ORDER, { fees: FEES, tax: VAT }, allOff)).totalMinor).toBe(0);
  });

  it('with a single ticket that costs something carries the fee of the booking', () => {
    const mixed = priceOrder([line(0, 3), line(1_000)], { fees: FEES, tax: null });
    expect(breakdownOf(mixed).totalMinor).toBe(1_000 + 50 + 100 + 150);
  });
});

const minor = fc.integer({ min: 0, max: PRICE_MINOR_MAX });
const basisPoints = fc.integer({ min: 0, max: BASIS_POINTS_MAX });
const amountOrPercent = fc.oneof(
  minor.map((amountMinor) => ({ amountMinor, basisPoints: null })),
  basisPoints.map((points) => ({ amountMinor: null, basisPoints: points })),
);
const anId = fc.constantFrom('1', '2', '3');
const aLine = fc.record({
  tierId: anId,
  ticketTypeId: fc.option(anId),
  quantity: fc.integer({ min: 1, max: 25 }),
  priceMinor: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000 }), minor),
});
const someLines = fc.array(aLine, { minLength: 1, maxLength: 20 });
const someFees = fc.uniqueArray(
  fc
    .tuple(
      amountOrPercent,
      fc.record({
        name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        per: fc.constantFrom<Fee['per'][]>('ticket', 'booking'),
        onFreeTickets: fc.boolean(),
      }),
    )
    .map(([amount, rest]): Fee => ({ ...rest, ...amount })),
  { maxLength: EVENT_FEES_MAX, selector: ({ name }) => name },
);
const aTax = fc.option(
  fc.record({ name: fc.constant('VAT'), basisPoints, included: fc.boolean() }),
);
const someDiscounts = fc.array(
  fc
    .tuple(amountOrPercent, fc.record({ tierId: fc.option(anId), ticketTypeId: fc.option(anId) }))
    .map(([amount, scope]): Discount => ({ ...scope, ...amount })),
  { maxLength: 4 },
);
const terms = fc.record({ fees: someFees, tax: aTax });

describe('any order', () => {
  it('comes to the sum of its parts, in whole units, and never below zero', () => {
    fc.assert(
      fc.property(someLines, terms, someDiscounts, (lines, { fees, tax }, discounts) => {
        const priced = priceOrder(lines, { fees, tax }, discounts);
        const breakdown = breakdownOf(priced);
        const charged = [...breakdown.ticketFees, ...breakdown.bookingFees];
        const feesMinor = charged.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        const onTop = tax?.included === false ? (breakdown.tax?.amountMinor ?? 0) : 0;
        expect(breakdown.totalMinor).toBe(
          breakdown.priceMinor - breakdown.discountMinor + feesMinor + onTop,
        );
        const parts = [
          ...priced.lines.flatMap((each) => [each.discountMinor ?? 0, each.taxMinor ?? 0]),
          ...priced.lines.map(fullPriceOf),
          ...charged.map(({ amountMinor }) => amountMinor),
          breakdown.totalMinor,
        ];
        for (const part of parts) expect(Number.isSafeInteger(part) && part >= 0).toBe(true);
      }),
    );
  });

  it('costs the same in any order of its lines and discounts, and with a line taken apart', () => {
    fc.assert(
      fc.property(someLines, terms, someDiscounts, (lines, asked, discounts) => {
        const whole = breakdownOf(priceOrder(lines, asked, discounts));
        const single = lines.flatMap((each) =>
          Array.from({ length: each.quantity }, () => ({ ...each, quantity: 1 })),
        );
        const apart = breakdownOf(priceOrder(single.toReversed(), asked, discounts.toReversed()));
        const byName = ({ ticketFees }: typeof whole): unknown =>
          ticketFees.toSorted((a, b) => (a.name < b.name ? -1 : 1));
        expect({ ...apart, ticketFees: byName(apart) }).toEqual({
          ...whole,
          ticketFees: byName(whole),
        });
      }),
    );
  });

  it('without discount costs what the pages show a ticket at', () => {
    fc.assert(
      fc.property(aLine, terms, (ordered, asked) => {
        const [priced = ordered] = priceOrder([ordered], asked).lines;
        expect(fullPriceOf(priced)).toBe(priceOfOne(ordered.priceMinor, asked).fullPriceMinor);
      }),
    );
  });

  it('contains the tax that was put on top of it', () => {
    fc.assert(
      fc.property(minor, basisPoints, (priceMinor, points) => {
        const tax = { name: 'VAT', basisPoints: points, included: false };
        const onTop = priceOfOne(priceMinor, { fees: [], tax });
        const within = priceOfOne(onTop.fullPriceMinor, {
          fees: [],
          tax: { ...tax, included: true },
        });
        expect(within).toEqual(onTop);
      }),
    );
  });

  it('is exact at its largest', () => {
    const largest = (per: Fee['per']): Fee[] =>
      [1, 2, 3, 4, 5].map((name) => fee(String(name), { amountMinor: PRICE_MINOR_MAX, per }));
    const all = priceOrder([line(PRICE_MINOR_MAX, 500)], {
      fees: [...largest('ticket'), ...largest('booking')],
      tax: { ...ON_TOP, basisPoints: BASIS_POINTS_MAX },
    });
    expect(breakdownOf(all).totalMinor).toBe(PRICE_MINOR_MAX * (6 * 500 + 5) * 2);
    // The takings of the largest event, too.
    expect(Number.isSafeInteger(PRICE_MINOR_MAX * 6 * 2 * 200_000)).toBe(true);
  });
});
