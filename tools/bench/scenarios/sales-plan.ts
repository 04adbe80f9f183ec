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
