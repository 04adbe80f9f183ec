/** Longest name in characters; the first API's column had the same width. */
export const USER_NAME_MAX_LENGTH = 255;

/** Replaces the name of an erased user; pages translate it. */
export const ERASED_USER_NAME = 'Erased user';

/** Letters and a symbol by their kind, of which nobody sees anything: fillers of Hangul, and empty Braille. */
const BLANK = String.raw`\u115f\u1160\u2800\u3164\uffa0`;

/** What is seen; marks, variation selectors and unassigned characters are not, by themselves. */
const VISIBLE = new RegExp(String.raw`(?![${BLANK}])[\p{L}\p{N}\p{P}\p{S}]`, 'u');

/**
 * Controls, ends of lines, halves of characters, and all that is there to format: it hides, or turns the
 * direction of what is written after it. Not so the two joiners, which Persian, Indic scripts and emoji need.
 */
const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;

/** A joiner that follows nothing: it joins no letters, and only makes two names of one. */
const STRAY_JOINER = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{N}\p{P}\p{S}])[\u200c\u200d]|[${BLANK}][\u200c\u200d]`,
  'u',
);

/** Stands for the name of a buyer at the counter who said none; pages translate it. */
export const WALK_IN_NAME = 'Walk-in';

/** A name in the one form in which names are kept and compared: NFC, without the blanks around it. */
export function normalizeName(name: string): string {
  return name.normalize('NFC').trim();
}

/** Whether others can read a normalised text of one line: something of it is seen, and nothing hides or turns it. */
export function isReadableLine(text: string): boolean {
  return VISIBLE.test(text) && !CONTROL.test(text) && !STRAY_JOINER.test(text);
}

/**
 * Whether a normalised name can be read by others: the rule of the API, and of the forms that ask for one.
 * Its length is counted in code points, as the database counts.
 */
export function isPersonName(name: string): boolean {
  return Array.from(name).length <= USER_NAME_MAX_LENGTH && isReadableLine(name);
}
