/** Languages of pages and mails. */
export const LANGUAGES = ['en', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** How each language writes dates, times, numbers and money. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** Fallback. */
export const DEFAULT_LANGUAGE: Language = 'en';

/** Type guard for input. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/**
 * The first supported one of the preferred languages.
 *
 * @param tags BCP 47, the most wanted first: `['de-AT', 'en']`
 */
export function preferredLanguage(tags: readonly string[]): Language {
  const wanted = tags.map((tag) => tag.toLowerCase().split('-')[0]);
  return wanted.find(isLanguage) ?? DEFAULT_LANGUAGE;
}
