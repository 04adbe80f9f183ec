import type { SearchMatch } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { numbersText } from '../../platform/database/numbers-text.js';
import type { ListingCursor } from './listing-cursor.js';
import type { ListingQuery } from './listing-query.js';

/**
 * How many matches of words or prices are sorted by date. Where there are more, they are so frequent that a walk along
 * the dates soon meets a page of them.
 */
const SORTED_MATCHES_MAX = 200;

/**
 * How many events one walk along the dates looks at. Filters that are frequent each may have hardly anything in common:
 * then a page is shorter, and its next one goes on from there. So no page costs more, however many events there are.
 */
const WALKED_MAX = 1_000;

/** So far apart are a day's first and last moments on earth from that day in UTC. */
const DAY_ON_EARTH = { before: '14 hours', after: '12 hours' };

/** An event that was found, and its place in the list. */
export interface FoundListing {
  eventId: string;
  startsAtMicros: string;
}

/** A page of the events that were found. */
export interface FoundListings {
  match: SearchMatch;
  listings: FoundListing[];
  /** After which event the next page begins; undefined where there is none. It may be one that was only looked at. */
  next?: FoundListing;
}

type Words = Pick<ListingQuery, 'q' | 'place'>;

type FoundPage = Omit<FoundListings, 'match'>;

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
    const hasWords = query.q !== '' || query.place !== '';
    if (cursor?.match !== 'similar') {
      const exact = hasWords ? await this.fewOf(query, byWords) : undefined;
      if (exact === undefined) {
        const cheap = query.maxPriceMinor === null ? undefined : await this.fewOf(query, byPrice);
        return { match: 'exact', ...(await this.page(query, limit, cursor, cheap)) };
      }
      if (exact.length > 0) {
        const known = { ...query, q: '', place: '' };
        return { match: 'exact', ...(await this.page(known, limit, cursor, exact)) };
      }
    }
    const similar = await this.fewLike(query);
    const page = await this.page(query, limit, cursor, similar, bySimilarWords);
    // Nothing is not similar.
    const isNothing = page.listings.length === 0 && page.next === undefined;
    return { match: isNothing ? 'exact' : 'similar', ...page };
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
    return fewIdsOf(rows);
  }

  /** Those that have something like the longest word: whether they have the others too is looked at in each. */
  private async fewLike({ q, place }: ListingQuery): Promise<string[] | undefined> {
    const like = q === '' ? 'listings_in_places_like' : 'listings_like';
    const rows = await this.dataSource.query<{ event_id: string }[]>(
      `SELECT event_id FROM ${like}($1, $2) AS event_id`,
      [q === '' ? place : q, SORTED_MATCHES_MAX + 1],
    );
    return fewIdsOf(rows);
  }

  /** @param among the only events that come into question; undefined: a walk along the dates looks for them */
  private async page(
    query: ListingQuery,
    limit: number,
    cursor: ListingCursor | undefined,
    among: string[] | undefined,
    ofWords = byWords,
  ): Promise<FoundPage> {
    if (among?.length === 0) return { listings: [] };
    const parameters = new Parameters();
    const source = among
      ? [
          `SELECT * FROM event_listings WHERE event_id = ANY (${parameters.add(numbersText(among))}::bigint[])`,
        ]
      : walksOf(query, parameters, cursor);
    const conditions = conditionsOf(query, parameters, ofWords);
    if (among && cursor) conditions.push(isAfter(cursor, parameters));
    const parts = source.map(
      (part) => `
      (SELECT listing.event_id, listing.starts_at FROM (${part}) AS listing
       WHERE ${conditions.join('\n         AND ')}
       ORDER BY listing.starts_at, listing.event_id LIMIT ${limit + 1})`,
    );
    const rows = await this.dataSource.query<FoundListing[]>(
      `SELECT ${FOUND} FROM (${parts.join(' UNION ALL ')}) AS listing
       ORDER BY starts_at, event_id LIMIT ${limit + 1}`,
      parameters.values,
    );
    const listings = rows.slice(0, limit);
    if (rows.length > limit) return { listings, next: listings.at(-1) };
    return { listings, next: among ? undefined : await this.endOfWalk(query, cursor) };
  }

  /** @returns the last event that a walk has looked at; undefined where it has looked at all */
  private async endOfWalk(
    query: ListingQuery,
    cursor: ListingCursor | undefined,
  ): Promise<FoundListing | undefined> {
    const parameters = new Parameters();
    const [walk] = walksOf(query, parameters, cursor);
    const [end] = await this.dataSource.query<FoundListing[]>(
      `SELECT ${FOUND} FROM (${walk}) AS listing OFFSET ${WALKED_MAX - 1}`,
      parameters.values,
    );
    return end;
  }
}

