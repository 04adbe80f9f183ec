import type { Tax } from './terms.js';

/** So many tickets at one price. */
export interface UnpricedLine {
  tierId: string;
  /** Missing or null where the tier was sold at its own price. */
  ticketTypeId?: string | null;
  quantity: number;
  /** Price of one ticket in the currency's smallest unit, as the organiser has said it. */
  priceMinor: number;
}

/** A fee as it is charged, in the currency's smallest unit. */
export interface ChargedFee {
  name: string;
  /** Without a tax that comes on top. */
  amountMinor: number;
}

/** What was made of the price of one ticket of a line. All of it is missing where the price is all that is paid. */
export interface TicketCharges {
  discountMinor?: number;
  /** Charged for each ticket. */
  fees?: ChargedFee[];
  /** On the price after the discount, and on the fees. */
  taxMinor?: number;
  /** What one ticket costs, all of it included. */
  fullPriceMinor?: number;
}

/** What a line needs for a sum: how many tickets, and what each was charged. */
export type PaidLine = Pick<UnpricedLine, 'quantity' | 'priceMinor'> & TicketCharges;

/** What a sum is made of. */
export interface PaidOrder {
  lines: readonly PaidLine[];
  charges: BookingCharges | null;
}

/** A fee that is charged once for a booking. */
export interface BookingFee extends ChargedFee {
  taxMinor: number;
  /** What the buyer pays of it, with its tax. */
  fullAmountMinor: number;
}

/** What a booking costs beside its lines, and which tax is in it. */
export interface BookingCharges {
  bookingFees: BookingFee[];
  tax: Tax | null;
}

/** An order with its prices: what a booking keeps, as it was at the moment of holding. */
export interface PricedOrder<Line extends UnpricedLine = UnpricedLine> {
  lines: (Line & TicketCharges)[];
  /** Null where prices are all that is paid. */
  charges: BookingCharges | null;
}

/**
 * What an order comes to: `priceMinor - discountMinor`, plus the amounts of the fees, plus a tax that isn't included,
 * are `totalMinor`; and so are the full prices of the tickets plus those of the booking's fees.
 */
export interface OrderBreakdown {
  /** The tickets at their prices, without discount. */
  priceMinor: number;
  discountMinor: number;
  /** The fees of tickets, each once: within their full prices. */
  ticketFees: ChargedFee[];
  /** Beside the tickets. */
  bookingFees: Omit<BookingFee, 'taxMinor'>[];
  /** Null: no tax is shown. */
  tax: (Tax & { amountMinor: number }) | null;
  /** What the buyer pays. */
  totalMinor: number;
}

/** What one ticket of a line costs the buyer, with fees and tax. */
export function fullPriceOf({
  priceMinor,
  fullPriceMinor,
}: Pick<PaidLine, 'priceMinor' | 'fullPriceMinor'>): number {
  return fullPriceMinor ?? priceMinor;
}

/** What one ticket of a line gives back, with its tax: all that it cost, or that without its fees. */
export function returnedPriceOf(
  line: Pick<PaidLine, 'priceMinor' | 'fullPriceMinor' | 'fees'>,
  fees: 'with_fees' | 'without_fees',
): number {
  const kept = fees === 'with_fees' ? [] : (line.fees ?? []);
  return fullPriceOf(line) - sumOf(kept, ({ amountMinor }) => amountMinor);
}

/** What an order comes to. Nothing is rounded here: all amounts are sums of what each ticket and each fee comes to. */
export function breakdownOf({ lines, charges }: PaidOrder): OrderBreakdown {
  const { bookingFees = [], tax = null } = charges ?? {};
  const taxMinor =
    sumOf(lines, (line) => (line.taxMinor ?? 0) * line.quantity) +
    sumOf(bookingFees, (fee) => fee.taxMinor);
  return {
    priceMinor: sumOf(lines, ({ priceMinor, quantity }) => priceMinor * quantity),
    discountMinor: sumOf(lines, ({ discountMinor = 0, quantity }) => discountMinor * quantity),
    ticketFees: ticketFeesOf(lines),
    bookingFees: bookingFees.map(({ name, amountMinor, fullAmountMinor }) => ({
      name,
      amountMinor,
      fullAmountMinor,
    })),
    tax: tax && { ...tax, amountMinor: taxMinor },
    totalMinor: totalOf({ lines, charges }),
  };
}

/** What the buyer of an order pays. */
export function totalOf({ lines, charges }: PaidOrder): number {
  return (
    sumOf(lines, (line) => fullPriceOf(line) * line.quantity) +
    sumOf(charges?.bookingFees ?? [], ({ fullAmountMinor }) => fullAmountMinor)
  );
}

/** The fees of all tickets, those of the same name as one, in the order in which they first appear. */
function ticketFeesOf(lines: readonly PaidLine[]): ChargedFee[] {
  const sums = new Map<string, number>();
  for (const { fees = [], quantity } of lines) {
    for (const { name, amountMinor } of fees) {
      sums.set(name, (sums.get(name) ?? 0) + amountMinor * quantity);
    }
  }
  return [...sums].map(([name, amountMinor]) => ({ name, amountMinor }));
}

function sumOf<T>(list: readonly T[], amountOf: (each: T) => number): number {
  return list.reduce((sum, each) => sum + amountOf(each), 0);
}
