import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { numbersText } from '../../platform/database/numbers-text.js';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import { STOCK_OF_TICKET_SQL } from './free-tickets.js';
import { lockReturns, WAITED_FOR_SQL, WAITING_STOCK_SQL } from './waited-for.js';
import { TICKET_COLUMNS, type TicketRow } from '../ticket-row.js';

/**
 * The tickets of some bookings, as a relation `(event_id, booking_id, user_id, ids)`: of the event $1, and of each
 * booking its tickets ($2, each list as a text), its id ($3) and its user ($4).
 *
 * A ticket is looked up by the list that it stands in, and its event is compared with this relation's: by any
 * other way than its id, a planner would walk over a whole index first. With the event as a parameter, a planner to
 * whom the table looks small as yet reads all tickets of the event, which is as quick then; and a connection keeps
 * that plan, when the table has grown.
 */
const HOLDERS_SQL = `holder AS MATERIALIZED (
    SELECT $1::bigint AS event_id, booking_id, user_id, ids::bigint[] AS ids
    FROM unnest($2::text[], $3::bigint[], $4::bigint[]) AS listed (ids, booking_id, user_id)
  )`;

/**
 * That a ticket is free is said by its status and not by `booking_id`, which comes to the same
 * (`tickets_status_matches_holder`): for the booking, a planner that knows nothing of a new table yet takes
 * the index of the free tickets, and reads all of them for each.
 */
const IS_FREE_SQL = `ticket.status = 'available'`;

const IS_LISTED_SQL = 'ticket.event_id = holder.event_id AND ticket.id = ANY (holder.ids)';

const IS_HELD_SQL = `${IS_LISTED_SQL}
      AND ticket.booking_id = holder.booking_id AND ticket.user_id = holder.user_id
      AND ticket.status = 'pending'`;

// The database itself refuses to change only some of the tickets (`require_all_tickets`): these statements
// travel with the commit behind them, so nobody could look at their count in time.
const REQUIRE_ALL_SQL = `
  SELECT require_all_tickets(count(*), (SELECT sum(cardinality(ids)) FROM holder)) FROM changed`;

const BOOK_SQL = prepared(`
  WITH ${HOLDERS_SQL}, changed AS (
    UPDATE tickets AS ticket SET status = 'booked', booked_at = $5, updated_at = $5
    FROM holder WHERE ${IS_HELD_SQL}
    RETURNING 1)
  ${REQUIRE_ALL_SQL}`);

/**
 * Back to its allotment; or, where that has been released, to those who wait for its tier, or else on general sale.
 * Whoever releases an allotment has its row locked while they look for its free tickets, and this waits for them, and then
 * looks at what they have written.
 */
const BACK_TO_STOCK_SQL = `status = 'available', booking_id = NULL, user_id = NULL, updated_at = now(),
    allotment_id = coalesce(
      CASE WHEN ticket.allotment_id IS NOT NULL THEN (
        SELECT id FROM allotments
        WHERE event_id = ticket.event_id AND id = ticket.allotment_id AND released_at IS NULL
        FOR SHARE
      ) END,
      ${WAITING_STOCK_SQL}
    )`;

const RELEASE_SQL = `
  WITH ${HOLDERS_SQL}, ${WAITED_FOR_SQL}
  UPDATE tickets AS ticket
  SET ${BACK_TO_STOCK_SQL}
  FROM holder WHERE ${IS_HELD_SQL}
  RETURNING ticket.event_id AS "eventId", ticket.id, ${STOCK_OF_TICKET_SQL} AS "stockId"`;

const RESTOCK_SQL = `
  WITH ${WAITED_FOR_SQL}
  UPDATE tickets AS ticket
  SET ${BACK_TO_STOCK_SQL}, booked_at = NULL
  WHERE ticket.event_id = $1 AND ticket.booking_id = $2 AND ticket.id = ANY ($3)
    AND ticket.status = 'booked'
  RETURNING ticket.event_id AS "eventId", ticket.id, ${STOCK_OF_TICKET_SQL} AS "stockId"`;

const LOCK_PREFERRED_SQL = `
  SELECT ticket.id FROM tickets AS ticket
  WHERE ticket.event_id = $1 AND ${STOCK_OF_TICKET_SQL} = $2 AND ticket.booking_id IS NULL
    AND ticket.id = ANY ($5::bigint[]) AND ticket.id <> ALL ($4::bigint[])
  ORDER BY ticket.id LIMIT $3 FOR UPDATE SKIP LOCKED`;

