/**
 * One address and nothing else. Stricter than the standard, which allows quoted spaces and comments
 * that no real address has; whatever could begin a header, a second address or a display name is out.
 */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[^\s@<>()[\]\\,;:"\p{C}]{1,255}$/u;

/** Whether a mail can be sent to an address, as far as its form says. */
export function isMailable(address: string): boolean {
  return address.length <= 320 && ADDRESS.test(address);
}

/** @throws Error where an address is none: whoever took it in should have refused it */
export function refuseUnmailable(address: string): void {
  if (!isMailable(address))
    throw new Error('A mail was to be sent to something that is no address.');
}

/** Line ends, other control characters, and the invisible ones that turn the direction of writing. */
const NOT_IN_A_LINE = /[\s\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** A text as one line, for a header or a table's cell; what would end or turn the line is a blank. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(NOT_IN_A_LINE, ' ').trim();
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The begin of a text, of whole characters as people see them: half an emoji is a question mark.
 *
 * @param most how many code points it has at the most
 */
export function cutText(text: string, most: number): string {
  const kept: string[] = [];
  let length = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    const points = Array.from(segment);
    if (length + points.length > most) {
      // One character of more marks than fit: some of them are better than nothing.
      if (length === 0) kept.push(...points.slice(0, most));
      break;
    }
    kept.push(segment);
    length += points.length;
  }
  return kept.join('');
}
