import {
  isLanguage,
  LOCALES,
  preferredLanguage,
  type Language,
} from '@boxoffice/contracts/formats';
import { stored } from '../api/stored';
import { isEmbedded } from '../embed/is-embedded';

/** Under this name a browser remembers the language that was chosen in it. */
const REMEMBERED = 'language';

/** The language that was chosen in this browser, or else the one that the browser prefers. */
export function wantedLanguage(): Language {
  return languageAround() ?? rememberedLanguage() ?? preferredLanguage(navigator.languages);
}

/** The language of the page around this one, which a frame's address says. */
function languageAround(): Language | undefined {
  const asked = isEmbedded() && new URLSearchParams(location.search).get('language');
  return isLanguage(asked) ? asked : undefined;
}

/** The language that was chosen in this browser, if any was. */
export function rememberedLanguage(): Language | undefined {
  const remembered = stored.read(REMEMBERED);
  return isLanguage(remembered) ? remembered : undefined;
}

/** The page begins in this language the next time that it is loaded. */
export function rememberLanguage(language: Language): void {
  stored.write(REMEMBERED, language);
}

/** The language of this page. It is settled before anything is drawn, and stays until the page is loaded again. */
export function pageLanguage(): Language {
  const { lang } = document.documentElement;
  return lang === '' ? preferredLanguage([]) : preferredLanguage([lang]);
}

/** How this page writes dates, times, numbers and money: never as the browser alone would. */
export function pageLocale(): string {
  return LOCALES[pageLanguage()];
}
