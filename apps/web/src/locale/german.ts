import { loadTranslations, ɵcomputeMsgId as idOf } from '@angular/localize';
import texts from './de.json';

/**
 * Has the texts of every page but those of staff in German. `de.json` names each by its English: both are read side
 * by side, and an English text that changes has no German one until somebody has looked at it (`check-texts.mjs`
 * says so).
 */
export function useGerman(): void {
  addGerman(texts);
}

/**
 * Has some more texts in German.
 *
 * @param translations the German of each, named by its English
 */
export function addGerman(translations: Readonly<Record<string, string>>): void {
  loadTranslations(
    Object.fromEntries(
      Object.entries(translations).flatMap(([text, translation]) =>
        padded(text).map((one) => [idOf(one), translation]),
      ),
    ),
  );
}

/** In a template a text may stand between blanks, which count for its id and say nothing. */
function padded(text: string): string[] {
  return [text, ` ${text}`, `${text} `, ` ${text} `];
}
