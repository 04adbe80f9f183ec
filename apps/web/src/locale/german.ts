import { loadTranslations, ɵcomputeMsgId as idOf } from '@angular/localize';
import texts from './de.json';

/**
 * Has every text of the page in German. `de.json` names each by its English: both are read side by side, and an
 * English text that changes has no German one until somebody has looked at it (`check-texts.mjs` says so).
 */
export function useGerman(): void {
  loadTranslations(
    Object.fromEntries(
      Object.entries<string>(texts).flatMap(([text, translation]) =>
        padded(text).map((one) => [idOf(one), translation]),
      ),
    ),
  );
}

/** In a template a text may stand between blanks, which count for its id and say nothing. */
function padded(text: string): string[] {
  return [text, ` ${text}`, `${text} `, ` ${text} `];
}
