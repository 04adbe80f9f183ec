import { percentOf, proportionOf } from '../money/rounding.js';
import type {
  BookingCharges,
  BookingFee,
  ChargedFee,
  PricedOrder,
  TicketCharges,
  UnpricedLine,
} from './priced-order.js';
import { BASIS_POINTS_MAX, type Discount, type Fee, type PricingTerms, type Tax } from './terms.js';

/**
 * Prices an order: the only place where discounts, fees and taxes meet.
 *
 * Everything is worked out for one ticket, and for each fee of the booking, and rounded there, to the nearest smallest
 * unit with halves upwards; all else is sums. So three tickets cost three times what one is shown at, a booking that is
 * taken apart costs what it cost as a whole, and totals always add up to the cent.
 *
 * Of one ticket: the price, less the discount that lowers it most (discounts don't add up, and don't go below zero),
 * plus its fees, plus the tax on both unless it is included. A ticket that is free then carries only those fees that the
 * organiser wants on free tickets; the same goes for the fees of a booking whose tickets are all free.
 *
 * The largest order is far from the bounds of a number: 500 tickets of {@link PRICE_MINOR_MAX} with five fees as
 * large, a tax of 100 % and five fees on the booking are a thousandth of 2^53.
 */
export function priceOrder<Line extends UnpricedLine>(
  lines: readonly Line[],
  { fees, tax }: PricingTerms,
  discounts: readonly Discount[] = [],
): PricedOrder<Line> {
  if (fees.length === 0 && tax === null && discounts.length === 0) {
    return { lines: [...lines], charges: null };
  }
  const ofTickets = fees.filter(({ per }) => per === 'ticket');
  const priced = lines.map((line) => ({
    ...line,
    ...priceTicket(line, discountOf(line, discounts), ofTickets, tax),
  }));
  return { lines: priced, charges: chargesOf(priced, fees, tax) };
}

/** What one ticket costs at the first look, with fees and tax: the number of every price on a page. */
export function priceOfOne(priceMinor: number, { fees, tax }: PricingTerms): TicketPrice {
  const ofTickets = fees.filter(({ per }) => per === 'ticket');
  return priceTicket({ priceMinor }, 0, ofTickets, tax);
}

/** What a fixed fee comes to with its tax; null for a percentage, which depends on the order. */
export function fullAmountOfFee({ amountMinor }: Fee, tax: Tax | null): number | null {
  return amountMinor === null ? null : taxed(amountMinor, tax).fullAmountMinor;
}

/** {@link TicketCharges}, all of them. */
export type TicketPrice = Required<TicketCharges>;

function priceTicket(
  { priceMinor }: Pick<UnpricedLine, 'priceMinor'>,
  discountMinor: number,
  feesOfTickets: readonly Fee[],
  tax: Tax | null,
): TicketPrice {
  const reduced = priceMinor - discountMinor;
  const fees = charged(feesOfTickets, reduced);
  const taxable = fees.reduce((sum, { amountMinor }) => sum + amountMinor, reduced);
  const { taxMinor, fullAmountMinor: fullPriceMinor } = taxed(taxable, tax);
  return { discountMinor, fees, taxMinor, fullPriceMinor };
}

/** What one ticket of a line gets off: the most that one of the discounts gives. */
function discountOf(line: UnpricedLine, discounts: readonly Discount[]): number {
  const amounts = discounts
    .filter(
      ({ tierId, ticketTypeId }) =>
        (tierId === null || tierId === line.tierId) &&
        (ticketTypeId === null || ticketTypeId === line.ticketTypeId),
    )
    .map((discount) => Math.min(amountOf(discount, line.priceMinor), line.priceMinor));
  return Math.max(0, ...amounts);
}

function chargesOf(
  lines: readonly (UnpricedLine & TicketPrice)[],
  fees: readonly Fee[],
  tax: Tax | null,
): BookingCharges {
  const reduced = lines.reduce(
    (sum, { priceMinor, discountMinor, quantity }) => sum + (priceMinor - discountMinor) * quantity,
    0,
  );
  const ofBooking = fees.filter(({ per }) => per === 'booking');
  const bookingFees = charged(ofBooking, reduced).map((fee): BookingFee => ({
    ...fee,
    ...taxed(fee.amountMinor, tax),
  }));
  return { bookingFees, tax };
}

/** The fees on a price; of those that come to nothing, none. */
function charged(fees: readonly Fee[], priceMinor: number): ChargedFee[] {
  return fees
    .filter(({ onFreeTickets }) => priceMinor > 0 || onFreeTickets)
    .map((fee) => ({ name: fee.name, amountMinor: amountOf(fee, priceMinor) }))
    .filter(({ amountMinor }) => amountMinor > 0);
}

/** An amount of its own, or that part of a price. */
function amountOf(
  { amountMinor, basisPoints }: Pick<Fee, 'amountMinor' | 'basisPoints'>,
  priceMinor: number,
): number {
  return (amountMinor ?? 0) + (basisPoints === null ? 0 : percentOf(priceMinor, basisPoints));
}

/** The tax on an amount, or in it, and what is paid of both. */
function taxed(
  amountMinor: number,
  tax: Tax | null,
): { taxMinor: number; fullAmountMinor: number } {
  if (tax === null) return { taxMinor: 0, fullAmountMinor: amountMinor };
  const { basisPoints, included } = tax;
  const taxMinor = included
    ? proportionOf(amountMinor, basisPoints, BASIS_POINTS_MAX + basisPoints)
    : percentOf(amountMinor, basisPoints);
  return { taxMinor, fullAmountMinor: included ? amountMinor : amountMinor + taxMinor };
}
