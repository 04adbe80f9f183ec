import type { Choice } from './choices';
import { addressOfOrder, linkedOrder, orderFragment } from './linked-order';

const choice = (changes: Partial<Choice>): Choice => ({
  key: 'VIP',
  tierId: '1',
  tier: 'VIP',
  condition: '',
  priceMinor: 10_000,
  fullPriceMinor: 10_000,
  available: 10,
  held: 0,
  booked: 0,
  fewest: null,
  most: null,
  ...changes,
});

const CHOICES = [
  choice({}),
  choice({ key: '31', tierId: '7', tier: 'Nave', ticketTypeId: '31', ticketType: 'Adult' }),
  choice({ key: '32', tierId: '7', tier: 'Nave', ticketTypeId: '32', fewest: 2, most: 4 }),
];

const read = (hash: string) => linkedOrder(hash, CHOICES, 12);

describe('an order in an address', () => {
  it('arrives as it was chosen', () => {
    const lines = [
      { tierId: '1', quantity: 2 },
      { tierId: '7', ticketTypeId: '32', quantity: 3 },
    ];
    const address = addressOfOrder('12', lines);
    expect(address).toBe('/events/12#order=1:2,7.32:3');
    const hash = address.slice(address.indexOf('#'));
    expect(read(hash)).toEqual({ order: { VIP: 2, '32': 3 }, isWhole: true });
  });

  it('of a booking is that of its lines', () => {
    const lines = [
      { tierId: '1', ticketTypeId: null, quantity: 2 },
      { tierId: '7', ticketTypeId: '31', quantity: 1 },
    ];
    expect(orderFragment(lines)).toBe('order=1:2,7.31:1');
  });

  it.each([
    ['of a tier that there is not', '9:1,1:1', { VIP: 1 }],
    ['of a tier as a whole that has ticket types', '7:1', {}],
    ['of a ticket type of another tier', '1.31:1', {}],
    ['of more than there are', '1:11', { VIP: 10 }],
    ['of more than an order may have', '1:10,7.31:5', { VIP: 10, '31': 2 }],
    ['of fewer than are sold at once', '7.32:1', { '32': 2 }],
    ['of more of a type than an order may have', '7.32:9', { '32': 4 }],
    ['of nothing', '', {}],
    ['that is none', '<script>,1:-2,1:1.5,1:1e3,1:0,1:,:1,constructor:1,__proto__:1', {}],
    ['without an end', '9:1,'.repeat(2_000), {}],
  ])('%s is taken as far as it goes, and that is said', (_, lines, order) => {
    expect(read(`#order=${lines}`)).toEqual({ order, isWhole: false });
  });

  it('adds up lines of the same tickets', () => {
    expect(read('#order=1:1,1:2')).toEqual({ order: { VIP: 3 }, isWhole: true });
  });
});
