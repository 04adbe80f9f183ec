import { percentFault, percentText, readPercent } from './percent-text';

describe('a percentage that is typed', () => {
  it('is read in hundredths of a per cent, with a point or a comma', () => {
    expect(['19', ' 7.5 ', '7,25', '0.01', '100'].map(readPercent)).toEqual([
      1_900, 750, 725, 1, 10_000,
    ]);
    expect(['19', '7.5', '7,25', '100'].map(percentFault)).toEqual(Array(4).fill(undefined));
  });

  it('is refused where it is none, nothing, or too much', () => {
    for (const wrong of ['', 'a', '0', '0.001', '100.01', '-5', '1.000', '5%']) {
      expect([wrong, percentFault(wrong)]).toEqual([wrong, expect.stringContaining('percentage')]);
    }
  });

  it('is written as it would be typed', () => {
    expect([1_900, 750, 1].map(percentText)).toEqual(['19', '7.5', '0.01']);
    for (const basisPoints of [1, 29, 57, 115, 1_999, 9_999]) {
      expect(readPercent(percentText(basisPoints))).toBe(basisPoints);
    }
  });
});
