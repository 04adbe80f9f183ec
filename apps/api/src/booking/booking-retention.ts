import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Retention } from '../platform/personal-data/retention.js';
import { LATE_PAYMENT_SECONDS } from './confirm/confirmation-policy.js';

/** Their lists of tickets say which hold a late payment was for, and nothing after that. */
const SHORTEN_SQL = `
  UPDATE bookings SET ticket_ids = '{}'
  WHERE (event_id, id) IN (
    SELECT event_id, id FROM bookings
    WHERE confirmed_at IS NULL AND ended_at IS NOT NULL AND cardinality(ticket_ids) > 0
      AND ended_at < now() - make_interval(secs => $1)
    ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)`;

/** Not those with a payment, also a failed one: payments are kept, with what they were for. */
const DELETE_SQL = `
  DELETE FROM bookings
  WHERE (event_id, id) IN (
    SELECT event_id, id FROM bookings AS booking
    WHERE status IN ('expired', 'cancelled') AND ended_at < now() - make_interval(days => $1)
      AND cardinality(ticket_ids) = 0
      AND NOT EXISTS (
        SELECT FROM payments AS payment
        WHERE payment.event_id = booking.event_id AND payment.booking_id = booking.id)
    ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)`;

/**
 * Bookings that ended unpaid are kept in short form, and then deleted: holding tickets and giving them back costs
 * nothing, so what it leaves behind must be little, and not for good.
 */
@Injectable()
export class BookingRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.add(
      {
        what: 'lists of tickets of ended bookings',
        keep: () => LATE_PAYMENT_SECONDS,
        statement: SHORTEN_SQL,
      },
      {
        what: 'unpaid bookings',
        keep: (settings) => settings.UNPAID_BOOKING_RETENTION_DAYS,
        statement: DELETE_SQL,
      },
    );
  }
}
