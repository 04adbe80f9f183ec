import { median, percentile } from './statistics.ts';

describe('median', () => {
  it('is the middle value, in whatever order they come', () => {
    expect(median([30, 1, 2])).toBe(2);
  });

  it('is between the two middle ones of an even number', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  it('leaves the values as they were', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('of nothing is no number', () => {
    expect(median([])).toBeNaN();
  });
});

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0, 1],
  ])('%d of 1 to 100 is %d', (share, value) => {
    expect(percentile(hundred, share)).toBe(value);
  });

  it('of few values is one of them', () => {
    expect(percentile([7, 9], 0.99)).toBe(9);
  });
});
