import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketEntity } from '../ticket.entity.js';
import { TICKET_COLUMNS, type TicketRow } from '../ticket-row.js';

/** A ticket is not in the state that its booking's lock guarantees. A defect, never a caller's. */
export class InventoryCorruptError extends Error {}

/** Who gets tickets, and under which booking. */
export interface Holder {
  bookingId: string;
  userId: string;
}

/**
 * Moves tickets between their states, inside a transaction of the caller's:
 *
 *     available -> pending -> booked          pending -> available
 *
 * Only free tickets are locked here, and never waited for (`SKIP LOCKED`). Held and sold tickets
 * belong to a booking, and whoever changes them has locked its row before. So two transactions never
 * wait for each other's tickets, and no deadlock can arise between them.
 */
@Injectable()
export class TicketInventory {
  /**
   * Locks free tickets of one tier until the transaction ends, lowest ids first. Tickets that
   * another transaction has locked are skipped, so a short answer means "locked or gone".
   *
   * @param quantity how many, at the most
   * @returns their ids in order; fewer than asked for where there are not enough
   */
  async lockFree(
    manager: EntityManager,
    eventId: string,
    tierId: string,
    quantity: number,
  ): Promise<string[]> {
    const free = await manager
      .createQueryBuilder(TicketEntity, 'ticket')
      .select('ticket.id', 'id')
      .where('ticket.event_id = :eventId AND ticket.tier_id = :tierId', { eventId, tierId })
      .andWhere(`ticket.status = 'available'`)
      .orderBy('ticket.id')
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .limit(quantity)
      .getRawMany<{ id: string }>();
    return free.map(({ id }) => id);
  }

  /** Holds free tickets that this transaction has locked. */
  async hold(
    manager: EntityManager,
    eventId: string,
    ticketIds: string[],
    { bookingId, userId }: Holder,
  ): Promise<TicketRow[]> {
    return change(manager, eventId, ticketIds, {
      set: `status = 'pending', booking_id = $3, user_id = $4`,
      where: `ticket.status = 'available'`,
      parameters: [bookingId, userId],
    });
  }

  /** Makes the held tickets of a booking, whose row this transaction has locked, the buyer's. */
  async book(
    manager: EntityManager,
    eventId: string,
    ticketIds: string[],
    bookingId: string,
  ): Promise<TicketRow[]> {
    return change(manager, eventId, ticketIds, {
      set: `status = 'booked', booked_at = now()`,
      where: `ticket.status = 'pending' AND ticket.booking_id = $3`,
      parameters: [bookingId],
    });
  }

  /** Puts the held tickets of a booking, whose row this transaction has locked, back on sale. */
  async release(
    manager: EntityManager,
    eventId: string,
    ticketIds: string[],
    bookingId: string,
  ): Promise<void> {
    await change(manager, eventId, ticketIds, {
      set: `status = 'available', booking_id = NULL, user_id = NULL`,
      where: `ticket.status = 'pending' AND ticket.booking_id = $3`,
      parameters: [bookingId],
    });
  }

  /** Moves held tickets from one booking to another of the same user; both rows are locked. */
  async move(
    manager: EntityManager,
    eventId: string,
    ticketIds: string[],
    fromBookingId: string,
    toBookingId: string,
  ): Promise<void> {
    await change(manager, eventId, ticketIds, {
      set: `booking_id = $4`,
      where: `ticket.status = 'pending' AND ticket.booking_id = $3`,
      parameters: [fromBookingId, toBookingId],
    });
  }

  /** Reads tickets by their ids, in order of their ids. Unknown ids are left out. */
  async findByIds(manager: EntityManager, ticketIds: string[]): Promise<TicketRow[]> {
    return manager.query<TicketRow[]>(
      `SELECT ${TICKET_COLUMNS}
       FROM tickets AS ticket
       JOIN tiers AS tier ON tier.event_id = ticket.event_id AND tier.id = ticket.tier_id
       WHERE ticket.id = ANY($1)
       ORDER BY ticket.event_id, ticket.id`,
      [ticketIds],
    );
  }
}

/** A change of state: what is written, and the state that it starts from. */
interface StateChange {
  set: string;
  where: string;
  /** From `$3` on. */
  parameters: string[];
}

/**
 * Changes all of the tickets, or throws: a booking never gets a part of its tickets.
 *
 * @returns the tickets as they are now, in the order of the ids given
 */
async function change(
  manager: EntityManager,
  eventId: string,
  ticketIds: string[],
  { set, where, parameters }: StateChange,
): Promise<TicketRow[]> {
  // TypeORM answers an UPDATE with its rows and their count.
  const [rows] = await manager.query<[TicketRow[], number]>(
    `UPDATE tickets AS ticket
     SET ${set}, updated_at = now()
     FROM tiers AS tier
     WHERE ticket.event_id = $1 AND ticket.id = ANY($2) AND ${where}
       AND tier.event_id = ticket.event_id AND tier.id = ticket.tier_id
     RETURNING ${TICKET_COLUMNS}`,
    [eventId, ticketIds, ...parameters],
  );
  if (rows.length !== ticketIds.length) {
    throw new InventoryCorruptError(
      `${ticketIds.length} tickets were to change their state, but ${rows.length} could.`,
    );
  }
  const order = new Map(ticketIds.map((id, index) => [id, index]));
  return rows.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}
