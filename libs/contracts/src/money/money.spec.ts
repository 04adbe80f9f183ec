import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { LOCALES } from '../formats/index.js';
import {
  AMOUNT_MINOR_MAX,
  currencies,
  digitsOf,
  formatMoney,
  fromMinor,
  InvalidAmountError,
  isCurrency,
  percentOf,
  proportionOf,
  tenders,
  toDecimal,
  toMinor,
  type AmountFault,
} from './index.js';
import { IsCurrency } from './is-currency.js';
import { MONEY_AS_WRITTEN } from './money-as-written.fixture.js';

const plain = (text: string): string => text.replace(/\s/g, ' ');

/** Amounts at the edges of digits and of the range. */
const AMOUNTS = [
  0,
  1,
  9,
  10,
  99,
  100,
  101,
  999,
  1_000,
  1_005,
  10_000,
  123_456,
  9_007_199_254,
  AMOUNT_MINOR_MAX - 1,
  AMOUNT_MINOR_MAX,
].flatMap((minor) => (minor === 0 ? [0] : [minor, -minor]));

describe('the table of ISO 4217', () => {
  it('has the 165 codes of the list of 2026-09-17 that have a minor unit, each once', () => {
    expect(currencies()).toHaveLength(165);
    expect(new Set(currencies()).size).toBe(165);
    expect(currencies().every((code) => /^[A-Z]{3}$/.test(code) && isCurrency(code))).toBe(true);
    // Units of funds and of accounting are accepted, and offered to nobody.
    const units = currencies().filter((code) => !tenders().includes(code));
    expect(units.join(' ')).toBe('BOV CHE CHW CLF COU MXV USN UYI UYW XAD');
    expect(units.every(isCurrency)).toBe(true);
  });

  it.each<[string, number]>([
    ['USD', 2],
    ['HUF', 2],
    ['IDR', 2],
    ['RSD', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['UYI', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['UYW', 4],
    ['BGN', 2],
  ])('%s has %i digits', (code, digits) => {
    expect(digitsOf(code)).toBe(digits);
  });

  it('has as many codes with each number of digits as the standard', () => {
    const counts = Map.groupBy(currencies(), digitsOf);
    expect([0, 2, 3, 4].map((digits) => counts.get(digits)?.length)).toEqual([17, 139, 7, 2]);
  });

  it.each([
    'XAU',
    'XDR',
    'XTS',
    'XXX',
    'BGN',
    'HRK',
    'eur',
    'Eur',
    'EU',
    'EURO',
    ' EUR',
    'D A',
    '',
    'ED ',
    'AED AFN',
    null,
    undefined,
    978,
    ['EUR'],
    {},
  ])('does not sell in %p', (value) => {
    expect(isCurrency(value)).toBe(false);
  });
});

describe('an amount', () => {
  it('comes back from every currency as it went in', () => {
    for (const currency of currencies()) {
      for (const minor of AMOUNTS) {
        expect(toMinor(toDecimal(minor, currency), currency)).toBe(minor);
        expect(toMinor(fromMinor(minor, currency), currency)).toBe(minor);
      }
    }
  });

  it.each([
    ['1500.50', 'RSD', 150_050],
    ['1500.5', 'RSD', 150_050],
    [1500.5, 'RSD', 150_050],
    [1.005, 'KWD', 1_005],
    ['0.0001', 'CLF', 1],
    [0.29, 'USD', 29],
    [1.1, 'EUR', 110],
    ['500', 'JPY', 500],
    ['-0.00', 'EUR', 0],
    [-0, 'EUR', 0],
    ['99999999999.99', 'EUR', 9_999_999_999_999],
  ])('%p %s are %i minor units', (amount, currency, minor) => {
    expect(toMinor(amount, currency)).toBe(minor);
  });

  it.each<[string | number, string, AmountFault]>([
    ['1.005', 'USD', 'digits'],
    ['1.000', 'USD', 'digits'],
    [0.1 + 0.2, 'USD', 'digits'],
    ['1.0', 'JPY', 'digits'],
    ['1.2345', 'KWD', 'digits'],
    ['', 'USD', 'format'],
    ['.5', 'USD', 'format'],
    ['5.', 'USD', 'format'],
    ['+5', 'USD', 'format'],
    ['05', 'USD', 'format'],
    [' 5', 'USD', 'format'],
    ['1,5', 'USD', 'format'],
    ['1e3', 'USD', 'format'],
    ['0x10', 'USD', 'format'],
    ['٣', 'USD', 'format'],
    ['5\n', 'USD', 'format'],
    [1e21, 'JPY', 'format'],
    [1e-7, 'USD', 'format'],
    [Number.NaN, 'USD', 'format'],
    [Number.POSITIVE_INFINITY, 'USD', 'format'],
    ['100000000000.01', 'USD', 'range'],
    ['-100000000000.01', 'USD', 'range'],
    ['9'.repeat(1_000), 'USD', 'range'],
    ['1', 'XAU', 'currency'],
    ['1', 'usd', 'currency'],
  ])('%p %s is refused: %s', (amount, currency, fault) => {
    expect(() => toMinor(amount, currency)).toThrow(InvalidAmountError);
    expect(() => toMinor(amount, currency)).toThrow(expect.objectContaining({ fault }));
  });

  it.each([
    [10_000, 'USD', 100],
    [1_050, 'EUR', 10.5],
    [150_050, 'RSD', 1_500.5],
    [500, 'JPY', 500],
    [1_234, 'KWD', 1.234],
    [0, 'USD', 0],
  ])('of %i minor units of %s is %d in the contract', (minor, currency, amount) => {
    expect(fromMinor(minor, currency)).toBe(amount);
  });

  it.each([1.5, Number.NaN, 2 ** 53])('is never %p minor units', (minor) => {
    expect(() => fromMinor(minor, 'USD')).toThrow(RangeError);
  });
});

describe('money as people read it', () => {
  it.each(MONEY_AS_WRITTEN)('%i %s is %s, and %s in German', (minor, currency, english, german) => {
    expect(plain(formatMoney(minor, currency, LOCALES.en))).toBe(english);
    expect(plain(formatMoney(minor, currency, LOCALES.de))).toBe(german);
  });

  it.each(Object.values(LOCALES))('tells all currencies apart in %s', (locale) => {
    const written = currencies().map((currency) =>
      formatMoney(100, currency, locale).replace(/[\d.,]/g, ''),
    );
    expect(new Set(written).size).toBe(currencies().length);
  });

  it('has the digits of the table in every currency, exact beyond what a number holds', () => {
    for (const currency of currencies()) {
      const digits = digitsOf(currency);
      const minor = 10n ** 20n + 1n;
      const written = formatMoney(minor, currency, LOCALES.en).replaceAll(',', '');
      const [figures = ''] = /\d[\d.]*$/.exec(written) ?? [];
      expect(figures).toBe(toDecimal(minor, currency));
      expect(figures.split('.')[1]?.length ?? 0).toBe(digits);
    }
  });
});

describe('a proportion of an amount', () => {
  it.each([
    [1_050, 1_900, 200], // 199.5
    [50, 500, 3], // 2.5
    [-50, 500, -3], // where Math.round gives -2
    [49, 100, 0],
    [50, 100, 1],
    [-50, 100, -1],
    [-49, 100, 0],
    [1_000, 0, 0],
    [0, 10_000, 0],
    [1_234, 10_000, 1_234],
    [1_234, -10_000, -1_234],
    [AMOUNT_MINOR_MAX, 10_000, AMOUNT_MINOR_MAX],
    // Their product is beyond 2^53.
    [AMOUNT_MINOR_MAX - 1, 9_999, 9_998_999_999_999],
    [AMOUNT_MINOR_MAX - 5, 1_250, 1_249_999_999_999], // ….375
  ])('of %i: %i basis points are %i', (minor, basisPoints, expected) => {
    expect(percentOf(minor, basisPoints)).toBe(expected);
  });

  it('given back is what was charged, and is never off by more than a half', () => {
    for (let minor = 0; minor <= 300; minor += 1) {
      for (const basisPoints of [1, 250, 333, 700, 1_900, 5_000, 9_999]) {
        const charged = percentOf(minor, basisPoints);
        expect(percentOf(-minor, basisPoints) + charged).toBe(0);
        expect(Math.abs(charged * 10_000 - minor * basisPoints)).toBeLessThanOrEqual(5_000);
      }
    }
  });

  it('is the tax within a price that includes it', () => {
    expect(proportionOf(11_900, 1_900, 11_900)).toBe(1_900);
    expect(proportionOf(1_000, 700, 10_700)).toBe(65); // 65.42
  });

  it('is refused where it is no amount', () => {
    expect(() => percentOf(1.5, 100)).toThrow(RangeError);
    expect(() => percentOf(100, 1.5)).toThrow(RangeError);
    expect(() => proportionOf(100, 1, 0)).toThrow(RangeError);
    expect(() => percentOf(Number.MAX_SAFE_INTEGER, 20_000)).toThrow(RangeError);
  });
});

describe('IsCurrency', () => {
  class Priced {
    @IsCurrency()
    currency: unknown;
  }

  const complaints = (currency: unknown): string[] =>
    validateSync(Object.assign(new Priced(), { currency })).flatMap(({ constraints }) =>
      Object.values(constraints ?? {}),
    );

  it('takes the codes of the table', () => {
    expect(currencies().flatMap(complaints)).toEqual([]);
  });

  it.each(['eur', 'XAU', 'ABC', '', null, undefined, 978])(
    'refuses %p and names the field',
    (value) => {
      expect(complaints(value)).toEqual([
        'currency must be a currency code of ISO 4217 in upper case, such as EUR',
      ]);
    },
  );
});
