import type { EntityManager } from 'typeorm';
import { recordSql } from '../../platform/audit/audit-trail.js';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import { OFFER_VERSION_SQL, ON_SALE_SQL } from '../../events/event-catalogue.js';
import { keepAnswersSql } from '../../platform/idempotency/idempotency-keys.js';
import { lockFreeSql } from '../../tickets/inventory/free-tickets.js';
import { holdInLineSql } from '../../tickets/inventory/ticket-inventory.js';
import { IS_OPEN_SQL } from '../../users/standing.js';
import { ticketFactsSql } from '../ticket-facts.js';
import { insertBookingsSql } from '../insert-bookings.js';
import { withinLimitSql } from './buyer-limits.js';

/** That the event has too few free tickets for a batch, or that this search did not find enough. */
export interface NoneRow {
  before: null;
}

/** The tickets of one tier that the bookings got. */
export interface GivenRow {
  /** How many places stand before the first of them. */
  before: number;
  /**
   * Their ids, in the order of their places, with commas between. A row for each ticket took a tenth of the
   * process's time for an order of four.
   */
  ids: string;
  /**
   * When each of them was made, in milliseconds since 1970, with commas between; one time alone where it is that
   * of all.
   */
  createdMs: string;
  /** The database's time; the same in all rows. */
  at: Date;
}

/** Of what kind a batch is. */
export interface BatchKind {
  /** Whether there are requests among them that name a key, which have been locked (`lockKeys`): their answers are kept. */
  areKeyed: boolean;
  /** Whether the event sets a limit for each buyer; the buyers have been locked then ({@link lockBuyers}). */
  areLimited: boolean;
}

const known = new Map<string, string>();

/**
 * One statement that carries out a whole batch of reservations, or nothing of it.
 *
 * Tickets are locked tier by tier, in the order of sale, those of other transactions are skipped, and only
 * where as many were found as are wanted, all of the rest happens. The tickets found stand in line
 * (`place`), and so do the places that the bookings ask for: the first place of a tier, and which booking
 * a place is of, are parameters. The planner takes the tickets found for a third of all there are, and would
 * read all of them to join; so those of a tier become a list at once, and lists are short to it. What is known
 * of a booking is looked up in a list by its number, and not joined; orders that are the same are read once.
 *
 * A ticket refers to its booking, so the bookings are made before: a part of a statement that nobody reads from
 * has no place in its order.
 *
 * Nothing happens either where the event is not on sale, or is another than the one that the parameters
 * were made from, or where a buyer is unknown, disabled or erased, or would pass its limit.
 *
 * @returns the text of the statement; it answers with a {@link GivenRow} a tier, in no order; with a {@link NoneRow}
 * where nothing happened for want of tickets, and with no row where nothing happened for another reason. It fails
 * where another transaction takes one of the keys at the same moment, without having locked it
 */
export function reserveAtOnceSql(manager: EntityManager, kind: BatchKind): string {
  const name = `${kind.areKeyed}, ${kind.areLimited}`;
  const text = known.get(name) ?? prepared(makeSql(manager, kind));
  known.set(name, text);
  return text;
}

/**
 * Its parameters: 1 and 2 the event and its offer's version; 3 of each booking the seconds of its hold; 4 to 7 of
 * each tier its id, behind which ticket to search, how many, the places before; 8 of each booking how often its
 * hold counts as extended; 9 the booking of each place; 10, 11 and
 * 13 of each booking its id, its user and its total; 12 the kinds of orders, 19 which of them each booking is;
 * 14 the currency; 15 to 18 of each booking who asked; 20 the buyers, each once; 21 to 24 of each
 * booking the caller, the key, the fingerprint and the answer as far as it is known.
 */
