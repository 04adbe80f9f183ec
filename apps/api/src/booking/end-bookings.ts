import type { BookingStatus } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AttendeeDrafts } from '../attendees/attendee-drafts.js';
import type { Actor } from '../platform/audit/actor.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { TicketInventory, type ReleasedTicket } from '../tickets/inventory/ticket-inventory.js';
import { endedEntry } from './booking-entries.js';
import type { BookingEntity } from './booking.entity.js';
import { lockCodes } from './reserve/lock-codes.js';

/** The ways in which a hold ends unpaid. */
export type Ending = Extract<BookingStatus, 'expired' | 'cancelled' | 'failed'>;

/** A hold that somebody ends. */
export interface Ended {
  actor: Actor;
  /** Pending, and locked by the transaction. */
  booking: BookingEntity;
}

/** Ends holds and puts their tickets back on sale. */
@Injectable()
export class EndBookings {
  constructor(
    private readonly inventory: TicketInventory,
    private readonly drafts: AttendeeDrafts,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns the tickets that are on sale again once the transaction is committed */
  async execute(manager: EntityManager, ended: Ended[], ending: Ending): Promise<ReleasedTicket[]> {
    const released: ReleasedTicket[] = [];
    const bookings = ended.map(({ booking }) => booking);
    await this.lockCodes(manager, bookings);
    for (const [eventId, ofEvent] of Map.groupBy(bookings, (booking) => booking.eventId)) {
      const ids = ofEvent.map(({ id }) => id);
      // Sent together.
      await Promise.all([
        manager.query(
          `UPDATE bookings SET status = $3, ended_at = now(), updated_at = now()
           WHERE event_id = $1 AND id = ANY($2)`,
          [eventId, ids, ending],
        ),
        this.drafts.discard(manager, eventId, ids),
      ]);
      released.push(...(await this.inventory.release(manager, eventId, ofEvent)));
    }
    await this.audit.record(
      manager,
      ended.map(({ actor, booking }) => endedEntry(actor, booking, ending)),
    );
    return released;
  }

  /** In one order for all who give codes back: a trigger would lock them in the order of the bookings. */
  private async lockCodes(manager: EntityManager, bookings: BookingEntity[]): Promise<void> {
    const coded = bookings.filter(({ codeIds }) => codeIds !== null);
    const byEvent = [...Map.groupBy(coded, ({ eventId }) => eventId)];
    for (const [eventId, ofEvent] of byEvent.sort(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1))) {
      const ids = ofEvent.flatMap(({ codeIds }) => codeIds ?? []);
      await lockCodes(manager, eventId, [...new Set(ids)]);
    }
  }
}
