import { NO_WORDS } from '@boxoffice/contracts/event-limits';
import { pageLocale } from '../../language/page-language';

/** What a language is called in that of the page. */
export function languageName(tag: string): string {
  if (tag === NO_WORDS) return $localize`Without words`;
  const names = new Intl.DisplayNames(pageLocale(), { type: 'language' });
  return names.of(tag) ?? tag;
}

/** `German and English` */
export function languageList(tags: readonly string[]): string {
  return new Intl.ListFormat(pageLocale(), { type: 'conjunction' }).format(tags.map(languageName));
}
