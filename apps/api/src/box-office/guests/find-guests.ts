import type { GuestListQueryDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ATTENDEE_WORDS_SQL } from '../../attendees/attendees-sql.js';
import { FindBuyers, isSearchedForSql, type BuyerSearch } from '../find-buyers.js';
import { LOOKED_THROUGH_MAX, walkedToSql } from '../looked-through.js';
import { readByIndex } from '../read-by-index.js';
import { tsqueriesOf } from '../word-queries.js';

/** Bookings with a named attendee that a search reads one by one; where more match, the list is walked instead. */
const NAMED_MAX = 1_000;

/** Where a page begins: after the booking `$2`, also if it has left the list meanwhile. */
const AFTER_SQL = `
  SELECT guest_sort_key(buyer.name) AS "sortKey", booking.id
  FROM bookings AS booking JOIN users AS buyer ON buyer.id = booking.user_id
  WHERE booking.event_id = $1 AND booking.id = $2`;

/** The guests of the event `$1` after `$2`, `$3`, in their order. */
const REST_SQL = `FROM guests AS guest
  WHERE guest.event_id = $1 AND (guest.sort_key, guest.booking_id) > ($2, $3::bigint)`;

const IN_ORDER_SQL = 'ORDER BY guest.sort_key, guest.booking_id';

/** All of them. */
export const ALL_SQL = `SELECT guest.booking_id AS id ${REST_SQL} ${IN_ORDER_SQL} LIMIT $4`;

/** Those of a few bookings `$5`. */
const OF_BOOKINGS_SQL = `
  SELECT guest.booking_id AS id ${REST_SQL} AND guest.booking_id = ANY ($5::bigint[])
  ${IN_ORDER_SQL} LIMIT $4`;

/** Bookings of a few buyers `$2`. `event_id + 0`, which no index has: by the buyers, and not by the event. */
const OF_BUYERS_SQL = `
  SELECT booking.id FROM bookings AS booking
  WHERE booking.event_id + 0 = $1 AND booking.user_id = ANY ($2::bigint[])
    AND booking.status = 'confirmed'`;

/** The booking with the number `$2`, and that of the ticket with it. */
const OF_NUMBER_SQL = `
  SELECT booking.id FROM bookings AS booking
  WHERE booking.event_id + 0 = $1 AND booking.id = ANY (ARRAY[$2::bigint, (
    SELECT booking_id FROM tickets WHERE id = $2::bigint AND event_id = $1)])`;

/** Bookings of attendees: `$1` for the index, `$2` who exactly. */
const OF_NAMED_SQL = `
  SELECT DISTINCT booking_id AS id FROM (
    SELECT booking_id FROM attendees AS attendee
    WHERE name <> '' AND ${ATTENDEE_WORDS_SQL} @@ $1::tsquery
      AND (${ATTENDEE_WORDS_SQL} @@ $2::tsquery) IS TRUE
    LIMIT $3
  ) AS named`;

/**
 * Walks until enough were found: `$5` which buyers, `$6` which attendees. `OFFSET 0` has each buyer looked up by
 * itself, instead of joining all that there are.
 */
export const WALK_SQL = `
  SELECT guest.booking_id AS id FROM (
    SELECT guest.* ${REST_SQL} ${IN_ORDER_SQL} LIMIT ${LOOKED_THROUGH_MAX}
  ) AS guest
  CROSS JOIN LATERAL (
    SELECT buyer.name, buyer.email_key
    FROM bookings AS booking JOIN users AS buyer ON buyer.id = booking.user_id
    WHERE booking.id = guest.booking_id AND booking.event_id = $1 OFFSET 0
  ) AS buyer
  WHERE ${isSearchedForSql('$5')} OR EXISTS (
    SELECT FROM attendees AS attendee
    WHERE attendee.event_id = $1 AND attendee.booking_id = guest.booking_id
      AND (${ATTENDEE_WORDS_SQL} @@ $6::tsquery) IS TRUE OFFSET 0
  )
  ${IN_ORDER_SQL} LIMIT $4`;

/** The last guest that {@link WALK_SQL} may have looked at; none where it came to the end. */
const WALKED_TO_SQL = walkedToSql('guest.booking_id', `${REST_SQL} ${IN_ORDER_SQL}`);

/** A page of the guests: their bookings, in order. */
export interface GuestPage {
  ids: string[];
  next: string | null;
}

interface Found {
  id: string;
}

/** Finds guests of an event, by the names of buyers and attendees, and by numbers. */
@Injectable()
export class FindGuests {
  constructor(private readonly findBuyers: FindBuyers) {}

  /** @param manager of a transaction */
  async execute(
    manager: EntityManager,
    eventId: string,
    { search = '', limit = 200, after }: GuestListQueryDto,
  ): Promise<GuestPage> {
    const begin = await this.begin(manager, eventId, after);
    if (!begin) return { ids: [], next: null };
    // One more than is shown says whether there is another page.
    const page = [eventId, ...begin, limit + 1];
    const wanted = await this.findBuyers.execute(manager, search);
    if (!wanted) return paged(await manager.query<Found[]>(ALL_SQL, page), limit);
    const few = await this.few(manager, eventId, wanted);
    if (few) return paged(await manager.query<Found[]>(OF_BOOKINGS_SQL, [...page, few]), limit);
    const words = wanted.kind === 'number' ? [] : wanted.words;
    const found = await manager.query<Found[]>(WALK_SQL, [
      ...page,
      tsqueriesOf(words).whole,
      tsqueriesOf(words, `${eventId}:`).whole,
    ]);
    if (found.length > limit) return paged(found, limit);
    const [last] = await manager.query<Found[]>(WALKED_TO_SQL, [eventId, ...begin]);
    return { ids: found.map(({ id }) => id), next: last?.id ?? null };
  }

  private async begin(
    manager: EntityManager,
    eventId: string,
    after: string | undefined,
  ): Promise<[string, string] | undefined> {
    if (after === undefined) return ['', '0'];
    const [last] = await manager.query<{ sortKey: string; id: string }[]>(AFTER_SQL, [
      eventId,
      after,
    ]);
    return last && [last.sortKey, last.id];
  }

  /** The bookings that are searched for; undefined where there are too many to read one by one. */
  private async few(
    manager: EntityManager,
    eventId: string,
    wanted: BuyerSearch,
  ): Promise<string[] | undefined> {
    if (wanted.kind === 'number')
      return ids(await manager.query(OF_NUMBER_SQL, [eventId, wanted.id]));
    if (wanted.kind === 'many') return undefined;
    const { indexed, whole } = tsqueriesOf(wanted.words, `${eventId}:`);
    const named = await readByIndex<Found>(manager, OF_NAMED_SQL, [indexed, whole, NAMED_MAX + 1]);
    if (named.length > NAMED_MAX) return undefined;
    const bought = await manager.query<Found[]>(OF_BUYERS_SQL, [eventId, wanted.userIds]);
    return ids([...bought, ...named]);
  }
}

function ids(found: readonly Found[]): string[] {
  return found.map(({ id }) => id);
}

function paged(found: readonly Found[], limit: number): GuestPage {
  const shown = ids(found.slice(0, limit));
  return { ids: shown, next: found.length > limit ? (shown.at(-1) ?? null) : null };
}
