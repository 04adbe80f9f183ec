import { toDecimal } from './amounts.js';

const formatters = new Map<string, Intl.NumberFormat>();

/** Symbols that several currencies share, and those that people take for theirs where nothing else is said. */
const SHARED_SYMBOLS = new Set(['$', '£', '¥', '₩', 'kr', 'Rs', 'L', 'K']);
const FIRST_OF_THEIR_SYMBOL = new Set(['USD', 'GBP', 'JPY', 'KRW']);

function formatterOf(currency: string, digits: number, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency} ${digits}`;
  let found = formatters.get(key);
  if (!found) {
    const written = (currencyDisplay: 'narrowSymbol' | 'symbol'): Intl.NumberFormat =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay,
        // Both, always: left to itself, it takes the digits that are used in cash.
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
    found = written('narrowSymbol');
    if (!FIRST_OF_THEIR_SYMBOL.has(currency) && SHARED_SYMBOLS.has(symbolOf(found))) {
      found = written('symbol');
    }
    formatters.set(key, found);
  }
  return found;
}

function symbolOf(format: Intl.NumberFormat): string {
  return format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? '';
}

/**
 * An amount in the currency's smallest unit, as money: `$160`, `$12.50`, `12,50 €`. Decimals that are all zero are left
 * out: "$160" is read faster than "$160.00". No two currencies look the same: Canada's dollars are `CA$160`.
 *
 * @param locale how the reader's language writes it: one of `LOCALES`
 * @param decimals `all`: also zeros, for columns of amounts
 */
export function formatMoney(
  minor: number | bigint,
  currency: string,
  locale: string,
  decimals: 'needed' | 'all' = 'needed',
): string {
  const decimal = toDecimal(minor, currency);
  const [, fraction = ''] = decimal.split('.');
  const digits = decimals === 'needed' && Number(fraction) === 0 ? 0 : fraction.length;
  // As a text: a binary fraction would lose the last digits of a large amount.
  return formatterOf(currency, digits, locale).format(decimal as Intl.StringNumericLiteral);
}
