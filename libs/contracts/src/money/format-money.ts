import { toDecimal } from './amounts.js';

const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(currency: string, digits: number, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency} ${digits}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      // Both, always: left to itself, it takes the digits that are used in cash.
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formatters.set(key, found);
  }
  return found;
}

/**
 * An amount in the currency's smallest unit, as money: `$160`, `$12.50`, `12,50 €`. Decimals that are all zero are left
 * out: "$160" is read faster than "$160.00".
 *
 * @param locale how the reader's language writes it: one of `LOCALES`
 */
export function formatMoney(minor: number | bigint, currency: string, locale: string): string {
  const decimal = toDecimal(minor, currency);
  const [, fraction = ''] = decimal.split('.');
  const digits = Number(fraction) === 0 ? 0 : fraction.length;
  // As a text: a binary fraction would lose the last digits of a large amount.
  return formatterOf(currency, digits, locale).format(decimal as Intl.StringNumericLiteral);
}
