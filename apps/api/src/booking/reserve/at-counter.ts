import { COUNTER_TICKETS_MAX } from '@boxoffice/contracts';
import type { SaleCode } from '../../events/codes/sale-codes.js';
import type { HoldTerms, Offer, OfferedTier } from '../../events/event-offers.js';
import { readOrder, type OpenAllotment, type OrderLine } from './order.js';
import type { ReserveCommand } from './reserve-command.js';

/** How a counter sells. */
export interface CounterTerms {
  /** Whether the tickets are given away. */
  isFree: boolean;
  /** The allotments that lines name, by their ids: tickets of other lines come from the general sale. */
  allotments: ReadonlyMap<string, OpenAllotment>;
}

/**
 * A counter pays in the moment after it has reserved; the hold is for the case that the process dies between the two.
 * The answer of a payment that is asked for again comes well within it.
 */
export const COUNTER_HOLD: HoldTerms = { seconds: 120, extensions: 32_767 };

/** Requests of the counter wait in a line of their own: what they are offered is another offer. */
const COUNTER_LINE = ' counter';

/** The key of a queue: those who want the same offer are carried out together. */
export function lineOf(eventId: string, counter: CounterTerms | undefined): string {
  return counter ? eventId + COUNTER_LINE : eventId;
}

/** The event of a queue's key. */
export function eventOfLine(line: string): string {
  return line.endsWith(COUNTER_LINE) ? line.slice(0, -COUNTER_LINE.length) : line;
}

/**
 * What some requests of one line are offered. The counter sells before the sale begins online and after it ended, and
 * what is hidden; a buyer's limits are those of people who buy by themselves. What a ticket type asks for (a group of
 * ten, one companion) holds at the counter too.
 */
export function offerTo(
  commands: readonly { readonly counter?: CounterTerms }[],
  offer: Offer,
): Offer {
  if (!commands[0]?.counter) return offer;
  return {
    ...offer,
    onSale: offer.isOpenAtCounter,
    hold: COUNTER_HOLD,
    shortHold: COUNTER_HOLD,
    event: {
      ...offer.event,
      maxTicketsPerBooking: COUNTER_TICKETS_MAX,
      maxTicketsPerUser: null,
    },
    tiers: offer.tiers.map((tier) => ({
      ...tier,
      hidden: false,
      ticketTypes: tier.ticketTypes.map((type) => ({ ...type, hidden: false, onSale: true })),
    })),
  };
}

/**
 * What somebody asks for; at a counter, also where the tickets come from, and whether they are given away.
 *
 * @throws DomainError as {@link readOrder}
 */
export function orderOf(
  { lines, counter }: Pick<ReserveCommand, 'lines' | 'counter'>,
  tiers: OfferedTier[],
  codes: readonly SaleCode[],
): OrderLine[] {
  const order = readOrder(lines, tiers, codes, counter?.allotments);
  return counter?.isFree ? order.map((line) => ({ ...line, isFree: true })) : order;
}
