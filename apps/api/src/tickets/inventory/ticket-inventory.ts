import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../../database/sale-client.js';
import { TICKET_COLUMNS, type TicketRow } from '../ticket-row.js';

// The database itself refuses to change only some of the tickets (`require_all_tickets`): these statements
// travel with the commit behind them, so nobody could look at their count in time.
const HOLD_SQL = prepared(`
  WITH changed AS (${holdSql(`(
    SELECT id, booking_id, user_id, $5::timestamptz AS at
    FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS listed (id, booking_id, user_id)
  )`)})
  SELECT require_all_tickets(count(*), cardinality($2)) FROM changed`);

const BOOK_SQL = prepared(`
  WITH changed AS (
    UPDATE tickets AS ticket
    SET status = 'booked', booked_at = $4, updated_at = $4
    FROM unnest($2::bigint[], $3::bigint[]) AS held (id, booking_id)
    WHERE ticket.event_id = $1 AND ticket.id = held.id
      AND ticket.booking_id = held.booking_id AND ticket.status = 'pending'
    RETURNING 1)
  SELECT require_all_tickets(count(*), cardinality($2)) FROM changed`);

const FIND_SQL = prepared(`
  SELECT ${TICKET_COLUMNS}
  FROM tickets AS ticket
  JOIN tiers AS tier ON tier.event_id = ticket.event_id AND tier.id = ticket.tier_id
  WHERE ticket.id = ANY($1)
  ORDER BY ticket.event_id, ticket.id`);

/**
 * Holds free tickets that the transaction has locked. That they are free is said by `booking_id` and not by
 * their status, which comes to the same (`tickets_status_matches_holder`): for the status, a planner
 * that knows nothing of a new table yet takes the index of the free tickets, and reads all of them for each.
 *
 * @param taken a relation `(id, booking_id, user_id, at)`
 * @returns the text of a statement that returns a row for each ticket that is held now; its first
 * parameter is the event
 */
export function holdSql(taken: string): string {
  return `
    UPDATE tickets AS ticket
    SET status = 'pending', booking_id = taken.booking_id, user_id = taken.user_id,
      updated_at = taken.at
    FROM ${taken} AS taken
    WHERE ticket.event_id = $1 AND ticket.id = taken.id AND ticket.booking_id IS NULL
    RETURNING ticket.id`;
}

/** A ticket is not in the state that its booking's lock guarantees. A defect, never a caller's. */
export class InventoryCorruptError extends Error {}

/** A booking, as far as its tickets are concerned. */
export interface TicketHolder {
  /** The booking. */
  id: string;
  userId: string;
  ticketIds: string[];
}

/** A ticket that came back on sale. */
export interface ReleasedTicket {
  eventId: string;
  id: string;
  tierId: string;
}

/**
 * Moves tickets between their states, inside a transaction of the caller's:
 *
 *     available -> pending -> booked          pending -> available
 *
 * One statement moves the tickets of all bookings that are given, and all of these tickets or none:
 * a booking never gets a part of its tickets. Free tickets have been locked by the transaction;
 * held ones belong to a booking whose row it has locked.
 */
@Injectable()
export class TicketInventory {
  /**
   * Holds free tickets that this transaction has locked.
   *
   * @param at the time that the buyers are told
   */
  async hold(
    manager: EntityManager,
    eventId: string,
    holders: TicketHolder[],
    at: Date,
  ): Promise<void> {
    const tickets = flatten(holders);
    await manager.query(HOLD_SQL, [eventId, tickets.ids, tickets.bookingIds, tickets.userIds, at]);
  }

  /**
   * Makes held tickets their buyers'.
   *
   * @param at the time that the buyers are told
   */
  async book(
    manager: EntityManager,
    eventId: string,
    holders: TicketHolder[],
    at: Date,
  ): Promise<void> {
    const tickets = flatten(holders);
    await manager.query(BOOK_SQL, [eventId, tickets.ids, tickets.bookingIds, at]);
  }

  /** Puts held tickets back on sale. */
  async release(
    manager: EntityManager,
    eventId: string,
    holders: TicketHolder[],
  ): Promise<ReleasedTicket[]> {
    const tickets = flatten(holders);
    const [released] = await manager.query<[ReleasedTicket[], number]>(
      `UPDATE tickets AS ticket
       SET status = 'available', booking_id = NULL, user_id = NULL, updated_at = now()
       FROM unnest($2::bigint[], $3::bigint[]) AS held (id, booking_id)
       WHERE ticket.event_id = $1 AND ticket.id = held.id
         AND ticket.booking_id = held.booking_id AND ticket.status = 'pending'
       RETURNING ticket.event_id AS "eventId", ticket.id, ticket.tier_id AS "tierId"`,
      [eventId, tickets.ids, tickets.bookingIds],
    );
    refusePart(tickets.ids.length, released.length);
    return released;
  }

  /** Moves held tickets from one booking to another of the same user; both rows are locked. */
  async move(
    manager: EntityManager,
    eventId: string,
    ticketIds: string[],
    fromBookingId: string,
    toBookingId: string,
  ): Promise<void> {
    const changed = await change(
      manager,
      `UPDATE tickets SET booking_id = $4, updated_at = now()
       WHERE event_id = $1 AND id = ANY($2) AND booking_id = $3 AND status = 'pending'`,
      [eventId, ticketIds, fromBookingId, toBookingId],
    );
    refusePart(ticketIds.length, changed);
  }

  /** Reads tickets by their ids, in order of their ids. Unknown ids are left out. */
  async findByIds(manager: EntityManager, ticketIds: string[]): Promise<TicketRow[]> {
    return manager.query<TicketRow[]>(FIND_SQL, [ticketIds]);
  }
}

/** Three lists of one length: each ticket, its booking and its booking's user. */
function flatten(holders: TicketHolder[]): {
  ids: string[];
  bookingIds: string[];
  userIds: string[];
} {
  const ids: string[] = [];
  const bookingIds: string[] = [];
  const userIds: string[] = [];
  for (const { id, userId, ticketIds } of holders) {
    for (const ticketId of ticketIds) {
      ids.push(ticketId);
      bookingIds.push(id);
      userIds.push(userId);
    }
  }
  return { ids, bookingIds, userIds };
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
