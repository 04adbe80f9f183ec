import { oneLine } from '../../platform/text/plain-text.js';

/** A title in lines, in the size at which they fit. */
export interface SetTitle {
  lines: string[];
  size: number;
  /** From one line's base to the next. */
  leading: number;
}

/** The room for a title. */
export interface TitleRoom {
  width: number;
  height: number;
  sizeMax: number;
}

/** Smaller is not read on a phone; see look.md. */
export const TITLE_SIZE_MIN = 24;

/** A word that is too long even in the smaller of these is parted, and set larger again: a share of the largest. */
const PARTED_SHARE_MAX = 0.6;
const WHOLE_SIZE_MIN = 28;

const LEADING = 1.04;

/** Scripts that are written without blanks: a line may end after any letter of them. */
const UNSPACED =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])(?=[^\p{P}\s])/u;

/**
 * Sets a name in the largest size in which it fits into its room, in lines that are about as long as each other. A
 * word is parted only where it is too long for a line in any size that can be read.
 *
 * @param widthOf how wide a text is, in its size
 */
export function setTitle(
  name: string,
  room: TitleRoom,
  widthOf: (text: string) => number,
): SetTitle {
  const words = oneLine(name).split(' ').filter(Boolean);
  if (words.length === 0) return { lines: [], size: room.sizeMax, leading: 0 };
  return (
    largest(words, room, widthOf, room.sizeMax, WHOLE_SIZE_MIN, false) ??
    largest(words, room, widthOf, room.sizeMax * PARTED_SHARE_MAX, TITLE_SIZE_MIN, true) ??
    cut(words, room, widthOf)
  );
}

function largest(
  words: string[],
  room: TitleRoom,
  widthOf: (text: string) => number,
  from: number,
  to: number,
  mayPart: boolean,
): SetTitle | undefined {
  for (let size = Math.floor(Math.min(from, room.sizeMax)); size >= to; size -= 2) {
    const linesMax = Math.floor(room.height / (size * LEADING));
    const lines = wrapped(words, room.width / size, widthOf, mayPart);
    if (lines && lines.length <= linesMax) {
      return {
        lines: balanced(words, lines, room.width / size, widthOf, mayPart),
        size,
        leading: size * LEADING,
      };
    }
  }
  return undefined;
}

/** In lines no wider than that; undefined where a word is. */
function wrapped(
  words: string[],
  width: number,
  widthOf: (text: string) => number,
  mayPart: boolean,
): string[] | undefined {
  const lines: string[] = [];
  const parts = words.flatMap((word) => word.split(UNSPACED).map((part, at) => ({ part, at })));
  for (const { part, at } of parts) {
    const last = lines.at(-1);
    const joined = last === undefined ? part : at > 0 ? last + part : `${last} ${part}`;
    if (widthOf(joined) <= width) {
      lines.splice(-1, 1, joined);
      if (last === undefined && lines.length === 0) lines.push(joined);
      continue;
    }
    if (widthOf(part) <= width) {
      lines.push(part);
      continue;
    }
    if (!mayPart) return undefined;
    lines.push(...parted(part, width, widthOf));
  }
  return lines;
}

/** Narrower lines of the same number: none of them holds one word alone without need. */
function balanced(
  words: string[],
  lines: string[],
  width: number,
  widthOf: (text: string) => number,
  mayPart: boolean,
): string[] {
  let best = lines;
  for (let share = 0.95; share >= 0.5; share -= 0.05) {
    const narrower = wrapped(words, width * share, widthOf, mayPart);
    if (!narrower || narrower.length > lines.length) break;
    // Where words are parted follows from what fits, not from how it looks.
    if (narrower.some(isParted)) break;
    best = narrower;
  }
  return best;
}

function isParted(line: string): boolean {
  return line.endsWith('-');
}

const VOWEL = /[aeiouyäöüàáâãåæèéêëìíîïòóôõøùúûý]/iu;
const SYLLABLE_MIN = 4;

/** How German joins words: `Weihnachts|oratoriums|konzert`. */
const JOINT = /[bdfghklmnprt]s$/iu;
/** Of what fits; a part before a joint that is shorter looks worse than one that ends with a syllable. */
const JOINT_SHARE_MIN = 0.3;

/**
 * A word in parts that fit, with hyphens: where a compound is joined, or else before a consonant that a vowel
 * follows, as syllables begin.
 */
function parted(word: string, width: number, widthOf: (text: string) => number): string[] {
  const letters = Array.from(word);
  const parts: string[] = [];
  let rest = letters;
  while (widthOf(rest.join('')) > width && rest.length > 1) {
    let end = 1;
    while (end < rest.length && widthOf(`${rest.slice(0, end + 1).join('')}-`) <= width) end += 1;
    const at =
      lastPlace(end, end * JOINT_SHARE_MIN, (place) => endsJoint(rest, place)) ??
      lastPlace(end, SYLLABLE_MIN, (place) => beginsSyllable(rest, place)) ??
      end;
    const head = rest.slice(0, at).join('');
    parts.push(/[-–—/]$/u.test(head) ? head : `${head}-`);
    rest = rest.slice(at);
  }
  return [...parts, rest.join('')];
}

function lastPlace(from: number, to: number, fits: (place: number) => boolean): number | undefined {
  for (let place = from; place >= Math.max(to, SYLLABLE_MIN); place -= 1) {
    if (fits(place)) return place;
  }
  return undefined;
}

function endsJoint(letters: string[], at: number): boolean {
  // `schiff`, `spiel` and `stein` begin with it instead.
  if (letters.length - at < SYLLABLE_MIN || /[cpt]/iu.test(letters[at] ?? '')) return false;
  return JOINT.test(letters.slice(0, at).join(''));
}

function beginsSyllable(letters: string[], at: number): boolean {
  const [before, here = '', after = ''] = [letters[at - 1] ?? '', letters[at], letters[at + 1]];
  if (/[-–—/]/u.test(before)) return true;
  const hasVowelBefore = letters.slice(0, at).some((letter) => VOWEL.test(letter));
  const isWhole = letters.length - at >= SYLLABLE_MIN;
  // `sch`, `ch`, `ck`, `ph` and `th` are one sound.
  const isSplitSound = /^(?:ch|ck|ph|th|sc|qu)$/iu.test(before + here);
  return isWhole && hasVowelBefore && !isSplitSound && !VOWEL.test(here) && VOWEL.test(after);
}

/** What is longer than any poster: as many lines as fit, the last of which says that it goes on. */
function cut(words: string[], room: TitleRoom, widthOf: (text: string) => number): SetTitle {
  const size = TITLE_SIZE_MIN;
  const width = room.width / size;
  const linesMax = Math.max(1, Math.floor(room.height / (size * LEADING)));
  const lines = (wrapped(words, width, widthOf, true) ?? []).slice(0, linesMax);
  const last = Array.from(lines.at(-1) ?? '');
  while (last.length > 1 && widthOf(`${last.join('').trimEnd()}…`) > width) last.pop();
  lines.splice(-1, 1, `${last.join('').trimEnd()}…`);
  return { lines, size, leading: size * LEADING };
}
