import type { Content } from 'pdfmake/interfaces.js';
import { printable } from './paper-font.js';

/** Letters of the longest word that fits into the narrowest column of texts, whatever they are. */
const WORD_MAX = 24;

/** A text that somebody wrote: its words are broken where they are longer than a line. */
export function flowing(text: string, wordMax = WORD_MAX): Content {
  return printable(text)
    .split(/(?<=\s)/)
    .map((word) => (word.length > wordMax ? { text: word, wordBreak: 'break-all' } : word));
}
