import {
  demoCard,
  formatCardNumber,
  formatExpiry,
  isCardNumber,
  isExpired,
  isSecurityCode,
  outcomeOf,
  readExpiry,
  TEST_CARDS,
} from './card';

describe('a card number', () => {
  it('is checked by its check digit, with or without spaces', () => {
    expect(isCardNumber('4242 4242 4242 4242')).toBe(true);
    expect(isCardNumber('378282246310005')).toBe(true);
    expect(isCardNumber('4242 4242 4242 4241')).toBe(false);
    expect(isCardNumber('4242')).toBe(false);
    expect(isCardNumber('')).toBe(false);
    expect(isCardNumber('4242 4242 4242 424x')).toBe(false);
  });

  it('is grouped by four, and left alone where it is none', () => {
    expect(formatCardNumber('4242424242424242')).toBe('4242 4242 4242 4242');
    expect(formatCardNumber('42 42x')).toBe('42 42x');
  });
});

describe('the date on a card', () => {
  it('is read in the ways that people and browsers write it', () => {
    for (const text of ['12/29', '1229', '12 / 2029', '12-29']) {
      expect(readExpiry(text)).toEqual({ month: 12, year: 2029 });
    }
    expect(readExpiry('13/29')).toBeUndefined();
    expect(readExpiry('soon')).toBeUndefined();
    expect(formatExpiry('1 / 2029')).toBe('01/29');
  });

  it('is good to the end of its month', () => {
    const expiry = { month: 11, year: 2026 };
    expect(isExpired(expiry, new Date(2026, 10, 30, 23, 59))).toBe(false);
    expect(isExpired(expiry, new Date(2026, 11, 1))).toBe(true);
  });
});

it('takes three or four digits as a security code', () => {
  expect(isSecurityCode('123')).toBe(true);
  expect(isSecurityCode('1234')).toBe(true);
  expect(isSecurityCode('12')).toBe(false);
  expect(isSecurityCode('12a')).toBe(false);
});

it('knows how each test card ends, and that others go through', () => {
  for (const { number, outcome } of TEST_CARDS) {
    expect(isCardNumber(number)).toBe(true);
    expect(outcomeOf(number.replaceAll(' ', ''))).toBe(outcome);
  }
  expect(outcomeOf('378282246310005')).toBe('success');
});

it('offers a demo card that passes its own checks', () => {
  const now = new Date(2026, 10, 22);
  const card = demoCard('John Doe', now);
  const expiry = readExpiry(card.expiry);
  expect(isCardNumber(card.number)).toBe(true);
  expect(isSecurityCode(card.code)).toBe(true);
  expect(expiry && isExpired(expiry, now)).toBe(false);
});
