import type { EntityManager } from 'typeorm';
import { prepared } from '../database/sale-client.js';
import type { BookedLine } from './booking.entity.js';

const INSERT_SQL = prepared(`
  INSERT INTO bookings
    (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at,
     hold_extensions)
  SELECT $1, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at,
     hold_extensions
  FROM jsonb_to_recordset($2::jsonb) AS booking (id bigint, user_id bigint, ticket_ids bigint[],
    lines jsonb, total_minor bigint, currency text, hold_expires_at timestamptz,
    hold_extensions smallint)`);

/** A booking that is about to be made. */
export interface NewBooking {
  id: string;
  userId: string;
  ticketIds: string[];
  lines: BookedLine[];
  /** Sum of the lines, in the smallest unit of the currency. */
  totalMinor: number;
  currency: string;
  /** By the database's clock, which all processes share. */
  holdExpiresAt: Date;
  /** How often the hold has been extended already. */
  holdExtensions: number;
}

/** Writes pending bookings of one event, in one statement however many they are. */
export async function insertBookings(
  manager: EntityManager,
  eventId: string,
  bookings: NewBooking[],
): Promise<void> {
  const rows = bookings.map((booking) => ({
    id: booking.id,
    user_id: booking.userId,
    ticket_ids: booking.ticketIds,
    lines: booking.lines,
    total_minor: booking.totalMinor,
    currency: booking.currency,
    hold_expires_at: booking.holdExpiresAt,
    hold_extensions: booking.holdExtensions,
  }));
  await manager.query(INSERT_SQL, [eventId, JSON.stringify(rows)]);
}

/** The total of some lines, in the smallest unit of their currency. */
export function totalOf(lines: BookedLine[]): number {
  return lines.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, 0);
}
