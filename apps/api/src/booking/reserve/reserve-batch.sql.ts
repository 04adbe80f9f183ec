import type { EntityManager } from 'typeorm';
import { OFFER_VERSION_SQL, ON_SALE_SQL, OPEN_AT_COUNTER_SQL } from '../../events/event-offers.js';
import { recordSql } from '../../platform/audit/audit-trail.js';
import { namedStatement, type NamedStatement } from '../../platform/database/named-statement.js';
import { keepAnswersSql } from '../../platform/idempotency/idempotency-keys.js';
import { lockFreeSql } from '../../tickets/inventory/free-tickets.js';
import { holdInSlotsSql } from '../../tickets/inventory/ticket-inventory.js';
import { IS_OPEN_SQL } from '../../users/standing.js';
import { insertBookingsSql } from '../insert-bookings.js';
import { ticketFactsSql } from '../ticket-facts.js';
import { withinLimitSql } from './buyer-limits.js';
import { codesAreLeftSql } from './lock-codes.js';

/** The tickets of one stock that the bookings got. */
export interface WrittenRow {
  /** How many slots stand before the first of them. */
  before: number;
  /**
   * Their ids, in the order of their slots, with commas between. A row for each ticket took a tenth of the process's
   * time for an order of four.
   */
  ids: string;
  /** When each of them was made, in milliseconds since 1970, with commas between; one time alone where all share it. */
  createdMs: string;
  /** The database's time; the same in all rows. */
  at: Date;
}

/** That nothing was written, because the search found too few free tickets. */
export interface ShortRow {
  before: null;
  /** How many it found of each stock, in the order of the plan's stocks. */
  found: number[];
}

/** Of what kind a batch is. */
export interface BatchKind {
  /** Whether some of its requests name a key, which are locked by a statement before (`lockKeys`): their answers are kept. */
  areKeyed: boolean;
  /** Whether the event limits each buyer; the buyers are locked by the statement before ({@link lockBuyers}). */
  areLimited: boolean;
  /** Whether a counter sells, which it may also where the event is not on sale online. */
  atCounter: boolean;
  /** Whether some of its requests use codes; the codes are locked by the statement before ({@link lockCodes}). */
  areCoded: boolean;
}

/** Lists as PostgreSQL writes them; those "of each booking" have one element a booking, in their order. */
export interface BatchParameters {
  eventId: string;
  /** The version of the offer that the plan was made from. */
  offerVersion: string;
  currency: string;
  /** Of each stock: its id, behind which ticket to search, how many, and the slots before it. */
  stockIds: string;
  searchAfter: string;
  quantities: string;
  slotsBefore: string;
  /** The booking of each slot, counted from one. */
  bookingOfSlot: string;
  /** Of each booking. */
  bookingIds: string;
  userIds: string;
  holdSeconds: string;
  holdExtensions: string;
  totals: string;
  /** Orders that are the same are read once: each kind of lines, and of each booking its kind, counted from one. */
  kindsOfLines: string[];
  kindsOfCharges: (string | null)[];
  kindOfBooking: string;
  /** The buyers, each once. */
  buyers: string;
  /** Who asked, of each booking. */
  actorIds: string;
  actorRoles: string[];
  networks: (string | null)[];
  requestIds: (string | null)[];
  /** Of each booking its codes, as the text of a list; null where it uses none. */
  codesOfBooking?: (string | null)[];
  /** Of each booking; null where its request names no key. The answer is what is known of it beforehand. */
  keyCallers?: (string | null)[];
  keys?: (string | null)[];
  fingerprints?: (string | null)[];
  answers?: (string | null)[];
}

const known = new Map<string, NamedStatement<BatchParameters>>();