function makeSql(manager: EntityManager, { areKeyed, areLimited }: BatchKind): string {
  return `
  WITH moment AS MATERIALIZED (
    SELECT event.id AS event_id, at
    FROM events AS event,
      LATERAL (SELECT date_trunc('milliseconds', clock_timestamp()) AS at OFFSET 0) AS clock
    WHERE event.id = $1 AND ${OFFER_VERSION_SQL} = $2 AND ${ON_SALE_SQL}
      AND (SELECT count(*) FROM users WHERE id = ANY ($20::bigint[]) AND ${IS_OPEN_SQL}) = cardinality($20)
      ${areLimited ? `AND ${withinLimitSql(WANTED_SQL)}` : ''}
      ${areKeyed ? ALL_NEW_SQL : ''}
  ), found AS MATERIALIZED (
    SELECT event_id, at, wanted.before, list.ids, list.created
    FROM moment
    CROSS JOIN unnest($4::bigint[], $5::bigint[], $6::integer[], $7::integer[])
      AS wanted (tier_id, after, quantity, before)
    CROSS JOIN LATERAL (
      SELECT array_agg(free.id) AS ids, array_agg(free."createdAt") AS created
      FROM (${lockFreeSql(manager)}) AS free
    ) AS list
  ), line AS MATERIALIZED (
    SELECT * FROM found
    WHERE (SELECT sum(cardinality(ids)) FROM found) = cardinality($9::integer[])
  ), given AS (
    SELECT ticket.id, before + ticket.number AS place, ${bookingOf('before + ticket.number')} AS booking
    FROM line, unnest(ids) WITH ORDINALITY AS ticket (id, number)
  ), planned AS MATERIALIZED (
    SELECT booking, ($10::bigint[])[booking] AS id, ($11::bigint[])[booking] AS user_id,
      array_agg(given.id ORDER BY place) AS ticket_ids
    FROM given, moment GROUP BY booking
  ), booked AS (
    ${insertBookingsSql(`
      SELECT id, user_id, ticket_ids, ($12::jsonb[])[($19::integer[])[booking]], ($13::bigint[])[booking],
        $14::text, ${UNTIL_SQL}, ($8::smallint[])[booking]
      FROM planned, moment`)} RETURNING 1
  ), held AS (
    ${holdInLineSql(
      '(SELECT line.* FROM line, (SELECT count(*) FROM booked) AS made_before)',
      (place) => `($10::bigint[])[${bookingOf(place)}]`,
      (place) => `($11::bigint[])[${bookingOf(place)}]`,
    )}
  ), recorded AS (
    ${recordSql(`
      SELECT 'booking.reserved', ($15::bigint[])[booking], ($16::text[])[booking], 'booking', id, $1,
        NULL::jsonb,
        jsonb_build_object('status', 'pending', 'userId', user_id::text, 'totalMinor', ($13::bigint[])[booking],
          'currency', $14::text, 'holdExpiresAt', ${isoSql(UNTIL_SQL)}) || ${ticketFactsSql('ticket_ids')},
        ($17::cidr[])[booking], ($18::text[])[booking]
      FROM planned, moment`)}
  )${areKeyed ? KEPT_SQL : ''}, checked AS MATERIALIZED (
    SELECT require_all_tickets((SELECT count(*) FROM held), (SELECT sum(cardinality(ids)) FROM line))
      ${areKeyed ? ALL_KEPT_SQL : ''}
  )
  SELECT before, array_to_string(ids, ',') AS ids, line.at,
    CASE WHEN created[1] = ALL (created) THEN ${msSql('created[1]')} ELSE (
      SELECT string_agg(${msSql('made')}, ',' ORDER BY number)
      FROM unnest(created) WITH ORDINALITY AS ticket (made, number)
    ) END AS "createdMs"
  FROM moment CROSS JOIN checked LEFT JOIN line ON true`;
}

/** Which booking a place is of, counted from one. */
function bookingOf(place: string): string {
  return `($9::integer[])[${place}]`;
}

/** When the hold of a booking of the row ends. */
const UNTIL_SQL = `(at + make_interval(secs => ($3::integer[])[booking]))`;

/** A time in whole milliseconds: by whole microseconds, since seconds of that size are not exact in their fractions. */
function msSql(time: string): string {
  return `floor(round(date_part('epoch', ${time}) * 1e6) / 1e3)::text`;
}

/** How many tickets each user asks for. */
const WANTED_SQL = `
              SELECT ($11::bigint[])[booking] AS user_id, count(*) AS quantity
              FROM unnest($9::integer[]) AS place (booking) GROUP BY user_id`;

/**
 * Looked for before any ticket is locked: where a request is repeated, nothing is written, and nothing fails. An error
 * would stand in the server's log for each repetition, which is nothing that an operator should look into.
 */
const ALL_NEW_SQL = `AND NOT EXISTS (
        SELECT 1 FROM unnest($21::text[], $22::text[]) AS asked (caller, key)
        WHERE (
          SELECT true FROM idempotency_keys AS taken
          WHERE taken.caller = asked.caller AND taken.key = asked.key
        )
      )`;

/**
 * The answers, as {@link keptReservation} gives them: what is known beforehand is a parameter, and the times are
 * added.
 */
const KEPT_SQL = `, kept AS (
    ${keepAnswersSql(`
      SELECT ($21::text[])[booking], ($22::text[])[booking], ($23::text[])[booking],
        (($24::text[])[booking])::jsonb || jsonb_build_object(
          'expiresAt', ${isoSql(UNTIL_SQL)}, 'serverTime', ${isoSql('at')})
      FROM planned, moment
      WHERE ($22::text[])[booking] IS NOT NULL`)}
  )`;

const ALL_KEPT_SQL = `, require_all_keys((SELECT count(*) FROM kept), (
        SELECT count(*) FROM planned WHERE ($22::text[])[booking] IS NOT NULL))`;

/** A time as `Date.prototype.toISOString` writes it. */
function isoSql(time: string): string {
  return `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
