import type { Wanted } from '../../tickets/inventory/free-tickets.js';
import { demandOf, type Candidate } from './candidate.js';

/** Which places of the line of tickets go to whom. */
export interface Places {
  /** What is wanted of each tier, in the order of sale, and how many places stand before its first one. */
  tiers: (Wanted & { before: number })[];
  /** Which booking each place is of, both counted from one. */
  bookings: number[];
  /** For each candidate, the index of the first place of each line of its order. */
  begins: number[][];
}

/** Tier after tier in the order of sale, and within a tier first come, first served. */
export function placesOf(candidates: Candidate[]): Places {
  const free = new Map<string, number>();
  let all = 0;
  const tiers = demandOf(candidates).map((wanted) => {
    const before = all;
    free.set(wanted.tierId, before);
    all += wanted.quantity;
    return { ...wanted, before };
  });
  const bookings = new Array<number>(all).fill(0);
  const begins = candidates.map(({ order }, index) =>
    order.map(({ tier, quantity }) => {
      const begin = free.get(tier.id) ?? 0;
      bookings.fill(index + 1, begin, begin + quantity);
      free.set(tier.id, begin + quantity);
      return begin;
    }),
  );
  return { tiers, bookings, begins };
}
