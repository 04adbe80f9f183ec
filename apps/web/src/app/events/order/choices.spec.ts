import type { TicketTypeDto, TierAvailabilityDto } from '@boxoffice/contracts';
import { choicesOf } from './choices';

const tier = (id: string, name: string): TierAvailabilityDto => ({
  id,
  name,
  price: 10,
  priceMinor: 1_000,
  fullPriceMinor: 1_000,
  available: 8,
  held: 1,
  booked: 2,
  tickets: [],
});

const type = (id: string, more: Partial<TicketTypeDto> = {}): TicketTypeDto => ({
  id,
  name: `Type ${id}`,
  condition: '',
  price: 5,
  priceMinor: 500,
  fullPriceMinor: 500,
  minPerBooking: null,
  maxPerBooking: null,
  saleStartsAt: null,
  saleEndsAt: null,
  ...more,
});

const NOW = Date.parse('2027-01-01T09:00:00.000Z');

describe('what can be chosen', () => {
  it('is a tier at its own price, or each of its ticket types', () => {
    const choices = choicesOf(
      [tier('1', 'VIP'), tier('3', 'GA')],
      (tierId) => (tierId === '3' ? [type('31'), type('32', { priceMinor: 250 })] : []),
      NOW,
    );
    expect(
      choices.map(({ key, tierId, ticketType, priceMinor }) => [
        key,
        tierId,
        ticketType,
        priceMinor,
      ]),
    ).toEqual([
      ['VIP', '1', undefined, 1_000],
      ['31', '3', 'Type 31', 500],
      ['32', '3', 'Type 32', 250],
    ]);
  });

  it('leaves out types whose sale has not begun, or is over', () => {
    const types = [
      type('early', { saleEndsAt: '2027-01-01T09:00:00.000Z' }),
      type('now', { saleStartsAt: '2027-01-01T09:00:00.000Z' }),
      type('late', { saleStartsAt: '2027-01-01T09:00:01.000Z' }),
    ];
    expect(choicesOf([tier('1', 'VIP')], () => types, NOW).map(({ key }) => key)).toEqual(['now']);
  });
});
