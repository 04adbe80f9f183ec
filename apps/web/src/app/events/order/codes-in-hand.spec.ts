import type { OfferedTicketsDto } from '@boxoffice/contracts';
import type { Choice } from './choices';
import { choicesWith } from './codes-in-hand';

const plain: Choice = {
  key: 'Nave',
  tierId: '1',
  tier: 'Nave',
  condition: '',
  priceMinor: 1_000,
  fullPriceMinor: 1_190,
  available: 3,
  held: 2,
  booked: 1,
  fewest: null,
  most: null,
};

const offered = {
  tierId: '1',
  tier: 'Nave',
  ticketTypeId: null,
  ticketType: null,
  condition: '',
  opened: false,
  priceMinor: 1_000,
  discountMinor: 200,
  fullPriceMinor: 952,
  fullPriceBeforeMinor: 1_190,
  available: 9,
  held: 0,
  booked: 0,
  minPerBooking: null,
  maxPerBooking: null,
} satisfies OfferedTicketsDto;

describe('what can be chosen with codes', () => {
  it('has lower prices, and the counts that the page keeps fresh', () => {
    const [choice] = choicesWith({ codes: ['TENTH'], tickets: [offered] }, [plain]);
    expect(choice).toEqual({
      ...plain,
      priceMinor: 800,
      fullPriceMinor: 952,
      fullPriceBeforeMinor: 1_190,
    });
  });

  it('comes from an allotment with counts of its own, and shows no former price where it is the same', () => {
    const press = { ...offered, opened: true, discountMinor: 0, fullPriceMinor: 1_190 };
    const student = { ...press, ticketTypeId: '11', ticketType: 'Student', maxPerBooking: 2 };
    const choices = choicesWith({ codes: ['PRESS'], tickets: [press, student] }, [plain]);
    expect(choices).toEqual([
      { ...plain, available: 9, held: 0, booked: 0 },
      {
        ...plain,
        key: '11',
        ticketTypeId: '11',
        ticketType: 'Student',
        available: 9,
        held: 0,
        booked: 0,
        most: 2,
      },
    ]);
  });
});
