import type { EventTierDto } from '@boxoffice/contracts';
import { fromMinor } from '@boxoffice/contracts/money';
import { CREATION_MAX, hasCountedTier, NO_TICKETS, planCreation } from './creation';

const tier = (id: string, name: string, priceMinor: number): EventTierDto => ({
  id,
  name,
  color: '',
  price: fromMinor(priceMinor, 'USD'),
  priceMinor,
  fullPriceMinor: priceMinor,
  ticketTypes: [],
});

const tiers = [tier('1', 'VIP', 10_000), tier('2', 'Front Row', 5_000), tier('3', 'GA', 1_000)];

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
    expect(hasCountedTier({ tierNames: ['Balcony', 'GA'] })).toBe(true);
    expect(hasCountedTier({ tierNames: ['Nave'] })).toBe(false);
  });

  it('offers only the tiers that the event has', () => {
    expect(planCreation(tiers.slice(2), NO_TICKETS).lines.map((line) => line.tier)).toEqual(['GA']);
  });
});
