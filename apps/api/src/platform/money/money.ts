/** Digits after the point of a currency (ISO 4217): 2 for USD, 0 for JPY, 3 for KWD. */
function fractionDigits(currency: string): number {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  digitsByCurrency.set(currency, maximumFractionDigits);
  return maximumFractionDigits;
}

/** Looked up once: making a formatter costs as much as the rest of an answer. */
const digitsByCurrency = new Map<string, number>();

/**
 * An amount for people and for clients of the first API, whose prices are in units of the currency.
 * Sums are made of the minor amounts, never of these.
 *
 * @param minor in the currency's smallest unit
 * @param currency ISO 4217 code
 */
export function fromMinor(minor: number, currency: string): number {
  return minor / 10 ** fractionDigits(currency);
}
