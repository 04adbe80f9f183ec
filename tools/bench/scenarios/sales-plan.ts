import type { Line } from '../generator/job.ts';

/** What is asked for at once, and the stock of each tier that goes with one request. */
export interface Basket {
  readonly name: string;
  readonly lines: readonly Line[];
}

export const ONE_TICKET: Basket = { name: '1 ticket', lines: [{ tier: 'GA', quantity: 1 }] };

export const FOUR_MIXED: Basket = {
  name: '4 mixed tickets',
  lines: [
    { tier: 'VIP', quantity: 1 },
    { tier: 'Front Row', quantity: 1 },
    { tier: 'GA', quantity: 2 },
  ],
};

/** Tickets of each tier for so many requests. Every event has all tiers, as most have. */
export function stockFor(basket: Basket, requests: number): Record<string, number> {
  const stock: Record<string, number> = { VIP: 1, 'Front Row': 1, GA: 1 };
  for (const { tier, quantity } of basket.lines) stock[tier] = Math.ceil(requests * quantity);
  return stock;
}

/** More than a rate grows by after the warm-up: with more connections, with time, on a machine that others leave. */
const STOCK_RESERVE = 5;

/** Successes a second that are planned for at least: a warm-up in a bad moment says nothing of what follows. */
const LEAST_RATE = 2_000;

/**
 * How many requests a measurement may come to; stock for all of them has to be there, as it would measure refusals
 * otherwise.
 *
 * @param rate successes a second, in the warm-up
 */
export function requestsIn(seconds: number, rate: number): number {
  return Math.max(rate, LEAST_RATE) * seconds * STOCK_RESERVE;
}
