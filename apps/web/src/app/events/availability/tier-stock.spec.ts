import { FEW_LEFT } from '@boxoffice/contracts/event-limits';
import { tierStock } from './tier-stock';

describe('how a tier stands', () => {
  it('is on sale without a number while there are many', () => {
    expect(tierStock({ available: FEW_LEFT + 1, held: 5, booked: 5 })).toEqual({
      state: 'on-sale',
    });
  });

  it('says how many are left once that matters', () => {
    expect(tierStock({ available: 12, held: 0, booked: 0 })).toEqual({ state: 'few', left: 12 });
  });

  it('tells tickets that others hold from a sold-out tier', () => {
    expect(tierStock({ available: 0, held: 1, booked: 49 })).toEqual({ state: 'held', held: 1 });
    expect(tierStock({ available: 0, held: 0, booked: 50 })).toEqual({ state: 'sold-out' });
  });

  it('does not call a tier sold out that was never on sale', () => {
    expect(tierStock({ available: 0, held: 0, booked: 0 })).toEqual({ state: 'none' });
  });
});
