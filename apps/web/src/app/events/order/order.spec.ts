import { choose, fit, ORDER_TICKETS_MAX, orderLimit, summarise, tierLimit } from './order';

const vip = { name: 'VIP', priceMinor: 10_000, available: 5 };
const frontRow = { name: 'Front Row', priceMinor: 5_000, available: 100 };
const ga = { name: 'GA', priceMinor: 1_000, available: 1_000 };
const most = ORDER_TICKETS_MAX;
const tiers = [vip, frontRow, ga];

describe('an order', () => {
  it('takes no more of a tier than is left', () => {
    expect(choose(vip, 9, {}, most)).toEqual({ VIP: 5 });
  });

  it('takes no more in all than one order may have', () => {
    const chosen = choose(ga, most, { VIP: 5 }, most);
    expect(chosen).toEqual({ VIP: 5, GA: most - 5 });
    expect(tierLimit(frontRow, chosen, most)).toBe(0);
  });

  it('takes no more than the event allows in one booking, over all tiers', () => {
    expect(choose(ga, 9, { VIP: 2 }, 6)).toEqual({ VIP: 2, GA: 4 });
    expect(tierLimit(vip, { VIP: 2, GA: 4 }, 6)).toBe(2);
    expect(tierLimit(frontRow, { VIP: 2, GA: 4 }, 6)).toBe(0);
  });

  it('is limited by the event, and never beyond what the server takes', () => {
    const none = { maxTicketsPerBooking: null, maxTicketsPerUser: null };
    expect(orderLimit(none)).toBe(500);
    expect(orderLimit({ ...none, maxTicketsPerBooking: 6 })).toBe(6);
    expect(orderLimit({ maxTicketsPerBooking: 6, maxTicketsPerUser: 4 })).toBe(4);
    expect(orderLimit({ ...none, maxTicketsPerBooking: 9_999 })).toBe(500);
  });

  it('takes no fewer than none, and only whole tickets', () => {
    expect(choose(vip, -3, { VIP: 2 }, most)).toEqual({ VIP: 0 });
    expect(choose(vip, 1.9, {}, most)).toEqual({ VIP: 1 });
  });

  it('adds lines up exactly, in the order of the tiers, without the empty ones', () => {
    expect(summarise(tiers, { GA: 3, VIP: 2, 'Front Row': 0 })).toEqual({
      lines: [
        { tier: 'VIP', quantity: 2, subtotalMinor: 20_000 },
        { tier: 'GA', quantity: 3, subtotalMinor: 3_000 },
      ],
      count: 5,
      totalMinor: 23_000,
    });
  });

  it('shrinks to what others left, and says so', () => {
    const fitted = fit([{ ...vip, available: 3 }, ga], { VIP: 5, GA: 2 });
    expect(fitted).toEqual({
      chosen: { VIP: 3, GA: 2 },
      shrunk: [{ tier: 'VIP', from: 5, to: 3 }],
    });
  });

  it('forgets a tier that is no longer sold', () => {
    expect(fit([ga], { VIP: 2, GA: 1 })).toEqual({ chosen: { GA: 1 }, shrunk: [] });
  });
});
