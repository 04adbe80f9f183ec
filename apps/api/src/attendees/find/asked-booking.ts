import { ProblemCode, type BookingStatus } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { END_SQL } from '../../events/event-details.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { AskedTicket } from '../missing.js';

/** Whose booking it must be. */
export type BookingOf =
  | { onlyUser: string | null }
  /** One of this event, whoever bought it. */
  | { eventId: string };

/** A booking and its event, as far as they matter for who comes. */
export interface AskedBooking {
  id: string;
  eventId: string;
  userId: string;
  status: BookingStatus;
  holdExpiresAt: Date;
  startsAt: Date;
  endsAt: Date;
  isCancelled: boolean;
  timeZone: string;
  /** The database's time. */
  now: Date;
  /** Those that it holds or owns, in its order. */
  tickets: AskedTicket[];
}

const BOOKING_SQL = `
  SELECT booking.id, booking.event_id AS "eventId", booking.user_id AS "userId", booking.status,
    booking.hold_expires_at AS "holdExpiresAt", event.starts_at AS "startsAt",
    ${END_SQL} AS "endsAt",
    event.state = 'cancelled' AS "isCancelled", event.time_zone AS "timeZone",
    clock_timestamp() AS now, (
      SELECT coalesce(
        jsonb_agg(
          jsonb_build_object('id', ticket.id::text, 'tierId', ticket.tier_id::text)
          ORDER BY listed.position
        ),
        '[]'
      )
      FROM unnest(booking.ticket_ids) WITH ORDINALITY AS listed (id, position)
      JOIN tickets AS ticket ON ticket.id = listed.id AND ticket.event_id = booking.event_id
        AND ticket.booking_id = booking.id
    ) AS tickets
  FROM bookings AS booking JOIN events AS event ON event.id = booking.event_id
  WHERE booking.id = $1`;

/**
 * Finds a booking for which somebody asks.
 *
 * @param isLocked whether nobody pays for it, ends it or names attendees of it until the transaction ends
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
  // Sent together; the second sees what stands under the lock of the first.
  const [, [booking]] = await Promise.all([
    isLocked
      ? manager.query(
          `SELECT FROM bookings AS booking WHERE booking.id = $1 AND ${only} FOR NO KEY UPDATE`,
          [bookingId, owner],
        )
      : undefined,
    manager.query<AskedBooking[]>(`${BOOKING_SQL} AND ${only}`, [bookingId, owner]),
  ]);
  if (booking) return booking;
  throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
}
