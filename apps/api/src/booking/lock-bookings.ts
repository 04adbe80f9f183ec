import type { EntityManager } from 'typeorm';
import { BookingEntity } from './booking.entity.js';

/**
 * Locks bookings until the transaction ends, always in the order of their ids: two transactions
 * that want the same bookings wait for each other in turn, and never in a circle. Whoever changes a
 * booking, or the tickets that it holds, comes through here first.
 *
 * @returns the bookings as they are now, in order; those that do not exist are left out
 */
export async function lockBookings(
  manager: EntityManager,
  bookingIds: string[],
): Promise<BookingEntity[]> {
  return manager
    .createQueryBuilder(BookingEntity, 'booking')
    .where('booking.id = ANY(:bookingIds)', { bookingIds })
    .orderBy('booking.id')
    .setLock('pessimistic_write')
    .getMany();
}
