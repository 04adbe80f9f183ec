const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: string, whole: boolean, locale?: string): Intl.NumberFormat {
  const key = `${locale ?? ''} ${currency} ${whole}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...(whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}),
    });
    formatters.set(key, found);
  }
  return found;
}

/** How many digits the currency has after the point: 2 for USD, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return formatter(currency, false).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * Writes an amount of smallest units as money: `$160`, `$12.50`. The decimals go where they are all
 * zero, because "$160" is read faster than "$160.00".
 */
export function formatMoney(amountMinor: number, currency: string, locale?: string): string {
  const unit = 10 ** minorDigits(currency);
  const whole = amountMinor % unit === 0;
  return formatter(currency, whole, locale).format(amountMinor / unit);
}
