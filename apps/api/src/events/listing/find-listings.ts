import type { SearchMatch } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { numbersText } from '../../platform/database/numbers-text.js';
import type { ListingCursor } from './listing-cursor.js';
import type { ListingQuery } from './listing-query.js';

/**
 * How many matches of words or prices are sorted by date. Where there are more, they are so frequent that a walk along
 * the dates soon meets a page of them: so no search costs more than some hundred rows, whatever it is for and however
 * many events there are.
 */
const SORTED_MATCHES_MAX = 200;

/** So far apart are a day's first and last moments on earth from that day in UTC. */
const DAY_ON_EARTH = { before: '14 hours', after: '12 hours' };

/** An event that was found, and its place in the list. */
export interface FoundListing {
  eventId: string;
  startsAtMicros: string;
}

/** Events that were found, one more than asked for where there are more. */
export interface FoundListings {
  match: SearchMatch;
  listings: FoundListing[];
}

/** Numbers the parameters of a statement that is put together. */
class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * Finds what is on, in the order of the dates. The connections plan every statement once and for all values, so each
 * statement here has one good plan, and which one is used is decided by looking.
 */
@Injectable()
export class FindListings {
  constructor(private readonly dataSource: DataSource) {}

  /** @param cursor where the page before ended */
  async execute(
    query: ListingQuery,
    limit: number,
    cursor?: ListingCursor,
  ): Promise<FoundListings> {
    if (query.q === '' && query.place === '') {
      const among = query.maxPriceMinor === null ? undefined : await this.fewOf(query, byPrice);
      return { match: 'exact', listings: await this.page(query, limit, cursor, among) };
    }
    if (cursor?.match !== 'similar') {
      const exact = await this.fewOf(query, byWords);
      if (exact === undefined || exact.length > 0 || query.q === '') {
        return { match: 'exact', listings: await this.page(query, limit, cursor, exact) };
      }
    }
    const similar = await this.similar(query);
    return {
      // Nothing is not similar.
      match: similar.length === 0 ? 'exact' : 'similar',
      listings: await this.page({ ...query, q: '' }, limit, cursor, similar),
    };
  }

  /** @returns undefined where there are too many to sort */
  private async fewOf(
    query: ListingQuery,
    condition: (query: ListingQuery, parameters: Parameters) => string,
  ): Promise<string[] | undefined> {
    const parameters = new Parameters();
    const rows = await this.dataSource.query<{ event_id: string }[]>(
      `SELECT listing.event_id FROM event_listings AS listing
       WHERE ${condition(query, parameters)} AND listing.over_at > now()
       LIMIT ${SORTED_MATCHES_MAX + 1}`,
      parameters.values,
    );
    return rows.length > SORTED_MATCHES_MAX ? undefined : rows.map((row) => row.event_id);
  }

  private async similar({ q }: ListingQuery): Promise<string[]> {
    const rows = await this.dataSource.query<{ event_id: string }[]>(
      'SELECT event_id FROM similar_listings($1, $2) AS event_id',
      [q, SORTED_MATCHES_MAX],
    );
    return rows.map((row) => row.event_id);
  }

  /**
   * One page, by the index of the dates: those that begin after a moment, and those that are on at it.
   *
   * @param among the only events that come into question
   */
  private async page(
    query: ListingQuery,
    limit: number,
    cursor: ListingCursor | undefined,
    among: string[] | undefined,
  ): Promise<FoundListing[]> {
    if (among?.length === 0) return [];
    const parameters = new Parameters();
    const begin = beginOf(query, parameters);
    const conditions = [
      ...(among
        ? [`listing.event_id = ANY (${parameters.add(numbersText(among))}::bigint[])`]
        : []),
      ...conditionsOf(query, parameters, among !== undefined),
      ...(cursor ? [isAfter(cursor, parameters)] : []),
    ];
    const part = (when: string): string => `
      (SELECT listing.event_id, listing.starts_at FROM event_listings AS listing
       WHERE ${[when, ...conditions].join('\n         AND ')}
       ORDER BY listing.starts_at, listing.event_id LIMIT ${limit + 1})`;
    return this.dataSource.query<FoundListing[]>(
      `SELECT event_id AS "eventId", (extract(epoch FROM starts_at) * 1000000)::bigint::text AS "startsAtMicros"
       FROM (${part(`listing.starts_at > ${begin}`)}
       UNION ALL ${part(`tstzrange(listing.starts_at, listing.over_at) @> ${begin}`)}) AS listing
       ORDER BY starts_at, event_id LIMIT ${limit + 1}`,
      parameters.values,
    );
  }
}

/** From when on an event may be listed: now, or before the first moment of the first day. */
function beginOf({ from }: ListingQuery, parameters: Parameters): string {
  if (from === null) return 'now()';
  const day = `(${parameters.add(from)}::date::timestamp AT TIME ZONE 'UTC')`;
  return `greatest(now(), ${day} - interval '${DAY_ON_EARTH.before}')`;
}

function conditionsOf(
  query: ListingQuery,
  parameters: Parameters,
  areWordsKnown: boolean,
): string[] {
  const { from, to, currency, maxPriceMinor, free, organiserId } = query;
  const conditions = ['listing.over_at > now()'];
  if (from !== null) conditions.push(`listing.last_day >= ${parameters.add(from)}::date`);
  if (to !== null) {
    const day = parameters.add(to);
    conditions.push(
      `listing.first_day <= ${day}::date`,
      // The same by the index: the day ends last in the west.
      `listing.starts_at < (${day}::date + 1)::timestamp AT TIME ZONE 'UTC' + interval '${DAY_ON_EARTH.after}'`,
    );
  }
  if (organiserId !== null) {
    conditions.push(`listing.organiser_id = ${parameters.add(organiserId)}::bigint`);
  }
  if (free) conditions.push('listing.price_minor = 0');
  if (currency !== null) conditions.push(`listing.currency = ${parameters.add(currency)}`);
  if (maxPriceMinor !== null) {
    const most = parameters.add(maxPriceMinor);
    // The second is exact: a cheap ticket type may have been sold until yesterday only.
    conditions.push(
      `listing.price_minor <= ${most}::bigint`,
      `lowest_price_of(listing.event_id, now()) <= ${most}::bigint`,
    );
  }
  const hasWords = query.q !== '' || query.place !== '';
  if (hasWords && !(areWordsKnown && query.q !== '')) conditions.push(byWords(query, parameters));
  return conditions;
}

function byWords({ q, place }: ListingQuery, parameters: Parameters): string {
  const queries = [
    ...(q === '' ? [] : [`search_query(${parameters.add(q)}, '')`]),
    ...(place === '' ? [] : [`search_query(${parameters.add(place)}, 'C')`]),
  ];
  return `listing.words @@ (${queries.join(' && ')})`;
}

function byPrice({ currency, maxPriceMinor }: ListingQuery, parameters: Parameters): string {
  return `listing.currency = ${parameters.add(currency)}
         AND listing.price_minor <= ${parameters.add(maxPriceMinor)}::bigint`;
}

function isAfter({ startsAtMicros, eventId }: ListingCursor, parameters: Parameters): string {
  const moment = `timestamptz '1970-01-01 00:00:00Z' + ${parameters.add(startsAtMicros)}::bigint * interval '1 microsecond'`;
  return `(listing.starts_at, listing.event_id) > (${moment}, ${parameters.add(eventId)}::bigint)`;
}
