import type { ReserveLineDto } from '@boxoffice/contracts';
import type { OfferedTicketType } from '../../events/event-offers.js';
import { demandOf, isTooLarge, priceMinorOf, readOrder } from './order.js';

const VIP = {
  id: '1',
  name: 'VIP',
  priceMinor: 10_000,
  position: 1,
  hidden: false,
  ticketTypes: [],
};
const GA = { id: '3', name: 'GA', priceMinor: 1_000, position: 3, hidden: false, ticketTypes: [] };
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

  describe('of a tier with ticket types', () => {
    const type = (id: string, more: Partial<OfferedTicketType> = {}): OfferedTicketType => ({
      id,
      name: `Type ${id}`,
      priceMinor: 500,
      minPerBooking: null,
      maxPerBooking: null,
      hidden: false,
      onSale: true,
      ...more,
    });
    const read = (ticketTypes: OfferedTicketType[], ...lines: ReserveLineDto[]) =>
      readOrder(lines, [{ ...VIP, ticketTypes }]);

    it('has a line for each type, in their order, and one price for each', () => {
      const order = read(
        [type('a'), type('b', { priceMinor: 700 })],
        { tierId: '1', ticketTypeId: 'b', quantity: 1 },
        { tier: 'VIP', ticketTypeId: 'a', quantity: 2 },
        { tierId: '1', ticketTypeId: 'b', quantity: 3 },
      );
      expect(order.map(({ ticketType, quantity }) => [ticketType?.id, quantity])).toEqual([
        ['a', 2],
        ['b', 4],
      ]);
      expect(order.map(priceMinorOf)).toEqual([500, 700]);
      expect(demandOf(order).map(({ tier, quantity }) => [tier.id, quantity])).toEqual([['1', 6]]);
    });

    it('takes the first type that is on sale where none is named', () => {
      const closed = type('a', { onSale: false });
      const hidden = type('b', { hidden: true });
      const [line] = read([closed, hidden, type('c')], { tier: 'VIP', quantity: 1 });
      expect(line?.ticketType?.id).toBe('c');
      expect(() => read([closed, hidden], { tier: 'VIP', quantity: 1 })).toThrow(
        'VIP is not on sale at the moment.',
      );
    });

    it.each([
      ['of another tier, or none at all', 'z', 1, 'VIP has no such ticket type; nothing was held.'],
      ['that is hidden', 'hidden', 1, 'VIP has no such ticket type; nothing was held.'],
      ['outside its own sale window', 'closed', 1, 'Type closed is not on sale at the moment.'],
      ['beyond its maximum', 'few', 3, 'Limit: 2 Type few tickets per booking for this event.'],
      ['below its minimum', 'group', 9, 'Minimum: 10 Type group tickets per booking.'],
    ])('refuses a type %s', (_, ticketTypeId, quantity, message) => {
      const types = [
        type('hidden', { hidden: true }),
        type('closed', { onSale: false }),
        type('few', { maxPerBooking: 2 }),
        type('group', { minPerBooking: 10 }),
      ];
      expect(() => read(types, { tier: 'VIP', ticketTypeId, quantity })).toThrow(message);
    });
  });

  it('refuses a name and an id of two tiers', () => {
    expect(() => readOrder([{ tier: 'GA', tierId: '1', quantity: 1 }], TIERS)).toThrow(
      'The event has no tier "GA"; its tiers are VIP, GA.',
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
