import { isTooLarge, readOrder } from './order.js';

const VIP = { id: '1', name: 'VIP', priceMinor: 10_000, position: 1 };
const GA = { id: '3', name: 'GA', priceMinor: 1_000, position: 3 };
const TIERS = [VIP, GA];

describe('an order', () => {
  it('adds up lines of the same tier', () => {
    const lines = [
      { tier: 'GA', quantity: 2 },
      { tier: 'GA', quantity: 3 },
    ];
    expect(readOrder(lines, TIERS)).toEqual([{ tier: GA, quantity: 5 }]);
  });

  it('is in the order of sale however it was sent, so that all lock in one order', () => {
    const lines = [
      { tier: 'GA', quantity: 1 },
      { tier: 'VIP', quantity: 1 },
    ];
    expect(readOrder(lines, TIERS).map(({ tier }) => tier.name)).toEqual(['VIP', 'GA']);
  });

  it('refuses a tier that the event does not sell, and says which it sells', () => {
    expect(() => readOrder([{ tier: 'Balcony', quantity: 1 }], TIERS)).toThrow(
      'The event has no tier "Balcony"; its tiers are VIP, GA.',
    );
  });

  it('is too large above 500 tickets over all its lines', () => {
    const order = (vip: number) => [
      { tier: VIP, quantity: vip },
      { tier: GA, quantity: 1 },
    ];
    expect(isTooLarge(order(499))).toBe(false);
    expect(isTooLarge(order(500))).toBe(true);
  });
});
