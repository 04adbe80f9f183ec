import type { BookingCharges } from '@boxoffice/contracts/pricing';
import type { EntityManager } from 'typeorm';
import { prepared } from '../platform/database/pipelining-pg-client.js';
import type { BookedLine } from './booking.entity.js';

/**
 * Lists and documents travel as texts, which PostgreSQL reads faster than one JSON document of all bookings
 * that it takes apart again.
 */
const INSERT_SQL = prepared(
  insertBookingsSql(
    '$1',
    `
  SELECT id, user_id, ticket_ids::bigint[], lines::jsonb, charges::jsonb, total_minor, currency,
    hold_expires_at, hold_extensions
  FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[],
    $9::timestamptz[], $10::smallint[])
    AS listed (id, user_id, ticket_ids, lines, charges, total_minor, currency, hold_expires_at,
      hold_extensions)`,
  ),
);

/**
 * @param eventId the text of a parameter
 * @param bookings a query of `id, user_id, ticket_ids, lines, charges, total_minor, currency, hold_expires_at` and
 * `hold_extensions`, and of the columns more
 * @param more names of columns that most bookings leave empty
 * @returns the text of a statement that writes them as pending
 */
export function insertBookingsSql(
  eventId: string,
  bookings: string,
  more: readonly string[] = [],
): string {
  return `
    INSERT INTO bookings
      (event_id, id, user_id, ticket_ids, lines, charges, total_minor, currency, hold_expires_at,
       ${['hold_extensions', ...more].join(', ')})
    SELECT ${eventId}, booking.* FROM (${bookings}) AS booking`;
}

/** A booking that is about to be made. */
export interface NewBooking {
  id: string;
  userId: string;
  ticketIds: string[];
  lines: BookedLine[];
  charges: BookingCharges | null;
  /** What the buyer pays, in the smallest unit of the currency. */
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
  await manager.query(INSERT_SQL, [
    eventId,
    bookings.map(({ id }) => id),
    bookings.map(({ userId }) => userId),
    bookings.map(({ ticketIds }) => `{${ticketIds.join(',')}}`),
    bookings.map(({ lines }) => JSON.stringify(lines)),
    bookings.map(({ charges }) => charges && JSON.stringify(charges)),
    bookings.map(({ totalMinor }) => totalMinor),
    bookings.map(({ currency }) => currency),
    bookings.map(({ holdExpiresAt }) => holdExpiresAt),
    bookings.map(({ holdExtensions }) => holdExtensions),
  ]);
}
