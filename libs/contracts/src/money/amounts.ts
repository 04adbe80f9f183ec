import { digitsOf, isCurrency } from './iso-4217.js';

/**
 * The largest amount that is taken from outside, in minor units: a hundred thousand million dollars. With all its
 * digits it is exact as a number in JSON, and so is the sum of hundreds of them.
 */
export const AMOUNT_MINOR_MAX = 10_000_000_000_000;

/** A decimal in one spelling: no plus, no exponent, no leading zeros, no separators of thousands. */
const DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/** Why a text or a number isn't an amount of a currency. */
export type AmountFault = 'currency' | 'format' | 'digits' | 'range';

/** Something that isn't an amount of its currency; nothing is rounded to make it one. */
export class InvalidAmountError extends RangeError {
  constructor(
    readonly fault: AmountFault,
    message: string,
  ) {
    super(message);
    this.name = 'InvalidAmountError';
  }
}

/**
 * A decimal amount in the currency's smallest unit, exactly: `"12.5"` USD is 1250.
 *
 * More digits than the currency has are refused even where they are zeros: `12.500` is twelve and a half to some and
 * twelve thousand five hundred to others.
 *
 * @param amount a decimal string, or a number, which counts as the shortest decimal that means it
 * @throws InvalidAmountError where the amount or its currency is none
 */
export function toMinor(amount: string | number, currency: string): number {
  if (!isCurrency(currency)) {
    throw new InvalidAmountError('currency', 'The currency is not in ISO 4217.');
  }
  const [, sign, whole, fraction = ''] = DECIMAL.exec(String(amount)) ?? [];
  if (whole === undefined) {
    throw new InvalidAmountError('format', 'An amount is a decimal number, such as 12.50.');
  }
  const digits = digitsOf(currency);
  if (fraction.length > digits) {
    throw new InvalidAmountError('digits', `${currency} has ${digits} digits after the point.`);
  }
  // Beyond the range, a number isn't exact any more, but still beyond it.
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  if (minor > AMOUNT_MINOR_MAX) {
    throw new InvalidAmountError('range', 'The amount is too large.');
  }
  return sign === '-' && minor > 0 ? -minor : minor;
}

/**
 * An amount in units of the currency, as clients of the first API read prices: 150050 RSD is `1500.5`. Sums are made
 * of the minor amounts, never of these.
 *
 * @param minor in the currency's smallest unit; up to 15 digits, the result has the same decimal digits
 */
export function fromMinor(minor: number, currency: string): number {
  if (!Number.isSafeInteger(minor)) throw new RangeError('An amount is a whole number.');
  return minor / 10 ** digitsOf(currency);
}

/** An amount in units of the currency, with all of its digits: 150050 RSD is `"1500.50"`. Exact at any size. */
export function toDecimal(minor: number | bigint, currency: string): string {
  const digits = digitsOf(currency);
  const text = String(BigInt(minor));
  const sign = text.startsWith('-') ? '-' : '';
  const figures = text.slice(sign.length).padStart(digits + 1, '0');
  const point = figures.length - digits;
  return sign + figures.slice(0, point) + (digits > 0 ? `.${figures.slice(point)}` : '');
}
