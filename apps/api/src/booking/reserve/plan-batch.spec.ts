import { THE_SYSTEM } from '../../platform/audit/actor.js';
import type { Offer } from '../../events/event-offers.js';
import { planBatch } from './plan-batch.js';
import type { ReserveCommand } from './reserve-command.js';

const OFFER: Offer = {
  event: {
    id: '1',
    name: 'Summer Night',
    currency: 'EUR',
    maxTicketsPerBooking: 10,
    maxTicketsPerUser: null,
  },
  tiers: [
    { id: '11', name: 'VIP', priceMinor: 10_000, position: 1, hidden: false, ticketTypes: [] },
    { id: '12', name: 'GA', priceMinor: 2_500, position: 2, hidden: false, ticketTypes: [] },
  ],
  terms: { fees: [], tax: null },
  onSale: true,
  isOpenAtCounter: true,
  hold: { seconds: 600, extensions: 0 },
  shortHold: { seconds: 300, extensions: 1 },
  version: '7',
  now: new Date(),
};

const asks = (
  lines: Record<string, number>,
  more: Partial<ReserveCommand> = {},
): ReserveCommand => ({
  userId: '1',
  actor: THE_SYSTEM,
  lines: Object.entries(lines).map(([tier, quantity]) => ({ tier, quantity })),
  codes: [],
  unpaidForSeconds: 0,
  lastTry: false,
  ...more,
});

const named = (key: string, fingerprint = key): Partial<ReserveCommand> => ({
  keyed: { caller: '1', key, fingerprint },
});

describe('planBatch', () => {
  it('puts slots tier after tier, and within a tier first come, first served', () => {
    const commands = [asks({ GA: 2, VIP: 1 }), asks({ VIP: 2 }), asks({ GA: 1 })];
    const plan = planBatch(commands, OFFER);
    expect(plan?.stocks).toEqual([
      { stockId: '11', quantity: 3, before: 0 },
      { stockId: '12', quantity: 3, before: 3 },
    ]);
    expect(plan?.bookingOfSlot).toEqual([1, 2, 2, 1, 1, 3]);
    expect(plan?.bookings.map(({ firstSlots }) => firstSlots)).toEqual([[0, 3], [1], [5]]);
  });

  it.each([
    ['a tier that the offer does not have', asks({ Balcony: 1 })],
    ['more than one booking may have', asks({ GA: 11 })],
  ])('leaves out %s', (_, odd) => {
    const good = asks({ GA: 1 });
    expect(planBatch([odd, good], OFFER)?.bookings.map(({ command }) => command)).toEqual([good]);
    expect(planBatch([odd], OFFER)).toBeUndefined();
  });

  it('plans nothing for an event that is not on sale', () => {
    expect(planBatch([asks({ GA: 1 })], { ...OFFER, onSale: false })).toBeUndefined();
  });

  it('passes over an order that is too large for what is free, and meets a smaller one behind it', () => {
    const commands = [asks({ GA: 2 }), asks({ GA: 2 }), asks({ GA: 1 })];
    const plan = planBatch(commands, OFFER, { free: new Map([['12', 3]]) });
    expect(plan?.bookings.map(({ command }) => command)).toEqual([commands[0], commands[2]]);
    expect(planBatch(commands, OFFER, { free: new Map() })).toBeUndefined();
  });

  it('carries out one request for a key at a time', () => {
    const commands = [asks({ GA: 1 }, named('a')), asks({ GA: 2 }, named('a', 'another'))];
    expect(planBatch(commands, OFFER)?.bookings.map(({ command }) => command)).toEqual([
      commands[0],
    ]);
  });
});
