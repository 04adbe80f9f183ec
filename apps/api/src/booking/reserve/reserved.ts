import { priceOrder, totalOf, type PricedOrder } from '@boxoffice/contracts/pricing';
import type { SaleCode } from '../../events/codes/sale-codes.js';
import type { HoldTerms, Offer } from '../../events/event-offers.js';
import type { FreeTicket } from '../../tickets/inventory/free-tickets.js';
import type { BookedLine } from '../booking.entity.js';
import type { NewBooking } from '../insert-bookings.js';
import { priceMinorOf, stockOf, type OrderLine } from './order.js';

/** What one buyer got. */
export interface Reserved {
  eventId: string;
  booking: NewBooking;
  /** The tickets of each line, in the order of sale. */
  tickets: { tier: string; stockId: string; tickets: FreeTicket[] }[];
  holdSeconds: number;
  /** The database's time. */
  now: Date;
  /** The codes that it uses. */
  codes: readonly SaleCode[];
}

/** What a booking needs besides its tickets. */
export interface Buyer {
  /** The booking that is made. */
  bookingId: string;
  userId: string;
  hold: HoldTerms;
}

/**
 * @param codes those that it uses
 * @param now the database's time
 * @param ofLines the tickets of each line of the order
 */
export function reservedOf(
  { bookingId, userId, hold }: Buyer,
  order: OrderLine[],
  { event, terms }: Offer,
  codes: readonly SaleCode[],
  now: Date,
  ofLines: FreeTicket[][],
): Reserved {
  const tickets = order.map((line, index) => ({
    tier: line.tier.name,
    stockId: stockOf(line),
    tickets: ofLines[index] ?? [],
  }));
  const priced = pricedOf(order, terms, codes);
  const booking = {
    id: bookingId,
    userId,
    ticketIds: tickets.flatMap((line) => line.tickets.map(({ id }) => id)),
    ...priced,
    totalMinor: totalOf(priced),
    currency: event.currency,
    holdExpiresAt: new Date(now.getTime() + hold.seconds * 1000),
    holdExtensions: hold.extensions,
  };
  return { eventId: event.id, booking, tickets, holdSeconds: hold.seconds, now, codes };
}

const NO_TERMS: Offer['terms'] = { fees: [], tax: null };

/** An order at the prices of this moment, with the discounts of its codes and the fees and the tax of the event. */
export function pricedOf(
  order: OrderLine[],
  terms: Offer['terms'],
  codes: readonly SaleCode[],
): PricedOrder<BookedLine> {
  const lines = order.map((line) => ({
    tierId: line.tier.id,
    tier: line.tier.name,
    ...(line.allotment && { allotmentId: line.allotment.id }),
    ...(line.ticketType && { ticketTypeId: line.ticketType.id, ticketType: line.ticketType.name }),
    quantity: line.quantity,
    priceMinor: priceMinorOf(line),
  }));
  const discounts = codes.flatMap(({ discount }) => discount ?? []);
  // What is given away costs nothing, whatever fees there are on free tickets.
  const isFree = order.every((line) => line.isFree);
  return priceOrder(lines, isFree ? NO_TERMS : terms, discounts);
}
