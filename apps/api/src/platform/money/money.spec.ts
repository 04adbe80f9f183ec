import { fromMinor } from './money.js';

describe('an amount', () => {
  it.each([
    [10_000, 'USD', 100],
    [1_050, 'EUR', 10.5],
    [500, 'JPY', 500],
    [1_234, 'KWD', 1.234],
    [0, 'USD', 0],
  ])('of %i minor units of %s is %d', (minor, currency, amount) => {
    expect(fromMinor(minor, currency)).toBe(amount);
  });
});
