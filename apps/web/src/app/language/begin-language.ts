import type { Language } from '@boxoffice/contracts/formats';
import { LOCALES } from '@boxoffice/contracts/formats';
import { wantedLanguage } from './page-language';

/** What each language but that of the templates is loaded by. */
const LOADED: Readonly<Record<Language, (() => Promise<void>) | undefined>> = {
  en: undefined,
  de: async () => (await import('../../locale/german')).useGerman(),
};

/** Settles the page's language: its texts are there before the first of them is drawn. */
export async function beginLanguage(): Promise<void> {
  const language = wantedLanguage();
  const root = document.documentElement;
  try {
    await LOADED[language]?.();
    root.lang = LOCALES[language];
  } catch {
    // The texts did not arrive: a page in English is better than none.
    root.lang = LOCALES.en;
  }
}