const FOUND = `event_id AS "eventId", (extract(epoch FROM starts_at) * 1000000)::bigint::text AS "startsAtMicros"`;

function fewIdsOf(rows: { event_id: string }[]): string[] | undefined {
  return rows.length > SORTED_MATCHES_MAX ? undefined : rows.map((row) => row.event_id);
}

/**
 * The events to look at, in the order of their dates: each walk by one index, which the filter of an organisation or of
 * what is free may choose. The second has those that have begun before the first day, and are still on.
 */
function walksOf(
  query: ListingQuery,
  parameters: Parameters,
  cursor: ListingCursor | undefined,
): [string, ...string[]] {
  const { from, to, organiserId, free } = query;
  const conditions = [
    ...(organiserId === null ? [] : [`organiser_id = ${parameters.add(organiserId)}::bigint`]),
    ...(organiserId === null && free ? ['price_minor = 0'] : []),
    // The day ends last in the west.
    ...(to === null
      ? []
      : [
          `starts_at < (${parameters.add(to)}::date + 1)::timestamp AT TIME ZONE 'UTC' + interval '${DAY_ON_EARTH.after}'`,
        ]),
    ...(cursor ? [isAfter(cursor, parameters)] : []),
  ];
  const inOrder = (...more: string[]): string => `
        SELECT * FROM event_listings AS listing ${whereOf([...more, ...conditions])}
        ORDER BY starts_at, event_id`;
  // What is over is taken from the list soon.
  if (from === null) return [`${inOrder()} LIMIT ${WALKED_MAX}`];
  const day = `(${parameters.add(from)}::date::timestamp AT TIME ZONE 'UTC')`;
  const begin = `greatest(now(), ${day} - interval '${DAY_ON_EARTH.before}')`;
  return [
    `${inOrder(`starts_at > ${begin}`)} LIMIT ${WALKED_MAX}`,
    inOrder(`tstzrange(starts_at, over_at) @> ${begin}`),
  ];
}

function whereOf(conditions: string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

function conditionsOf(
  query: ListingQuery,
  parameters: Parameters,
  ofWords: typeof byWords,
): string[] {
  const { from, to, currency, maxPriceMinor, free, organiserId } = query;
  const conditions = ['listing.over_at > now()'];
  if (from !== null) conditions.push(`listing.last_day >= ${parameters.add(from)}::date`);
  if (to !== null) conditions.push(`listing.first_day <= ${parameters.add(to)}::date`);
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
  if (query.q !== '' || query.place !== '') conditions.push(ofWords(query, parameters));
  return conditions;
}

function byWords({ q, place }: Words, parameters: Parameters): string {
  const queries = [
    ...(q === '' ? [] : [`search_query(${parameters.add(q)}, '')`]),
    ...(place === '' ? [] : [`search_query(${parameters.add(place)}, 'C')`]),
  ];
  return `listing.words @@ (${queries.join(' && ')})`;
}

function bySimilarWords({ q, place }: Words, parameters: Parameters): string {
  const likeWords = q === '' ? [] : [`is_like(listing.letters, ${parameters.add(q)})`];
  // A short name of a place, or the beginning of one, is like nothing else.
  const likePlace =
    place === ''
      ? []
      : [
          `(is_like(listing.place_letters, ${parameters.add(place)}) OR ${byWords({ q: '', place }, parameters)})`,
        ];
  return [...likeWords, ...likePlace].join(' AND ');
}

function byPrice({ currency, maxPriceMinor }: ListingQuery, parameters: Parameters): string {
  return `listing.currency = ${parameters.add(currency)}
         AND listing.price_minor <= ${parameters.add(maxPriceMinor)}::bigint`;
}

function isAfter({ startsAtMicros, eventId }: ListingCursor, parameters: Parameters): string {
  const moment = `timestamptz '1970-01-01 00:00:00Z' + ${parameters.add(startsAtMicros)}::bigint * interval '1 microsecond'`;
  return `(listing.starts_at, listing.event_id) > (${moment}, ${parameters.add(eventId)}::bigint)`;
}