/**
 * The only statement that holds general-admission tickets: it writes a whole batch, or nothing of it.
 *
 * Tickets are locked tier by tier, in the order of sale, those of other transactions are skipped, and only where as
 * many were found as are wanted, all of the rest happens. The planner takes the tickets found for a third of all there
 * are, and would read all of them to join; so those of a tier become a list at once, and lists are short to it. What is
 * known of a booking is looked up in a list by its number, and not joined.
 *
 * `id + 0` in the search is how the index of the free tickets is ordered, so that no other index is taken; its order is
 * that of the lists, in which `width_bucket` finds a ticket's slot.
 *
 * A ticket refers to its booking, so the bookings are made before: a part of a statement that nobody reads from has no
 * place in its order.
 *
 * Nothing happens either where the event is not on sale, or is another than the plan was made from; where a buyer is
 * unknown, disabled or erased, or would pass the limit; or where a key is taken.
 *
 * @returns the statement; it answers with a {@link WrittenRow} a stock, in no order; with a {@link ShortRow} where it
 * found too few tickets; and with no row where nothing was written for another reason. It fails where another
 * transaction takes one of the keys at the same moment, without having locked it
 */
export function reserveBatchStatement(
  manager: EntityManager,
  kind: BatchKind,
): NamedStatement<BatchParameters> {
  const name = Object.values(kind).join();
  const statement =
    known.get(name) ?? namedStatement<BatchParameters>(reserveBatchSql(manager, kind));
  known.set(name, statement);
  return statement;
}

/** Its text. `reserve-batch-written-out.sql` is the one for keyed requests with codes at an event with a limit, written out. */
export function reserveBatchSql(
  manager: EntityManager,
  { areKeyed, areLimited, atCounter, areCoded }: BatchKind,
): string {
  return `WITH moment AS MATERIALIZED (
    SELECT event.id AS event_id, at
    FROM events AS event,
      LATERAL (SELECT date_trunc('milliseconds', clock_timestamp()) AS at OFFSET 0) AS clock
    WHERE event.id = :eventId AND ${OFFER_VERSION_SQL} = :offerVersion AND ${atCounter ? OPEN_AT_COUNTER_SQL : ON_SALE_SQL}
      AND (SELECT count(*) FROM users WHERE id = ANY (:buyers::bigint[]) AND ${IS_OPEN_SQL})
        = cardinality(:buyers)
      ${areLimited ? `AND ${withinLimitSql(WANTED_SQL, ':eventId')}` : ''}
      ${areCoded ? `AND ${codesAreLeftSql(':codesOfBooking::text[]', ':eventId')}` : ''}
      ${areKeyed ? ALL_NEW_SQL : ''}
  ), found AS MATERIALIZED (
    SELECT event_id, at, wanted.before, list.ids, list.created
    FROM moment
    CROSS JOIN unnest(:stockIds::bigint[], :searchAfter::bigint[], :quantities::integer[], :slotsBefore::integer[])
      AS wanted (stock_id, after, quantity, before)
    CROSS JOIN LATERAL (
      SELECT array_agg(free.id) AS ids, array_agg(free."createdAt") AS created
      FROM (${lockFreeSql(manager)}) AS free
    ) AS list
  ), complete AS MATERIALIZED (
    SELECT * FROM found
    WHERE (SELECT sum(cardinality(ids)) FROM found) = cardinality(:bookingOfSlot::integer[])
  ), slots AS (
    SELECT ticket.id, before + ticket.number AS slot, ${bookingOf('before + ticket.number')} AS booking
    FROM complete, unnest(ids) WITH ORDINALITY AS ticket (id, number)
  ), planned AS MATERIALIZED (
    SELECT booking, (:bookingIds::bigint[])[booking] AS id, (:userIds::bigint[])[booking] AS user_id,
      array_agg(slots.id ORDER BY slot) AS ticket_ids
    FROM slots, moment GROUP BY booking
  ), booked AS (
    ${insertBookingsSql(
      ':eventId',
      `
      SELECT id, user_id, ticket_ids, (:kindsOfLines::jsonb[])[(:kindOfBooking::integer[])[booking]],
        (:kindsOfCharges::jsonb[])[(:kindOfBooking::integer[])[booking]],
        (:totals::bigint[])[booking], :currency::text, ${UNTIL_SQL}, (:holdExtensions::smallint[])[booking]
        ${areCoded ? ', (:codesOfBooking::text[])[booking]::bigint[]' : ''}
      FROM planned, moment`,
      areCoded ? ['code_ids'] : [],
    )} RETURNING 1
  ), held AS (
    ${holdInSlotsSql(
      '(SELECT complete.* FROM complete, (SELECT count(*) FROM booked) AS made_before)',
      (slot) => `(:bookingIds::bigint[])[${bookingOf(slot)}]`,
      (slot) => `(:userIds::bigint[])[${bookingOf(slot)}]`,
    )}
  ), recorded AS (
    ${recordSql(`
      SELECT 'booking.reserved', (:actorIds::bigint[])[booking], (:actorRoles::text[])[booking], 'booking', id,
        :eventId, NULL::jsonb,
        jsonb_build_object('status', 'pending', 'userId', user_id::text, 'totalMinor', (:totals::bigint[])[booking],
          'currency', :currency::text, 'holdExpiresAt', ${isoSql(UNTIL_SQL)}) || ${ticketFactsSql('ticket_ids')},
        (:networks::cidr[])[booking], (:requestIds::text[])[booking]
      FROM planned, moment`)}
  )${areKeyed ? KEPT_SQL : ''}, checked AS MATERIALIZED (
    SELECT require_all_tickets((SELECT count(*) FROM held), (SELECT sum(cardinality(ids)) FROM complete))
      ${areKeyed ? ALL_KEPT_SQL : ''}
  )
  SELECT before, array_to_string(ids, ',') AS ids, complete.at,
    CASE WHEN before IS NULL THEN (
      SELECT array_agg(coalesce(cardinality(found.ids), 0) ORDER BY found.before) FROM found
    ) END AS found,
    CASE WHEN created[1] = ALL (created) THEN ${msSql('created[1]')} ELSE (
      SELECT string_agg(${msSql('made')}, ',' ORDER BY number)
      FROM unnest(created) WITH ORDINALITY AS ticket (made, number)
    ) END AS "createdMs"
  FROM moment CROSS JOIN checked LEFT JOIN complete ON true`;
}

