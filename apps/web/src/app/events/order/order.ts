import type { EventDto, RESERVE_TICKETS_MAX } from '@boxoffice/contracts';
import type { BookingFee, UnpricedLine } from '@boxoffice/contracts/pricing';
import type { Choice } from './choices';

/**
 * Most tickets of one order. The type is the contract's own constant: should the server's limit
 * change, this line stops compiling. Importing its value would pull every validator into the page.
 */
export const ORDER_TICKETS_MAX: typeof RESERVE_TICKETS_MAX = 500;

type Limits = Pick<EventDto, 'maxTicketsPerBooking' | 'maxTicketsPerUser'>;

/**
 * Most tickets that one order of this event may have. What its buyer has of the event already is
 * not counted here: the server does that while it holds the tickets.
 */
export function orderLimit(event: Limits): number {
  return Math.min(
    event.maxTicketsPerBooking ?? ORDER_TICKETS_MAX,
    event.maxTicketsPerUser ?? ORDER_TICKETS_MAX,
    ORDER_TICKETS_MAX,
  );
}

/** How many of each choice, by its key. */
export type Quantities = Readonly<Record<string, number>>;

type SoldChoice = Pick<
  Choice,
  | 'key'
  | 'tierId'
  | 'tier'
  | 'ticketTypeId'
  | 'ticketType'
  | 'priceMinor'
  | 'fullPriceMinor'
  | 'available'
  | 'fewest'
  | 'most'
>;

export interface OrderLine extends Pick<
  Choice,
  'key' | 'tierId' | 'tier' | 'ticketTypeId' | 'ticketType'
> {
  quantity: number;
  subtotalMinor: number;
}

/** The fees of an order as a whole, beside its tickets. */
export type BookingFeesOf = (lines: readonly UnpricedLine[]) => readonly BookingFee[];

export interface OrderSummary {
  lines: OrderLine[];
  /** What the order costs beside its tickets. */
  bookingFees: readonly Pick<BookingFee, 'name' | 'fullAmountMinor'>[];
  count: number;
  totalMinor: number;
}

/** What can be chosen, what has been, and the most tickets that the order may have. */
export interface OrderSoFar<C extends SoldChoice = SoldChoice> {
  choices: readonly C[];
  chosen: Quantities;
  most: number;
}

/** Most tickets of this choice that may be chosen now: what its tier has left, and the order has room for. */
export function choiceLimit(choice: SoldChoice, { choices, chosen, most }: OrderSoFar): number {
  const others = choices.filter(({ key }) => key !== choice.key);
  const ofTier = others.filter(({ tierId }) => tierId === choice.tierId);
  const left = choice.available - countOf(ofTier, chosen);
  return Math.max(0, Math.min(left, most - countOf(others, chosen), choice.most ?? most));
}

function countOf(choices: readonly SoldChoice[], chosen: Quantities): number {
  return choices.reduce((sum, { key }) => sum + (chosen[key] ?? 0), 0);
}

/** Chooses so many tickets, within the limit; from none to the fewest, where there is such a bound, and back. */
export function choose(choice: SoldChoice, quantity: number, order: OrderSoFar): Quantities {
  const { chosen } = order;
  const wanted = Math.max(0, Math.trunc(quantity));
  const fewest = choice.fewest ?? 1;
  const isLess = wanted < (chosen[choice.key] ?? 0);
  const stepped = wanted > 0 && wanted < fewest ? (isLess ? 0 : fewest) : wanted;
  const bounded = Math.min(stepped, choiceLimit(choice, order));
  return { ...chosen, [choice.key]: bounded < fewest ? 0 : bounded };
}

/** A choice of which others took so many that the order had to shrink. */
export interface Shrunk {
  choice: Pick<Choice, 'key' | 'tier' | 'ticketType' | 'available'>;
  from: number;
  to: number;
}

/** Fits the order to what is left now, and says where it had to shrink. */
export function fit(
  choices: readonly SoldChoice[],
  chosen: Quantities,
): { chosen: Quantities; shrunk: Shrunk[] } {
  const shrunk: Shrunk[] = [];
  const fitted: Record<string, number> = {};
  for (const choice of choices) {
    const from = chosen[choice.key] ?? 0;
    const order = { choices, chosen: fitted, most: ORDER_TICKETS_MAX };
    const left = Math.min(from, choiceLimit(choice, order));
    const to = left < (choice.fewest ?? 1) ? 0 : left;
    if (to > 0) fitted[choice.key] = to;
    if (to < from) shrunk.push({ choice, from, to });
  }
  return { chosen: fitted, shrunk };
}

/**
 * The order's lines in the order of the choices, with exact sums in the currency's smallest unit.
 *
 * @param bookingFeesOf the fees of such an order; see `booking-fees.ts`
 */
export function summarise(
  choices: readonly SoldChoice[],
  chosen: Quantities,
  bookingFeesOf: BookingFeesOf = () => [],
): OrderSummary {
  const ordered = choices
    .map((choice) => ({ ...choice, quantity: chosen[choice.key] ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  const bookingFees = bookingFeesOf(ordered);
  const lines = ordered.map(
    ({ key, tierId, tier, ticketTypeId, ticketType, quantity, fullPriceMinor }) => {
      const subtotalMinor = quantity * fullPriceMinor;
      return { key, tierId, tier, ticketTypeId, ticketType, quantity, subtotalMinor };
    },
  );
  return {
    lines,
    bookingFees,
    count: lines.reduce((sum, line) => sum + line.quantity, 0),
    totalMinor: [
      ...lines.map((line) => line.subtotalMinor),
      ...bookingFees.map((fee) => fee.fullAmountMinor),
    ].reduce((sum, minor) => sum + minor, 0),
  };
}
