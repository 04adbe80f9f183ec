import { splitReturn, sumOfParts, type FeesOfReturn, type MoneyParts } from './split-return.js';

const LEFT: MoneyParts = { payableMinor: 8_003, feesMinor: 501, taxesMinor: 1_497 };

const less = (left: MoneyParts, back: MoneyParts): MoneyParts => ({
  payableMinor: left.payableMinor - back.payableMinor,
  feesMinor: left.feesMinor - back.feesMinor,
  taxesMinor: left.taxesMinor - back.taxesMinor,
});

describe('an amount that goes back', () => {
  it('has its part of fees and tax, or leaves the fees', () => {
    expect(splitReturn(LEFT, 1_000, 'with_fees')).toEqual({
      payableMinor: 800,
      feesMinor: 50,
      taxesMinor: 150,
    });
    expect(splitReturn(LEFT, 1_000, 'without_fees')).toEqual({
      payableMinor: 842,
      feesMinor: 0,
      taxesMinor: 158,
    });
    expect(splitReturn(LEFT, 9_501, 'without_fees').feesMinor).toBe(1);
  });

  it('is all there is, and never more', () => {
    expect(splitReturn(LEFT, 10_001, 'with_fees')).toEqual(LEFT);
    expect(splitReturn(LEFT, 10_001, 'without_fees')).toEqual(LEFT);
    for (const amount of [0, -1, 10_002]) {
      expect(() => splitReturn(LEFT, amount, 'with_fees')).toThrow('10001 is left');
    }
  });

  it('never makes a part negative, in whatever amounts a payment goes back', () => {
    // Every payment of up to six units a part, given back in every pair of equal steps, to the last unit.
    for (let payableMinor = 0; payableMinor <= 6; payableMinor += 1) {
      for (let feesMinor = 0; feesMinor <= 6; feesMinor += 1) {
        for (let taxesMinor = 0; taxesMinor <= 6; taxesMinor += 1) {
          for (const fees of ['with_fees', 'without_fees'] satisfies FeesOfReturn[]) {
            for (let step = 1; step <= 4; step += 1) {
              giveBack({ payableMinor, feesMinor, taxesMinor }, step, fees);
            }
          }
        }
      }
    }
  });
});

function giveBack(payment: MoneyParts, step: number, fees: FeesOfReturn): void {
  let left = payment;
  while (sumOfParts(left) > 0) {
    const amount = Math.min(step, sumOfParts(left));
    const back = splitReturn(left, amount, fees);
    expect(sumOfParts(back)).toBe(amount);
    expect(Math.min(back.payableMinor, back.feesMinor, back.taxesMinor)).toBeGreaterThanOrEqual(0);
    left = less(left, back);
    expect(Math.min(left.payableMinor, left.feesMinor, left.taxesMinor)).toBeGreaterThanOrEqual(0);
  }
}
