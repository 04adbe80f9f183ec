import { Injectable } from '@nestjs/common';
import { isId } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';

/** Buyers that a search reads one by one. Where more match, an event's bookings are walked instead. */
const BUYERS_MAX = 1_000;

/** What a search is for. */
export type BuyerSearch =
  /** The number of a booking or of a ticket. */
  | { kind: 'number'; id: string }
  /** Few people match: these. */
  | { kind: 'few'; userIds: string[]; query: string }
  /** Many people match, of all that there are: whoever looks at a booking asks whether its buyer is one. */
  | { kind: 'many'; query: string };

/**
 * Whether the `buyer` of a row is searched for.
 *
 * @param query the text of a parameter: that of a {@link BuyerSearch}
 */
export function isSearchedForSql(query: string): string {
  return `buyer_words(buyer.name, buyer.email_key) @@ ${query}::tsquery`;
}

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
    const query = await this.queryOf(manager, said);
    if (query === null) return undefined;
    // The index is of words; without it, everybody is read.
    await manager.query('SET LOCAL enable_seqscan = off');
    const found = await manager.query<{ id: string }[]>(
      `SELECT id FROM users AS buyer WHERE ${isSearchedForSql('$1')} LIMIT $2`,
      [query, BUYERS_MAX + 1],
    );
    await manager.query('SET LOCAL enable_seqscan = on');
    if (found.length > BUYERS_MAX) return { kind: 'many', query };
    return { kind: 'few', userIds: found.map(({ id }) => id), query };
  }

  /** Each word as the beginning of one. */
  private async queryOf(manager: EntityManager, said: string): Promise<string | null> {
    const [row] = await manager.query<{ query: string | null }[]>(
      String.raw`SELECT string_agg(
           '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''':*', ' & ') AS query
         FROM unnest(string_to_array(folded($1), ' ')) AS word WHERE word <> ''`,
      [said],
    );
    return row?.query ?? null;
  }
}
