import { oneLine } from '../../text/plain-text.js';
import type { LetterTexts } from './english.js';

/** Longest name that somebody is greeted by, in code points. */
const GREETED_NAME_MAX = 60;

/** What mail programs turn into links, or what only a machine is called. */
const LIKE_AN_ADDRESS = /[/\\@:]|\w\.\w|^www\b/iu;

/**
 * Greets somebody by their name. Anybody can register another's address under any name: one that
 * reads like an advertisement, or like a link, is not what we write into a stranger's letter box.
 */
export function greeting(name: string, { hello }: LetterTexts): string {
  return hello(harmlessName(name, GREETED_NAME_MAX));
}

/**
 * A name as one line; empty where it is too long, or reads like a link.
 *
 * @param most how many code points it may have
 */
export function harmlessName(name: string, most: number): string {
  const called = oneLine(name);
  return Array.from(called).length > most || LIKE_AN_ADDRESS.test(called) ? '' : called;
}
