import type { CancellationRefundsDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PAID_BACK_BY_HAND_SQL } from '../../payments/payment-policy.js';

/**
 * How the money of each booking of a cancelled event stands: read from the rows of bookings, payments and refunds, so
 * nothing else has to be kept in step with them. `$1`: the event. A failure counts until the work is continued.
 */
const STATES_SQL = `
  SELECT booking.id AS "bookingId", cancellation.refunds AS fees,
    booking.status = 'confirmed' AS "isWhole", refund.amount_minor AS "lastMinor",
    CASE
      WHEN booking.status = 'refunded' AND refund.status = 'succeeded' THEN 'refunded'
      WHEN booking.status = 'refunded' AND refund.status IN ('requested', 'processing') THEN 'under_way'
      WHEN payment.refunded_minor = payment.amount_minor THEN NULL
      WHEN booking.status = 'refunded' AND refund.status = 'failed' THEN
        CASE WHEN refund.updated_at >= cancellation.refunds_continued_at THEN 'failed' ELSE 'left' END
      WHEN booking.status <> 'confirmed' THEN NULL
      WHEN payment.provider IN ${PAID_BACK_BY_HAND_SQL} THEN 'by_hand'
      WHEN failure.failed_at >= cancellation.refunds_continued_at THEN 'failed'
      ELSE 'left'
    END AS state,
    coalesce(failure.failure, 'PAYMENT_REFUSED') AS failure
  FROM event_cancellations AS cancellation
    JOIN bookings AS booking ON booking.event_id = cancellation.event_id
    JOIN payments AS payment ON payment.event_id = booking.event_id AND payment.booking_id = booking.id
      AND payment.status = 'captured'
    LEFT JOIN cancellation_refund_failures AS failure
      ON failure.event_id = booking.event_id AND failure.booking_id = booking.id
    LEFT JOIN LATERAL (
      SELECT status, amount_minor, updated_at FROM refunds
      WHERE refunds.event_id = booking.event_id AND refunds.booking_id = booking.id
        AND refunds.reason = 'event_cancelled'
      ORDER BY refunds.id DESC LIMIT 1
    ) AS refund ON true
  WHERE cancellation.event_id = $1`;

/** What is to be done now: nothing, while somebody has stopped it. */
const DUE_SQL = `
  SELECT * FROM (${STATES_SQL}
    AND cancellation.refunds IS NOT NULL AND cancellation.refunds_stopped_at IS NULL) AS booking
  WHERE booking.state = 'left'`;

/** Bookings that are looked up at once: each is refunded in a transaction of its own. */
const LOOKED_UP_AT_ONCE = 50;

/** Most bookings that a page names of each kind. */
const NAMED_MAX = 20;

const PROGRESS_SQL = `
  WITH states AS (${STATES_SQL})
  SELECT
    count(*) FILTER (WHERE state = 'refunded')::integer AS refunded,
    count(*) FILTER (WHERE state = 'under_way')::integer AS "underWay",
    count(*) FILTER (WHERE state = 'failed')::integer AS failed,
    count(*) FILTER (WHERE state = 'left')::integer AS "left",
    count(*) FILTER (WHERE state = 'by_hand')::integer AS "byHand",
    (
      SELECT coalesce(json_agg(json_build_object('bookingId', one."bookingId"::text, 'code', one.failure)), '[]')
      FROM (SELECT * FROM states WHERE state = 'failed' ORDER BY "bookingId" LIMIT ${NAMED_MAX}) AS one
    ) AS failures,
    (
      SELECT coalesce(json_agg(one."bookingId"::text), '[]')
      FROM (SELECT * FROM states WHERE state = 'by_hand' ORDER BY "bookingId" LIMIT ${NAMED_MAX}) AS one
    ) AS "byHandBookingIds"
  FROM states`;

/** A booking whose money is to go back. */
export interface DueRefund {
  bookingId: string;
  fees: 'with_fees' | 'without_fees';
  /** Whether it still has its tickets. */
  isWhole: boolean;
  /** What its provider could not give back before, in the smallest unit of the currency. */
  lastMinor: string | null;
}

/** How far it has come. */
export type RefundProgress = Omit<CancellationRefundsDto, 'fees' | 'isStopped'>;

/** Says which bookings of cancelled events are to be refunded, and keeps which of them could not be. */
@Injectable()
export class DueRefunds {
  constructor(private readonly dataSource: DataSource) {}

  /** Ids of some bookings that are due, in their order, behind one of them. */
  async after(eventId: string, bookingId: string): Promise<string[]> {
    const rows = await this.dataSource.query<DueRefund[]>(
      `${DUE_SQL} AND booking."bookingId" > $2 ORDER BY booking."bookingId" LIMIT ${LOOKED_UP_AT_ONCE}`,
      [eventId, bookingId],
    );
    return rows.map((row) => row.bookingId);
  }

  /**
   * What is due for a booking; undefined: nothing, or no more.
   *
   * @param manager of a transaction that has locked the booking: others have been before, or wait
   */
  async of(
    manager: EntityManager,
    eventId: string,
    bookingId: string,
  ): Promise<DueRefund | undefined> {
    const [row] = await manager.query<DueRefund[]>(`${DUE_SQL} AND booking."bookingId" = $2`, [
      eventId,
      bookingId,
    ]);
    return row;
  }

  /** Keeps that a booking could not be refunded, with the code of the problem. */
  async failed(
    manager: EntityManager,
    eventId: string,
    bookingId: string,
    code: string,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO cancellation_refund_failures (event_id, booking_id, failure) VALUES ($1, $2, $3)
       ON CONFLICT (event_id, booking_id)
         DO UPDATE SET failure = excluded.failure, failed_at = clock_timestamp()`,
      [eventId, bookingId, code],
    );
  }

  /** How many bookings stand how. */
  async progress(manager: EntityManager, eventId: string): Promise<RefundProgress> {
    const [row] = await manager.query<[RefundProgress]>(PROGRESS_SQL, [eventId]);
    return row;
  }
}