/** Which booking a slot is of, counted from one. */
function bookingOf(slot: string): string {
  return `(:bookingOfSlot::integer[])[${slot}]`;
}

/** When the hold of a booking of the row ends. */
const UNTIL_SQL = `(at + make_interval(secs => (:holdSeconds::integer[])[booking]))`;

/** A time in whole milliseconds: by whole microseconds, since seconds of that size are not exact in their fractions. */
function msSql(time: string): string {
  return `floor(round(date_part('epoch', ${time}) * 1e6) / 1e3)::text`;
}

/** How many tickets each user asks for. */
const WANTED_SQL = `
              SELECT (:userIds::bigint[])[booking] AS user_id, count(*) AS quantity
              FROM unnest(:bookingOfSlot::integer[]) AS slot (booking) GROUP BY user_id`;

/**
 * Looked for before any ticket is locked: where a request is repeated, nothing is written, and nothing fails. An error
 * would stand in the server's log for each repetition, which is nothing that an operator should look into.
 */
const ALL_NEW_SQL = `AND NOT EXISTS (
        SELECT 1 FROM unnest(:keyCallers::text[], :keys::text[]) AS asked (caller, key)
        WHERE (
          SELECT true FROM idempotency_keys AS taken
          WHERE taken.caller = asked.caller AND taken.key = asked.key
        )
      )`;

/**
 * The answers without their tickets: what is known beforehand is a parameter, and the times are added. The tickets are
 * read from the booking where the answer is repeated: 450 of them take 90 kB written out, and a hold that has ended must
 * not be told at all.
 */
const KEPT_SQL = `, kept AS (
    ${keepAnswersSql(`
      SELECT (:keyCallers::text[])[booking], (:keys::text[])[booking], (:fingerprints::text[])[booking],
        ((:answers::text[])[booking])::jsonb || jsonb_build_object(
          'expiresAt', ${isoSql(UNTIL_SQL)}, 'serverTime', ${isoSql('at')})
      FROM planned, moment
      WHERE (:keys::text[])[booking] IS NOT NULL`)}
  )`;

const ALL_KEPT_SQL = `, require_all_keys((SELECT count(*) FROM kept), (
        SELECT count(*) FROM planned WHERE (:keys::text[])[booking] IS NOT NULL))`;

/** A time as `Date.prototype.toISOString` writes it. */
function isoSql(time: string): string {
  return `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
