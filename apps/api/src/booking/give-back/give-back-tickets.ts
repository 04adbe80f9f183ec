import { totalOf } from '@boxoffice/contracts/pricing';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AttendeeDrafts } from '../../attendees/attendee-drafts.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import { TicketInventory, type ReleasedTicket } from '../../tickets/inventory/ticket-inventory.js';
import { givenBackEntries } from '../booking-entries.js';
import type { BookingEntity } from '../booking.entity.js';
import { linesOf } from '../tickets-of-lines.js';

/** Tickets that were given back. */
export interface GivenBack {
  /** The booking that they are listed by now, which is refunded. */
  bookingId: string;
  /** What is on sale again once the transaction is committed. */
  released: ReleasedTicket[];
}

/**
 * Takes sold tickets back from their buyer. A booking has all of its tickets or none: where some are given back, they
 * become a booking of their own, which is refunded, and the rest stays what it is.
 */
@Injectable()
export class GiveBackTickets {
  constructor(
    private readonly inventory: TicketInventory,
    private readonly ids: Ids,
    private readonly attendees: AttendeeDrafts,
    private readonly audit: AuditTrail,
    private readonly stockChanges: StockChanges,
  ) {}

  /**
   * Puts tickets back on sale, or takes them away for good.
   *
   * @param booking confirmed, and locked by the transaction
   * @param ticketIds some of its own, or all
   * @param restocks whether they go back on sale; otherwise their tier has so many tickets less
   */
  async execute(
    manager: EntityManager,
    booking: BookingEntity,
    ticketIds: readonly string[],
    restocks: boolean,
    actor: Actor,
  ): Promise<GivenBack> {
    const { eventId, id } = booking;
    const released = await this.inventory.restock(manager, eventId, id, ticketIds);
    if (!restocks) await this.inventory.remove(manager, eventId, ticketIds);
    const kept = booking.ticketIds.filter((ticketId) => !ticketIds.includes(ticketId));
    const bookingId = kept.length > 0 ? await this.splitOff(manager, booking, kept, ticketIds) : id;
    if (bookingId === id) {
      await manager.query(
        `UPDATE bookings SET status = 'refunded', ended_at = now(), updated_at = now()
         WHERE event_id = $1 AND id = $2`,
        [eventId, id],
      );
    }
    await this.audit.record(
      manager,
      givenBackEntries(actor, booking, { bookingId, ticketIds, restocks }),
    );
    return { bookingId, released: restocks ? released : [] };
  }

  /** After the commit. */
  committed(eventId: string, released: ReleasedTicket[]): void {
    this.stockChanges.released(released);
    this.stockChanges.booked(eventId);
  }

  /** The booking's own fees and the codes that it used stay with what is kept. */
  private async splitOff(
    manager: EntityManager,
    booking: BookingEntity,
    kept: readonly string[],
    ticketIds: readonly string[],
  ): Promise<string> {
    const { eventId, id, charges } = booking;
    const keptLines = linesOf(booking, kept);
    const lines = linesOf(booking, ticketIds);
    const ofTickets = charges && { ...charges, bookingFees: [] };
    const returnedId = this.ids.next();
    await manager.query(
      `UPDATE bookings SET ticket_ids = $3, lines = $4, total_minor = $5, updated_at = now()
       WHERE event_id = $1 AND id = $2`,
      [eventId, id, kept, JSON.stringify(keptLines), totalOf({ lines: keptLines, charges })],
    );
    await manager.query(
      `INSERT INTO bookings (event_id, id, user_id, status, ticket_ids, lines, charges, total_minor,
         currency, hold_expires_at, hold_extensions, confirmed_at, ended_at)
       SELECT event_id, $3, user_id, 'refunded', $4, $5, $6, $7, currency, hold_expires_at,
         hold_extensions, confirmed_at, now()
       FROM bookings WHERE event_id = $1 AND id = $2`,
      [
        eventId,
        id,
        returnedId,
        // In the order of its lines.
        booking.ticketIds.filter((ticketId) => ticketIds.includes(ticketId)),
        JSON.stringify(lines),
        ofTickets && JSON.stringify(ofTickets),
        totalOf({ lines, charges: ofTickets }),
      ],
    );
    await this.attendees.split(manager, eventId, id, returnedId, ticketIds);
    return returnedId;
  }
}
