import { ProblemCode } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { prepared } from '../platform/database/pipelining-pg-client.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { BookingEntity } from './booking.entity.js';

/**
 * Locks bookings until the transaction ends, always in the order of their ids: two transactions
 * that want the same bookings wait for each other in turn, and never in a circle. Whoever changes a
 * booking, or the tickets that it holds, comes through here first (or skips what is locked).
 *
 * @returns the bookings as they are now, in order; those that do not exist are left out
 */
export async function lockBookings(
  manager: EntityManager,
  bookingIds: string[],
): Promise<BookingEntity[]> {
  if (bookingIds.length === 0) return [];
  return manager
    .createQueryBuilder(BookingEntity, 'booking')
    .where('booking.id = ANY(:bookingIds)', { bookingIds })
    .orderBy('booking.id')
    .setLock('pessimistic_write')
    .getMany();
}

/**
 * Locks the bookings that hold tickets at this moment, in the same order. The statement is sent at once,
 * so what is sent after it sees what stands under the locks.
 */
export function lockBookingsOfTickets(
  manager: EntityManager,
  ticketIds: string[],
): Promise<BookingEntity[]> {
  return manager.query<BookingEntity[]>(lockOfTicketsSql(manager), [ticketIds]);
}

let knownLockOfTicketsSql: string | undefined;

/** Its columns have the names of the entity's fields. */
function lockOfTicketsSql(manager: EntityManager): string {
  if (knownLockOfTicketsSql !== undefined) return knownLockOfTicketsSql;
  const bookings = manager
    .createQueryBuilder(BookingEntity, 'booking')
    .select([])
    // As a list, and not joined: the order of ids would otherwise have a planner to whom the table looks small
    // walk over all bookings, and a connection keeps that plan. By ids alone, which are of one booking each,
    // whatever its event.
    .where('booking.id = ANY (ARRAY(SELECT booking_id FROM tickets WHERE id = ANY($1)))')
    .orderBy('booking.id')
    .setLock('pessimistic_write');
  for (const { propertyName } of manager.dataSource.getMetadata(BookingEntity).columns) {
    bookings.addSelect(`booking.${propertyName}`, propertyName);
  }
  knownLockOfTicketsSql = prepared(bookings.getQuery());
  return knownLockOfTicketsSql;
}

/**
 * Locks a booking that its buyer wants to change while it is held.
 *
 * @param onlyUser whose booking it must be; null for anybody's
 * @throws DomainError BOOKING_NOT_FOUND, also for another user's: that it exists is nobody else's
 * business; ALREADY_CONFIRMED or BOOKING_ENDED
 */
export async function lockPendingBooking(
  manager: EntityManager,
  bookingId: string,
  onlyUser: string | null,
): Promise<BookingEntity> {
  const [booking] = await lockBookings(manager, [bookingId]);
  if (!booking || (onlyUser !== null && booking.userId !== onlyUser)) {
    throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
  }
  if (booking.status === 'confirmed') {
    throw new DomainError(
      ProblemCode.AlreadyConfirmed,
      'The booking has been paid for; only a refund can end it.',
    );
  }
  if (booking.status !== 'pending') {
    throw new DomainError(
      ProblemCode.BookingEnded,
      'The booking had ended already; its tickets are back on sale.',
    );
  }
  return booking;
}
