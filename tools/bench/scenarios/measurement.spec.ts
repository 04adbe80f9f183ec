import { timesTheRate, type Measured } from './measurement.ts';

function of(...rates: number[]): Measured {
  return { rate: Number.NaN, rates, p50Ms: 1, p99Ms: 1 };
}

describe('how many times the rate of another one is', () => {
  it('is the median of the rounds’ own ratios, and not a ratio of medians', () => {
    expect(timesTheRate(of(10, 30, 20), of(10, 10, 20))).toBe(1);
  });

  it('is not known where either was not measured', () => {
    expect(timesTheRate(of(), of(10))).toBeNaN();
    expect(timesTheRate(of(10), of())).toBeNaN();
  });
});
