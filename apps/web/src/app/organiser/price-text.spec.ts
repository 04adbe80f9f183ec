import { priceFault, priceText, readPrice } from './price-text';

describe('a price that somebody typed', () => {
  it.each([
    ['28', 'EUR', 2_800],
    [' 28,50 ', 'EUR', 2_850],
    ['28.5', 'EUR', 2_850],
    ['0', 'EUR', 0],
    ['1500', 'JPY', 1_500],
    ['1.250', 'KWD', 1_250],
  ])('%j %s is exact', (text, currency, minor) => {
    expect(priceFault(text, currency)).toBeUndefined();
    expect(readPrice(text, currency)).toBe(minor);
  });

  it.each([
    ['', 'EUR', 'Enter a price; 0 is free'],
    ['abc', 'EUR', 'Write it like 12.50'],
    ['1,500', 'EUR', 'Write it like 12.50'],
    ['1.000,50', 'EUR', 'Write it like 12.50'],
    ['-1', 'EUR', 'A price can’t be negative'],
    ['1e3', 'EUR', 'Write it like 12.50'],
    ['12.5', 'JPY', 'Enter a whole number'],
    ['1000000000', 'EUR', 'No more than €9,999,999.99'],
    ['9999999999999999', 'EUR', 'Write it like 12.50'],
  ])('%j %s is refused in words', (text, currency, words) => {
    expect(priceFault(text, currency)).toBe(words);
  });

  it('comes back as it would be typed', () => {
    expect(priceText(2_850, 'EUR')).toBe('28.50');
    expect(priceText(1_500, 'JPY')).toBe('1500');
  });
});
