import { PRICE_MINOR_MAX } from '@boxoffice/contracts/event-limits';
import { digitsOf, InvalidAmountError, toDecimal, toMinor } from '@boxoffice/contracts/money';
import { formatMoney } from '../design/formats';
import { pageLocale } from '../language/page-language';

/** A price as it is typed: `28`, `28.50` or `28,50`. */
type PriceText = string;

/**
 * Reads a price that somebody typed. More digits than the currency has are refused, not rounded: `1,500` may be one
 * and a half, or fifteen hundred.
 *
 * @throws InvalidAmountError
 */
export function readPrice(text: PriceText, currency: string): number {
  return toMinor(text.trim().replace(',', '.'), currency);
}

/** What is wrong with a price, in words; undefined: nothing. */
export function priceFault(text: PriceText, currency: string): string | undefined {
  if (text.trim() === '') return $localize`Enter a price; 0 is free`;
  try {
    const minor = readPrice(text, currency);
    if (minor < 0) return $localize`A price can’t be negative`;
    return minor > PRICE_MINOR_MAX
      ? $localize`No more than ${formatMoney(PRICE_MINOR_MAX, currency)}:price:`
      : undefined;
  } catch (error) {
    if (!(error instanceof InvalidAmountError)) throw error;
    return digitsOf(currency) === 0
      ? $localize`Enter a whole number`
      : $localize`Write it like ${example(currency)}:price:`;
  }
}

/** As {@link priceFault}, of an amount that can't be nothing. */
export function amountFault(text: PriceText, currency: string): string | undefined {
  const fault = priceFault(text, currency);
  if (fault !== undefined) return fault;
  return readPrice(text, currency) === 0 ? $localize`Enter more than 0` : undefined;
}

/** A price as it would be typed. */
export function priceText(minor: number, currency: string): PriceText {
  return toDecimal(minor, currency);
}

function example(currency: string): string {
  const minimumFractionDigits = digitsOf(currency);
  return new Intl.NumberFormat(pageLocale(), { minimumFractionDigits }).format(12.5);
}
