/**
 * Digits after the point, by ISO 4217, of the currencies that don't have two. A locale library rounds some
 * of them to what is used in cash (CLF, UYW), and its next version may know better.
 */
const DIGITS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const DIGITS_BY_CURRENCY = new Map(
  Object.entries(DIGITS).flatMap(([digits, currencies]) =>
    currencies.split(' ').map((currency) => [currency, Number(digits)] as const),
  ),
);

/** How many digits the currency has after the point: 2 for USD, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return DIGITS_BY_CURRENCY.get(currency) ?? 2;
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(currency: string, digits: number, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency} ${digits}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formatters.set(key, found);
  }
  return found;
}

/**
 * An amount in the currency's smallest unit, as money: `$160`, `$12.50`, `12,50 €`. Decimals that are all
 * zero are left out: "$160" is read faster than "$160.00".
 */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const digits = minorDigits(currency);
  const unit = 10 ** digits;
  return formatterOf(currency, minor % unit === 0 ? 0 : digits, locale).format(minor / unit);
}