/** By \`id + 0\`, which is how the index of the free tickets is ordered and no other. */
const LOCK_OTHERS_SQL = `
  SELECT ticket.id FROM tickets AS ticket
  WHERE ticket.event_id = $1 AND ${STOCK_OF_TICKET_SQL} = $2 AND ticket.booking_id IS NULL
    AND ticket.id <> ALL ($4::bigint[])
  ORDER BY ticket.id + 0 LIMIT $3 FOR UPDATE SKIP LOCKED`;

const FIND_SQL = prepared(`
  SELECT ${TICKET_COLUMNS}
  FROM tickets AS ticket
  CROSS JOIN LATERAL (
    SELECT name FROM tiers WHERE event_id = ticket.event_id AND id = ticket.tier_id OFFSET 0
  ) AS tier
  WHERE ticket.id = ANY($1)
  ORDER BY ticket.event_id, ticket.id`);

/**
 * Holds free tickets that the transaction has locked, those of a stock at a time: ids that lie beside each other are
 * looked up in one pass over the index, where a join would begin at its root for each. That took a seventh of
 * PostgreSQL's time for a reservation of four.
 *
 * @param found a relation `(event_id, ids, before, at)`: a stock's tickets, whose ids ascend, how many slots stand
 * before the first of them, and the time that the buyers are told
 * @param bookingIdOf gives the text of the booking that a slot is of
 * @param userIdOf gives the text of that booking's user
 * @returns the text of a statement that returns a row for each ticket that is held now
 */
export function holdInSlotsSql(
  found: string,
  bookingIdOf: (slot: string) => string,
  userIdOf: (slot: string) => string,
): string {
  // How many ids of the list are no larger than this one, which is where it stands. Were they not in order, a ticket
  // would name a booking that does not list it, which `tickets_match_booking` refuses.
  const slot = 'found.before + width_bucket(ticket.id, found.ids)';
  return `
    UPDATE tickets AS ticket
    SET status = 'pending', booking_id = ${bookingIdOf(slot)}, user_id = ${userIdOf(slot)},
      updated_at = found.at
    FROM ${found} AS found
    WHERE ticket.event_id = found.event_id AND ticket.id = ANY (found.ids) AND ${IS_FREE_SQL}
    RETURNING 1`;
}

/** A ticket isn't in the state that its booking's lock guarantees: our defect, never the caller's. */
export class InventoryCorruptError extends Error {}

/** A booking and its tickets. */
export interface TicketHolder {
  id: string;
  userId: string;
  ticketIds: string[];
}

/** A ticket that is available again. */
export interface ReleasedTicket {
  eventId: string;
  id: string;
  stockId: string;
}

/**
 * Moves tickets between their states, inside a transaction of the caller's:
 *
 *     available -> pending -> booked          pending -> available          booked -> available
 *
 * One statement moves the tickets of all bookings that are given, and all of these tickets or none:
 * a booking never gets a part of its tickets. Free tickets have been locked by the transaction;
 * held ones belong to a booking whose row it has locked.
 */
@Injectable()
export class TicketInventory {
  /**
   * Books held tickets.
   *
   * @param at the time that the buyers are told
   */
  async book(
    manager: EntityManager,
    eventId: string,
    holders: TicketHolder[],
    at: Date,
  ): Promise<void> {
    await manager.query(BOOK_SQL, [...holdersOf(eventId, holders), at]);
  }

  /** Puts held tickets back on sale. */
  async release(
    manager: EntityManager,
    eventId: string,
    holders: TicketHolder[],
  ): Promise<ReleasedTicket[]> {
    // Sent together.
    const [, [released]] = await Promise.all([
      lockReturns(manager, eventId),
      manager.query<[ReleasedTicket[], number]>(RELEASE_SQL, holdersOf(eventId, holders)),
    ]);
    refusePart(
      holders.reduce((sum, { ticketIds }) => sum + ticketIds.length, 0),
      released.length,
    );
    return released;
  }

