import { FOUR_MIXED, requestsIn, stockFor } from './sales-plan.ts';

describe('the stock of a measurement', () => {
  it('lasts when the rate is four times that of the warm-up', () => {
    const stock = stockFor(FOUR_MIXED, requestsIn(3, 2_500));
    const asked = 3 * 2_500 * 4;
    expect(stock.VIP).toBeGreaterThan(asked);
    expect(stock['Front Row']).toBeGreaterThan(asked);
    expect(stock.GA).toBeGreaterThan(2 * asked);
  });

  it('lasts when the warm-up met a pause', () => {
    expect(requestsIn(3, 0)).toBeGreaterThan(3 * 7_000);
  });
});
