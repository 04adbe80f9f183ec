/** The languages that people are spoken to in: on the pages, and in the mails. */
export const LANGUAGES = ['en', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** How each language writes dates, times, numbers and money. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** Spoken to whoever asks for none that there is. */
export const DEFAULT_LANGUAGE: Language = 'en';

/** Whether something from outside names a language that there is. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/**
 * The first language that there is, of those that somebody prefers.
 *
 * @param tags BCP 47, the most wanted first: `['de-AT', 'en']`
 */
export function preferredLanguage(tags: readonly string[]): Language {
  const wanted = tags.map((tag) => tag.toLowerCase().split('-')[0]);
  return wanted.find(isLanguage) ?? DEFAULT_LANGUAGE;
}
