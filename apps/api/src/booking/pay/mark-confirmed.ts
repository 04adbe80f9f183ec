import type { EntityManager } from 'typeorm';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import type { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import type { BookingEntity } from '../booking.entity.js';

const CONFIRM_SQL = prepared(`
  UPDATE bookings SET status = 'confirmed', confirmed_at = $3, updated_at = $3
  WHERE event_id = $1 AND id = ANY($2)`);

/**
 * Makes the held tickets of some bookings their buyers', whoever took the money.
 *
 * @param bookings of one event, pending, and locked by the transaction
 * @param at the time that the buyers are told
 * @returns the statements, which are under way
 */
export function markConfirmed(
  manager: EntityManager,
  inventory: TicketInventory,
  eventId: string,
  bookings: BookingEntity[],
  at: Date,
): Promise<unknown>[] {
  return [
    manager.query(CONFIRM_SQL, [eventId, bookings.map(({ id }) => id), at]),
    inventory.book(manager, eventId, bookings, at),
  ];
}
