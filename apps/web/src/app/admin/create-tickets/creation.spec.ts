import { CREATION_MAX, hasCountedTier, NO_TICKETS, planCreation } from './creation';

const tiers = [
  { id: '1', name: 'VIP', color: '' as const, price: 100, priceMinor: 10_000, ticketTypes: [] },
  { id: '2', name: 'Front Row', color: '' as const, price: 50, priceMinor: 5_000, ticketTypes: [] },
  { id: '3', name: 'GA', color: '' as const, price: 10, priceMinor: 1_000, ticketTypes: [] },
];

describe('creating tickets', () => {
  it('sums what would be created and what it is worth', () => {
    const plan = planCreation(tiers, { vipCount: 10, frontRowCount: 20, gaCount: 100 });
    expect(plan.count).toBe(130);
    expect(plan.faceValueMinor).toBe(300_000);
    expect(plan.lines.map((line) => line.tier)).toEqual(['VIP', 'Front Row', 'GA']);
  });

  it('leaves to each count what the others have not used up', () => {
    const plan = planCreation(tiers, { ...NO_TICKETS, gaCount: CREATION_MAX - 5 });
    expect(plan.lines.map((line) => line.max)).toEqual([5, 5, CREATION_MAX]);
  });

  it('is for events with one of the tiers that it counts', () => {
    expect(hasCountedTier({ tiers })).toBe(true);
    expect(hasCountedTier({ tiers: tiers.map((tier) => ({ ...tier, name: 'Nave' })) })).toBe(false);
  });

  it('offers only the tiers that the event has', () => {
    expect(planCreation(tiers.slice(2), NO_TICKETS).lines.map((line) => line.tier)).toEqual(['GA']);
  });
});
