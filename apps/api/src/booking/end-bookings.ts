import type { BookingStatus } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketInventory, type ReleasedTicket } from '../tickets/inventory/ticket-inventory.js';
import type { BookingEntity } from './booking.entity.js';

/** The ways in which a hold ends unpaid. */
export type Ending = Extract<BookingStatus, 'expired' | 'cancelled' | 'failed'>;

/** Ends holds and puts their tickets back on sale. */
@Injectable()
export class EndBookings {
  constructor(private readonly inventory: TicketInventory) {}

  /**
   * @param bookings pending, and locked by this transaction
   * @returns the tickets that are on sale again once the transaction is committed
   */
  async execute(
    manager: EntityManager,
    bookings: BookingEntity[],
    ending: Ending,
  ): Promise<ReleasedTicket[]> {
    const released: ReleasedTicket[] = [];
    for (const [eventId, ofEvent] of Map.groupBy(bookings, (booking) => booking.eventId)) {
      await manager.query(
        `UPDATE bookings SET status = $3, ended_at = now(), updated_at = now()
         WHERE event_id = $1 AND id = ANY($2)`,
        [eventId, ofEvent.map(({ id }) => id), ending],
      );
      released.push(...(await this.inventory.release(manager, eventId, ofEvent)));
    }
    return released;
  }
}
