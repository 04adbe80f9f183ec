import { COUNTRIES } from '@boxoffice/contracts/countries';
import type { Choice } from '../form/choice-field';
import { pageLocale } from '../language/page-language';

/** All countries by their names in the page's language, after none at all. */
export function countryChoices(): Choice[] {
  const locale = pageLocale();
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const countries = COUNTRIES.map((value) => ({ value, words: names.of(value) ?? value }));
  const { compare } = new Intl.Collator(locale);
  return [
    { value: '', words: $localize`Choose a country` },
    ...countries.sort((a, b) => compare(a.words, b.words)),
  ];
}
