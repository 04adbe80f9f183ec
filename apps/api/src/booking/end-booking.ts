import type { BookingStatus } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import type { TicketInventory } from '../tickets/inventory/ticket-inventory.js';
import type { BookingEntity } from './booking.entity.js';

/** The ways in which a hold ends unpaid. */
export type Ending = Extract<BookingStatus, 'expired' | 'cancelled' | 'failed'>;

/**
 * Ends a hold and puts its tickets back on sale.
 *
 * @param booking pending, and locked by this transaction
 */
export async function endBooking(
  manager: EntityManager,
  inventory: TicketInventory,
  booking: BookingEntity,
  ending: Ending,
): Promise<void> {
  await manager.query(
    `UPDATE bookings SET status = $3, ended_at = now(), updated_at = now()
     WHERE event_id = $1 AND id = $2`,
    [booking.eventId, booking.id, ending],
  );
  await inventory.release(manager, booking.eventId, booking.ticketIds, booking.id);
}
