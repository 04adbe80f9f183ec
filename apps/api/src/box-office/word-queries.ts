/** What words are searched for with: texts of type `tsquery`. */
export interface WordQueries {
  /** For the index: at least those that are searched for. */
  indexed: string;
  /** Exactly those that are searched for. */
  whole: string;
}

const ONE_LETTER = /^.$/u;

/** A word of which one letter says as much as several of another script. */
const IDEOGRAPH = /[\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Each word is the beginning of one. The beginnings with one letter are those of everybody, so no index is asked for
 * them: beside a longer word, they narrow what that finds; alone, they are whole words.
 *
 * @param words in the form in which they are compared
 * @param before what stands before each word in the index
 */
export function tsqueriesOf(words: readonly string[], before = ''): WordQueries {
  const long = words.filter((word) => !ONE_LETTER.test(word) || IDEOGRAPH.test(word));
  const quoted = (word: string): string =>
    `'${(before + word).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  if (long.length === 0) {
    const query = words.map(quoted).join(' & ');
    return { indexed: query, whole: query };
  }
  const beginnings = (some: readonly string[]): string =>
    some.map((word) => `${quoted(word)}:*`).join(' & ');
  return { indexed: beginnings(long), whole: beginnings(words) };
}
