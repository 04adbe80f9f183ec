import { priceOfOne } from '@boxoffice/contracts/pricing';
import { bookingFees } from './booking-fees';
import type { Choice } from './choices';
import { choiceLimit, choose, fit, ORDER_TICKETS_MAX, orderLimit, summarise } from './order';

const tier = (name: string, priceMinor: number, available: number): Choice => ({
  key: name,
  tierId: name,
  tier: name,
  condition: '',
  priceMinor,
  fullPriceMinor: priceMinor,
  available,
  held: 0,
  booked: 0,
  fewest: null,
  most: null,
});
const vip = tier('VIP', 10_000, 5);
const frontRow = tier('Front Row', 5_000, 100);
const ga = tier('GA', 1_000, 1_000);
const most = ORDER_TICKETS_MAX;
const choices = [vip, frontRow, ga];

describe('an order', () => {
  it('takes no more of a tier than is left', () => {
    expect(choose(vip, 9, { choices, chosen: {}, most })).toEqual({ VIP: 5 });
  });

  it('takes no more in all than one order may have', () => {
    const chosen = choose(ga, most, { choices, chosen: { VIP: 5 }, most });
    expect(chosen).toEqual({ VIP: 5, GA: most - 5 });
    expect(choiceLimit(frontRow, { choices, chosen, most })).toBe(0);
  });

  it('takes no more than the event allows in one booking, over all tiers', () => {
    expect(choose(ga, 9, { choices, chosen: { VIP: 2 }, most: 6 })).toEqual({ VIP: 2, GA: 4 });
    expect(choiceLimit(vip, { choices, chosen: { VIP: 2, GA: 4 }, most: 6 })).toBe(2);
    expect(choiceLimit(frontRow, { choices, chosen: { VIP: 2, GA: 4 }, most: 6 })).toBe(0);
  });

  it('is limited by the event, and never beyond what the server takes', () => {
    const none = { maxTicketsPerBooking: null, maxTicketsPerUser: null };
    expect(orderLimit(none)).toBe(500);
    expect(orderLimit({ ...none, maxTicketsPerBooking: 6 })).toBe(6);
    expect(orderLimit({ maxTicketsPerBooking: 6, maxTicketsPerUser: 4 })).toBe(4);
    expect(orderLimit({ ...none, maxTicketsPerBooking: 9_999 })).toBe(500);
  });

  it('takes no fewer than none, and only whole tickets', () => {
    expect(choose(vip, -3, { choices, chosen: { VIP: 2 }, most })).toEqual({ VIP: 0 });
    expect(choose(vip, 1.9, { choices, chosen: {}, most })).toEqual({ VIP: 1 });
  });

  it('adds lines up exactly, in the order of the tiers, without the empty ones', () => {
    expect(summarise(choices, { GA: 3, VIP: 2, 'Front Row': 0 })).toMatchObject({
      lines: [
        { tier: 'VIP', quantity: 2, subtotalMinor: 20_000 },
        { tier: 'GA', quantity: 3, subtotalMinor: 3_000 },
      ],
      count: 5,
      totalMinor: 23_000,
    });
  });

  it('costs what the server will ask for, with the fees of tickets and of the order', () => {
    const fee = { amountMinor: null, basisPoints: null, onFreeTickets: false };
    const terms = {
      fees: [
        { ...fee, name: 'Service fee', basisPoints: 500, per: 'ticket' as const },
        { ...fee, name: 'Booking fee', amountMinor: 150, per: 'booking' as const },
      ],
      tax: { name: 'VAT', basisPoints: 1_900, included: false },
    };
    const priced = choices.map((choice) => ({
      ...choice,
      fullPriceMinor: priceOfOne(choice.priceMinor, terms).fullPriceMinor,
    }));
    expect(summarise(priced, { GA: 2 }, bookingFees(terms))).toMatchObject({
      lines: [{ tier: 'GA', quantity: 2, subtotalMinor: 2 * 1_250 }],
      bookingFees: [{ name: 'Booking fee', fullAmountMinor: 179 }],
      totalMinor: 2_679,
    });
    expect(summarise([tier('Free', 0, 5)], { Free: 2 }, bookingFees(terms))).toMatchObject({
      bookingFees: [],
      totalMinor: 0,
    });
  });

  it('shrinks to what others left, and says so', () => {
    const fitted = fit([{ ...vip, available: 3 }, ga], { VIP: 5, GA: 2 });
    expect(fitted).toEqual({
      chosen: { VIP: 3, GA: 2 },
      shrunk: [{ choice: expect.objectContaining({ tier: 'VIP' }) as unknown, from: 5, to: 3 }],
    });
  });

  it('forgets a tier that is no longer sold', () => {
    expect(fit([ga], { VIP: 2, GA: 1 })).toEqual({ chosen: { GA: 1 }, shrunk: [] });
  });

  describe('of ticket types', () => {
    const adult = { ...ga, key: '31', ticketTypeId: '31', ticketType: 'Adult', available: 8 };
    const group = { ...adult, key: '32', ticketTypeId: '32', ticketType: 'Group', fewest: 5 };
    const child = { ...adult, key: '33', ticketTypeId: '33', ticketType: 'Child', most: 2 };
    const types = [adult, group, child];
    const of = (chosen: Record<string, number>) => ({ choices: types, chosen, most });

    it('shares what its tier has left', () => {
      expect(choiceLimit(adult, of({ 32: 5, 33: 1 }))).toBe(2);
      expect(fit(types, { 31: 6, 33: 2 }).chosen).toEqual({ 31: 6, 33: 2 });
      expect(fit(types, { 31: 7, 33: 2 }).chosen).toEqual({ 31: 7, 33: 1 });
    });

    it('takes no more than the type’s own limit', () => {
      expect(choose(child, 9, of({}))).toEqual({ 33: 2 });
    });

    it('goes from none to the fewest that are sold, and back', () => {
      expect(choose(group, 1, of({}))).toEqual({ 32: 5 });
      expect(choose(group, 4, of({ 32: 5 }))).toEqual({ 32: 0 });
      expect(choose(group, 1, of({ 31: 4 }))).toEqual({ 31: 4, 32: 0 });
      expect(fit(types, { 31: 4, 32: 5 }).chosen).toEqual({ 31: 4 });
    });
  });
});
