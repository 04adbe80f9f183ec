import type { EntityManager } from 'typeorm';
import type { BookedLine } from './booking.entity.js';

/** A booking that is about to be made. */
export interface NewBooking {
  eventId: string;
  id: string;
  userId: string;
  ticketIds: string[];
  lines: BookedLine[];
  /** Sum of the lines, in the smallest unit of the currency. */
  totalMinor: number;
  currency: string;
  /** For how long from now, or until when, its tickets are held. */
  hold: { seconds: number } | { until: Date };
}

/**
 * Writes a pending booking. The database's clock says when its hold ends: all processes share it.
 *
 * @returns when the hold ends, and the database's time
 */
export async function insertBooking(
  manager: EntityManager,
  booking: NewBooking,
): Promise<{ expiresAt: Date; serverTime: Date }> {
  const until = 'until' in booking.hold ? booking.hold.until : null;
  const seconds = 'seconds' in booking.hold ? booking.hold.seconds : null;
  const [row] = await manager.query<{ expiresAt: Date; serverTime: Date }[]>(
    `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency,
       hold_expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8, clock_timestamp() + make_interval(secs => $9)))
     RETURNING hold_expires_at AS "expiresAt", clock_timestamp() AS "serverTime"`,
    [
      booking.eventId,
      booking.id,
      booking.userId,
      booking.ticketIds,
      JSON.stringify(booking.lines),
      booking.totalMinor,
      booking.currency,
      until,
      seconds,
    ],
  );
  if (!row) throw new Error('An insert that succeeds returns its row.');
  return row;
}

/** The total of some lines, in the smallest unit of their currency. */
export function totalOf(lines: BookedLine[]): number {
  return lines.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, 0);
}
