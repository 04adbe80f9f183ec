import type { EventBookingPageDto, ListEventBookingsQueryDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { FindBuyers, isSearchedForSql, type BuyerSearch } from '../find-buyers.js';
import { LOOKED_THROUGH_MAX, walkedToSql } from '../looked-through.js';
import { DescribeBookings } from './describe-bookings.js';

/**
 * Where a page begins and ends: bookings before `$3`, `$4` and not before `$2`, the days of the event's clock. No row
 * where the page is to go on after a booking that there isn't.
 */
const RANGE_SQL = `
  SELECT range.since::text, coalesce(last.created_at, range.until)::text AS until,
    coalesce(last.id, 0) AS "untilId"
  FROM (
    SELECT coalesce($2::date::timestamp AT TIME ZONE event.time_zone, '-infinity') AS since,
      coalesce(($3::date + 1)::timestamp AT TIME ZONE event.time_zone, 'infinity') AS until
    FROM events AS event WHERE event.id = $1
  ) AS range
  LEFT JOIN bookings AS last ON last.event_id = $1 AND last.id = $4::bigint
  WHERE $4::bigint IS NULL OR last.created_at < range.until`;

interface Range {
  since: string;
  until: string;
  untilId: string;
}

const IN_RANGE_SQL = `booking.created_at >= $2::timestamptz
  AND (booking.created_at, booking.id) < ($3::timestamptz, $4::bigint)`;

const NEWEST_FIRST_SQL = 'ORDER BY booking.created_at DESC, booking.id DESC';

/** What a booking must be. */
const WANTED_SQL = `($5::text IS NULL OR booking.status = $5)
  AND ($6::text IS NULL OR booking.lines @> jsonb_build_array(jsonb_build_object('tierId', $6::text)))`;

/** Walks over an event's bookings until enough were found; `$8`: who is searched for, of very many. */
const WALK_SQL = `
  SELECT booking.id FROM (
    SELECT booking.* FROM bookings AS booking WHERE booking.event_id = $1 AND ${IN_RANGE_SQL}
    ${NEWEST_FIRST_SQL} LIMIT ${LOOKED_THROUGH_MAX}
  ) AS booking
  WHERE ${WANTED_SQL} AND ($8::text IS NULL OR EXISTS (
    SELECT FROM users AS buyer WHERE buyer.id = booking.user_id AND ${isSearchedForSql('$8')}))
  ${NEWEST_FIRST_SQL} LIMIT $7`;

/** The last booking that {@link WALK_SQL} may have looked at; none where it came to the end. */
const WALKED_TO_SQL = walkedToSql(
  'booking.id',
  `FROM bookings AS booking WHERE booking.event_id = $1 AND ${IN_RANGE_SQL} ${NEWEST_FIRST_SQL}`,
);

/** Those of a few buyers `$8`. `event_id + 0`, which no index has: by the buyers, and not by the event. */
const OF_BUYERS_SQL = `
  SELECT booking.id FROM bookings AS booking
  WHERE booking.user_id = ANY ($8::bigint[]) AND booking.event_id + 0 = $1
    AND ${IN_RANGE_SQL} AND ${WANTED_SQL}
  ${NEWEST_FIRST_SQL} LIMIT $7`;

/** The booking with the number `$8`, and that of the ticket with it. */
const OF_NUMBER_SQL = `
  SELECT booking.id FROM bookings AS booking
  WHERE booking.id = ANY (ARRAY[$8::bigint, (
      SELECT booking_id FROM tickets WHERE id = $8::bigint AND event_id = $1)])
    AND booking.event_id + 0 = $1 AND ${IN_RANGE_SQL} AND ${WANTED_SQL}
  ${NEWEST_FIRST_SQL} LIMIT $7`;

/** Lists an event's bookings for its organisation, the newest first. */
@Injectable()
export class ListEventBookings {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly findBuyers: FindBuyers,
    private readonly describe: DescribeBookings,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND or FORBIDDEN below the box office */
  execute(
    address: { organiserId: string; eventId: string },
    query: ListEventBookingsQueryDto,
    caller: Caller,
  ): Promise<EventBookingPageDto> {
    return this.transactions.run(async (manager) => {
      await this.access.require(manager, caller, address, 'box_office');
      const found = await this.find(manager, address.eventId, query);
      return { bookings: await this.describe.rows(manager, found.ids), next: found.next };
    });
  }

  private async find(
    manager: EntityManager,
    eventId: string,
    { search = '', status, tierId, from, to, limit = 50, after }: ListEventBookingsQueryDto,
  ): Promise<{ ids: string[]; next: string | null }> {
    const days = [eventId, from ?? null, to ?? null, after ?? null];
    const [range] = await manager.query<Range[]>(RANGE_SQL, days);
    if (!range) return { ids: [], next: null };
    const inRange = [eventId, range.since, range.until, range.untilId];
    // One more than is shown says whether there is another page.
    const asked = [...inRange, status ?? null, tierId ?? null, limit + 1];
    const wanted = await this.findBuyers.execute(manager, search);
    const rows = await manager.query<{ id: string }[]>(...statementOf(wanted, asked));
    const ids = rows.slice(0, limit).map(({ id }) => id);
    if (rows.length > limit) return { ids, next: ids.at(-1) ?? null };
    if (wanted?.kind === 'few' || wanted?.kind === 'number') return { ids, next: null };
    const [last] = await manager.query<{ id: string }[]>(WALKED_TO_SQL, inRange);
    return { ids, next: last?.id ?? null };
  }
}

function statementOf(wanted: BuyerSearch | undefined, asked: unknown[]): [string, unknown[]] {
  switch (wanted?.kind) {
    case 'number':
      return [OF_NUMBER_SQL, [...asked, wanted.id]];
    case 'few':
      return [OF_BUYERS_SQL, [...asked, wanted.userIds]];
    default:
      return [WALK_SQL, [...asked, wanted?.query ?? null]];
  }
}
