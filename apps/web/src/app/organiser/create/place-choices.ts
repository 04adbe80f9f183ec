import type { Choice } from '../../form/choice-field';
import { isCurrency, tenders } from '@boxoffice/contracts/money';
import { pageLocale } from '../../language/page-language';

/** Every time zone that the browser knows, and the one that is set. */
export function timeZoneChoices(current: string): Choice[] {
  const known = Intl.supportedValuesOf('timeZone');
  const all = known.includes(current) || current === '' ? known : [current, ...known];
  return all.map((zone) => ({ value: zone, words: zone.replaceAll('_', ' ') }));
}

/** What people pay with, and the currency that is set, with their names in the page's language. */
export function currencyChoices(current: string): Choice[] {
  const names = new Intl.DisplayNames(pageLocale(), { type: 'currency', fallback: 'code' });
  const offered = tenders();
  const all = offered.includes(current) || !isCurrency(current) ? offered : [current, ...offered];
  return all.map((code) => {
    const name = names.of(code) ?? code;
    return { value: code, words: name === code ? code : `${code} · ${name}` };
  });
}
