import { timeUntil } from './time-until';

describe('the time until a sale begins', () => {
  it.each([
    [12 * 86_400_000 + 5, 'in 12 days'],
    [2 * 86_400_000, 'in 2 days'],
    [2 * 86_400_000 - 1_000, '47:59:59'],
    [3_723_000, '1:02:03'],
    [59_001, '0:01:00'],
    [1, '0:00:01'],
    [0, '0:00:00'],
    [-5_000, '0:00:00'],
  ])('of %d ms is %s', (ms, words) => {
    expect(timeUntil(ms)).toBe(words);
  });
});
