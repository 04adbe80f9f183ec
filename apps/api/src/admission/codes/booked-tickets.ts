import { ProblemCode } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { END_SQL } from '../../events/event-details.js';
import { DomainError } from '../../platform/problems/domain-error.js';

/** Whose booking it must be. */
export type BookingOf =
  | { onlyUser: string | null }
  /** One of this event, whoever bought it. */
  | { eventId: string };

/** A booking, as far as it matters for its codes. */
export interface AskedBooking {
  id: string;
  eventId: string;
  organiserId: string;
  codesRotate: boolean;
  endsAt: Date;
  /** Those that are sold to it now, in its order. */
  ticketIds: string[];
}

const BOOKING_SQL = `
  SELECT booking.id, booking.event_id AS "eventId", event.organiser_id AS "organiserId",
    event.codes_rotate AS "codesRotate", ${END_SQL} AS "endsAt", ARRAY(
      SELECT ticket.id FROM unnest(booking.ticket_ids) WITH ORDINALITY AS listed (id, position)
      JOIN tickets AS ticket ON ticket.id = listed.id AND ticket.event_id = booking.event_id
        AND ticket.booking_id = booking.id AND ticket.status = 'booked'
      ORDER BY listed.position
    ) AS "ticketIds"
  FROM bookings AS booking JOIN events AS event ON event.id = booking.event_id
  WHERE booking.id = $1`;

/**
 * Finds a booking whose codes somebody asks for.
 *
 * @param isLocked whether nobody refunds it, replaces codes of it or passes on its tickets until the transaction ends
 * @throws DomainError BOOKING_NOT_FOUND, also for somebody else's: that it exists is nobody else's business
 */
export async function askedBooking(
  manager: EntityManager,
  bookingId: string,
  of: BookingOf,
  isLocked = false,
): Promise<AskedBooking> {
  const [only, owner] =
    'eventId' in of
      ? ['booking.event_id = $2', of.eventId]
      : ['($2::bigint IS NULL OR booking.user_id = $2)', of.onlyUser];
  if (isLocked) {
    await manager.query(
      `SELECT FROM bookings AS booking WHERE booking.id = $1 AND ${only} FOR NO KEY UPDATE`,
      [bookingId, owner],
    );
  }
  const [booking] = await manager.query<AskedBooking[]>(`${BOOKING_SQL} AND ${only}`, [
    bookingId,
    owner,
  ]);
  if (booking) return booking;
  throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
}
