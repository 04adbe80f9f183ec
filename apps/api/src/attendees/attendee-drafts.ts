import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What was said before a booking is paid for. */
@Injectable()
export class AttendeeDrafts {
  /** Deletes what was said for bookings that end unpaid, in the transaction that ends them. */
  async discard(
    manager: EntityManager,
    eventId: string,
    bookingIds: readonly string[],
  ): Promise<void> {
    // One statement, as holds end by the thousand.
    await manager.query(
      `WITH said AS (DELETE FROM attendees WHERE event_id = $1 AND booking_id = ANY ($2))
       DELETE FROM answers WHERE event_id = $1 AND booking_id = ANY ($2)`,
      [eventId, bookingIds],
    );
  }

  /** Has what was said for tickets follow them into another booking; answers about the booking are of both. */
  async split(
    manager: EntityManager,
    eventId: string,
    fromBookingId: string,
    toBookingId: string,
    ticketIds: readonly string[],
  ): Promise<void> {
    const of = [eventId, fromBookingId, toBookingId];
    await manager.query(
      `UPDATE attendees SET booking_id = $3
       WHERE event_id = $1 AND booking_id = $2 AND ticket_id = ANY ($4)`,
      [...of, ticketIds],
    );
    await manager.query(
      `UPDATE answers SET booking_id = $3
       WHERE event_id = $1 AND booking_id = $2 AND ticket_id = ANY ($4)`,
      [...of, ticketIds],
    );
    await manager.query(
      `INSERT INTO answers (event_id, booking_id, ticket_id, question_id, answer)
       SELECT event_id, $3, NULL, question_id, answer FROM answers
       WHERE event_id = $1 AND booking_id = $2 AND ticket_id IS NULL`,
      of,
    );
  }
}
