import { LOCALES, type Language } from '@boxoffice/contracts/formats';
import { ENGLISH, type LetterTexts } from './english.js';
import { GERMAN } from './german.js';

const TEXTS: Record<Language, LetterTexts> = { en: ENGLISH, de: GERMAN };

/** The language that a letter is written in: its texts, and how it writes dates, numbers and money. */
export interface Spoken {
  texts: LetterTexts;
  locale: string;
}

export function spoken(language: Language): Spoken {
  return { texts: TEXTS[language], locale: LOCALES[language] };
}
