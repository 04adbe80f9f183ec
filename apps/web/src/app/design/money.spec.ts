import { formatMoney, minorDigits } from './money';

describe('formatMoney', () => {
  it('leaves the decimals out where they say nothing', () => {
    expect(formatMoney(16_000, 'USD', 'en-US')).toBe('$160');
  });

  it('keeps the decimals where they matter', () => {
    expect(formatMoney(1_250, 'USD', 'en-US')).toBe('$12.50');
  });

  it('knows currencies without and with three decimals', () => {
    expect(formatMoney(1_500, 'JPY', 'en-US')).toBe('¥1,500');
    expect(minorDigits('JPY')).toBe(0);
    expect(minorDigits('KWD')).toBe(3);
  });

  it('is exact where binary fractions are not', () => {
    expect(formatMoney(1_005, 'USD', 'en-US')).toBe('$10.05');
  });

  it('writes as the reader is used to', () => {
    expect(formatMoney(123_456, 'EUR', 'de-DE').replace(/\s/g, ' ')).toBe('1.234,56 €');
  });
});
