import { Injectable } from '@nestjs/common';
import { isId } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { readByIndex } from './read-by-index.js';
import { tsqueriesOf, type WordQueries } from './word-queries.js';

/** Buyers that a search reads one by one. Where more match, an event's bookings are walked instead. */
const BUYERS_MAX = 1_000;

/** What a search is for. */
export type BuyerSearch =
  /** The number of a booking or of a ticket. */
  | { kind: 'number'; id: string }
  /** Few people match: these. */
  | { kind: 'few'; userIds: string[]; words: string[] }
  /** Many people match, of all that there are: whoever looks at a booking asks whether its buyer is one. */
  | { kind: 'many'; words: string[]; query: string };

/**
 * Whether the `buyer` of a row is searched for.
 *
 * @param query the text of a parameter: that of a {@link BuyerSearch}
 */
export function isSearchedForSql(query: string): string {
  return `${BUYER_WORDS_SQL} @@ ${query}::tsquery`;
}

const BUYER_WORDS_SQL = 'buyer_words(buyer.name, buyer.email_key)';

/** `IS TRUE`, which no index answers: those that were found are looked at once more. */
const BUYERS_SQL = `
  SELECT id FROM users AS buyer
  WHERE ${isSearchedForSql('$1')} AND (${isSearchedForSql('$2')}) IS TRUE LIMIT $3`;

/** Finds out whom a search is for. */
@Injectable()
export class FindBuyers {
  /**
   * @param manager of a transaction
   * @returns undefined where nothing is searched for
   */
  async execute(manager: EntityManager, said: string): Promise<BuyerSearch | undefined> {
    const number = said.replaceAll(/\s/g, '');
    if (isId(number)) return { kind: 'number', id: number };
    const words = await this.wordsOf(manager, said);
    if (words.length === 0) return undefined;
    const { indexed, whole }: WordQueries = tsqueriesOf(words);
    const found = await readByIndex<{ id: string }>(manager, BUYERS_SQL, [
      indexed,
      whole,
      BUYERS_MAX + 1,
    ]);
    if (found.length > BUYERS_MAX) return { kind: 'many', words, query: whole };
    return { kind: 'few', userIds: found.map(({ id }) => id), words };
  }

  private async wordsOf(manager: EntityManager, said: string): Promise<string[]> {
    const [row] = await manager.query<{ words: string[] }[]>(
      `SELECT array_remove(string_to_array(folded($1), ' '), '') AS words`,
      [said],
    );
    return row?.words ?? [];
  }
}