  /**
   * Moves held tickets to another booking of the same user; both rows are locked. The owner stays, so the
   * time since when they are held does too.
   */
  async move(
    manager: EntityManager,
    eventId: string,
    ticketIds: string[],
    fromBookingId: string,
    toBookingId: string,
  ): Promise<void> {
    const changed = await change(
      manager,
      `UPDATE tickets SET booking_id = $4
       WHERE event_id = $1 AND id = ANY($2) AND booking_id = $3 AND status = 'pending'`,
      [eventId, ticketIds, fromBookingId, toBookingId],
    );
    refusePart(ticketIds.length, changed);
  }

  /**
   * Locks free tickets of a stock, which nobody waits for: what others have locked is passed over.
   *
   * @param quantity how many at most
   * @param preferred those that are taken first, if they are free
   * @param not those that were found before
   * @returns their ids
   */
  async lockFree(
    manager: EntityManager,
    eventId: string,
    stockId: string,
    quantity: number,
    preferred: readonly string[],
    not: readonly string[],
  ): Promise<string[]> {
    if (quantity <= 0) return [];
    const asked = [eventId, stockId, quantity, not];
    const same = await manager.query<{ id: string }[]>(LOCK_PREFERRED_SQL, [...asked, preferred]);
    const ids = same.map(({ id }) => id);
    const missing = quantity - ids.length;
    if (missing === 0) return ids;
    const others = await manager.query<{ id: string }[]>(LOCK_OTHERS_SQL, [
      eventId,
      stockId,
      missing,
      [...not, ...ids],
    ]);
    return [...ids, ...others.map(({ id }) => id)];
  }

  /** Holds tickets for a booking that lists them; the transaction has locked them while they were free. */
  async holdAgain(
    manager: EntityManager,
    eventId: string,
    ticketIds: readonly string[],
    bookingId: string,
    userId: string,
  ): Promise<void> {
    const changed = await change(
      manager,
      `UPDATE tickets AS ticket
       SET status = 'pending', booking_id = $3, user_id = $4, updated_at = now()
       WHERE ticket.event_id = $1 AND ticket.id = ANY ($2) AND ${IS_FREE_SQL}`,
      [eventId, ticketIds, bookingId, userId],
    );
    refusePart(ticketIds.length, changed);
  }

  /**
   * Puts sold tickets back on sale, those of a refund.
   *
   * @param ticketIds of a booking whose row is locked
   */
  async restock(
    manager: EntityManager,
    eventId: string,
    bookingId: string,
    ticketIds: readonly string[],
  ): Promise<ReleasedTicket[]> {
    const [, [released]] = await Promise.all([
      lockReturns(manager, eventId),
      manager.query<[ReleasedTicket[], number]>(RESTOCK_SQL, [eventId, bookingId, ticketIds]),
    ]);
    refusePart(ticketIds.length, released.length);
    return released;
  }

  /** Takes free tickets away for good, which the transaction has just put back. */
  async remove(
    manager: EntityManager,
    eventId: string,
    ticketIds: readonly string[],
  ): Promise<void> {
    const [, removed] = await manager.query<[unknown[], number]>(
      `DELETE FROM tickets AS ticket
       WHERE ticket.event_id = $1 AND ticket.id = ANY ($2) AND ${IS_FREE_SQL}`,
      [eventId, ticketIds],
    );
    refusePart(ticketIds.length, removed);
  }

  /** Tickets by id, in that order. Unknown ids are left out. */
  async findByIds(manager: EntityManager, ticketIds: string[]): Promise<TicketRow[]> {
    return manager.query<TicketRow[]>(FIND_SQL, [ticketIds]);
  }
}

/** The parameters of {@link HOLDERS_SQL}. */
function holdersOf(eventId: string, holders: TicketHolder[]): unknown[] {
  return [
    eventId,
    holders.map(({ ticketIds }) => numbersText(ticketIds)),
    holders.map(({ id }) => id),
    holders.map(({ userId }) => userId),
  ];
}

/** @returns how many rows were changed; TypeORM answers an UPDATE with its rows and their count */
async function change(manager: EntityManager, sql: string, parameters: unknown[]): Promise<number> {
  const [, changed] = await manager.query<[unknown[], number]>(sql, parameters);
  return changed;
}

function refusePart(wanted: number, changed: number): void {
  if (changed === wanted) return;
  throw new InventoryCorruptError(
    `${wanted} tickets were to change their state, but ${changed} could.`,
  );
}
