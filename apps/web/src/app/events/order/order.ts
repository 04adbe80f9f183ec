import type { EventDto, RESERVE_TICKETS_MAX, TierAvailabilityDto } from '@boxoffice/contracts';

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

/** How many of each tier, by the tier's name. */
export type Quantities = Readonly<Record<string, number>>;

type SoldTier = Pick<TierAvailabilityDto, 'name' | 'priceMinor' | 'available'>;

export interface OrderLine {
  tier: string;
  quantity: number;
  subtotalMinor: number;
}

export interface OrderSummary {
  lines: OrderLine[];
  count: number;
  totalMinor: number;
}

/** Most tickets of this tier that may be chosen now: what is left, and what the order has room for. */
export function tierLimit(tier: SoldTier, chosen: Quantities, orderMax: number): number {
  const others = Object.entries(chosen).reduce(
    (sum, [name, quantity]) => (name === tier.name ? sum : sum + quantity),
    0,
  );
  return Math.max(0, Math.min(tier.available, orderMax - others));
}

/** Chooses so many of a tier, within its limit. */
export function choose(
  tier: SoldTier,
  quantity: number,
  chosen: Quantities,
  orderMax: number,
): Quantities {
  const limit = tierLimit(tier, chosen, orderMax);
  const bounded = Math.max(0, Math.min(Math.trunc(quantity), limit));
  return { ...chosen, [tier.name]: bounded };
}

/** A tier of which others took so many that the order had to shrink. */
export interface Shrunk {
  tier: string;
  from: number;
  to: number;
}

/** Fits the order to what is left now, and says where it had to shrink. */
export function fit(
  tiers: readonly SoldTier[],
  chosen: Quantities,
): { chosen: Quantities; shrunk: Shrunk[] } {
  const shrunk: Shrunk[] = [];
  const fitted: Record<string, number> = {};
  for (const tier of tiers) {
    const from = chosen[tier.name] ?? 0;
    const to = Math.min(from, tier.available);
    if (to > 0) fitted[tier.name] = to;
    if (to < from) shrunk.push({ tier: tier.name, from, to });
  }
  return { chosen: fitted, shrunk };
}

/** The order's lines in the tiers' order, with exact sums in the currency's smallest unit. */
export function summarise(tiers: readonly SoldTier[], chosen: Quantities): OrderSummary {
  const lines = tiers
    .map((tier) => {
      const quantity = chosen[tier.name] ?? 0;
      return { tier: tier.name, quantity, subtotalMinor: quantity * tier.priceMinor };
    })
    .filter((line) => line.quantity > 0);
  return {
    lines,
    count: lines.reduce((sum, line) => sum + line.quantity, 0),
    totalMinor: lines.reduce((sum, line) => sum + line.subtotalMinor, 0),
  };
}
