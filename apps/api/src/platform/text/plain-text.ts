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
