import type { CancellationRefundsDto } from '@boxoffice/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OwedRefunds } from '../../payments/accounts/owed-refunds.js';
import { PAID_BACK_BY_HAND_SQL } from '../../payments/payment-policy.js';
import type { ProviderName } from '../../payments/providers/payment-provider.js';

/** What tickets cost without their fees, as `returnedPriceOf` says it of one; those of the `part`, which is a booking. */
const WITHOUT_FEES_SQL = `(SELECT sum((line->>'quantity')::bigint
    * coalesce(line->>'fullPriceMinor', line->>'priceMinor')::bigint)
  FROM jsonb_array_elements(part.lines) AS line) - (fees_and_tax_of(part.lines, NULL))[1]`;

/**
 * What is due of each of some bookings of a cancelled event, in the smallest unit: all that is left of its payment, or
 * the tickets without their fees, less what went back beside them since, whoever wanted it, and no more than is left; less
 * what the buyer's bank has taken. Since the cancellation, or since giving back its tickets failed before: an amount of
 * before was for something else. Tickets that were given back before are settled, unless their money could not go back.
 *
 * Read from the rows of bookings, payments, refunds and disputes, so nothing else has to be kept in step with them. `$1`:
 * the event.
 *
 * @param bookings a table of bookings
 */
const dueSql = (bookings: string): string => `
  SELECT booking.id AS "bookingId", booking.status, cancellation.refunds AS fees, payment.provider,
    cancellation.refunds_stopped_at IS NOT NULL AS "isStopped", refund."isUnderWay",
    greatest(refund.failed_at, failure.failed_at) >= cancellation.refunds_continued_at AS "hasFailed",
    coalesce(failure.failure, 'PAYMENT_REFUSED') AS failure,
    EXISTS (
      SELECT FROM disputes WHERE disputes.event_id = booking.event_id AND disputes.booking_id = booking.id
        AND disputes.payment_id = payment.id AND disputes.status = 'open'
    ) AS "isDisputed",
    least(payment.amount_minor - payment.refunded_minor, CASE cancellation.refunds WHEN 'without_fees' THEN (
      SELECT sum(${WITHOUT_FEES_SQL}) FROM bookings AS part
      WHERE part.event_id = booking.event_id AND part.id = ANY (array_append(refund.failed_parts, booking.id))
    ) - refund.back_minor END) - payment.disputed_minor AS "dueMinor"
  FROM event_cancellations AS cancellation
    JOIN ${bookings} AS booking ON booking.event_id = cancellation.event_id
    JOIN payments AS payment ON payment.event_id = booking.event_id AND payment.booking_id = booking.id
      AND payment.status = 'captured'
    LEFT JOIN cancellation_refund_failures AS failure
      ON failure.event_id = booking.event_id AND failure.booking_id = booking.id
    CROSS JOIN LATERAL (
      SELECT
        -- Of amounts, and of the tickets that the booking had when its last ones were given back.
        coalesce(sum(amount_minor) FILTER (
          WHERE is_since AND status <> 'failed' AND coalesce(returned_booking_id, booking.id) = booking.id), 0) AS back_minor,
        array_agg(returned_booking_id) FILTER (
          WHERE status = 'failed' AND returned_booking_id <> booking.id) AS failed_parts,
        max(updated_at) FILTER (WHERE status = 'failed') AS failed_at,
        coalesce(bool_or(status IN ('requested', 'processing')), false) AS "isUnderWay",
        -- Also where a part's refund failed, and the rest went back since.
        bool_or(returned_booking_id IS NOT NULL AND status = 'failed'
          OR returned_booking_id = booking.id AND reason = 'event_cancelled') AS "isDue"
      FROM (
        SELECT refunds.*, created_at >= least(cancellation.created_at, min(created_at) FILTER (
          WHERE status = 'failed' AND returned_booking_id IS NOT NULL) OVER ()) AS is_since
        FROM refunds
        WHERE refunds.event_id = booking.event_id AND refunds.payment_id = payment.id
      ) AS one
    ) AS refund
  WHERE cancellation.event_id = $1 AND (booking.status = 'confirmed' OR refund."isDue")`;

const IS_DUE_SQL = `"dueMinor" > 0 AND provider NOT IN ${PAID_BACK_BY_HAND_SQL}
  AND "hasFailed" IS NOT TRUE AND fees IS NOT NULL AND NOT "isStopped"`;

/** Bookings that are looked up at once: each is refunded in a transaction of its own. */
const LOOKED_UP_AT_ONCE = 500;

/**
 * Some bookings of the event in the order of their ids, and which are due. The bookings first, by themselves: otherwise
 * all of the event would be read for some.
 */
const PAGE_SQL = `
  WITH page AS MATERIALIZED (
    SELECT * FROM bookings WHERE event_id = $1 AND id > $2 ORDER BY id LIMIT ${LOOKED_UP_AT_ONCE}
  )
  SELECT (SELECT max(id) FROM page) AS last, coalesce((
    SELECT array_agg("bookingId" ORDER BY "bookingId") FROM (${dueSql('page')}) AS due WHERE ${IS_DUE_SQL}
  ), '{}') AS "bookingIds"`;

const ONE_SQL = `
  SELECT "bookingId", fees, status = 'confirmed' AS "isWhole", "dueMinor"
  FROM (${dueSql('(SELECT * FROM bookings WHERE event_id = $1 AND id = $2 OFFSET 0)')}) AS due
  WHERE ${IS_DUE_SQL}`;

/** Cancelled events of an organisation whose money goes back automatically. */
const EVENTS_SQL = `
  SELECT cancellation.event_id AS "eventId"
  FROM event_cancellations AS cancellation JOIN events AS event ON event.id = cancellation.event_id
  WHERE event.organiser_id = $1 AND cancellation.refunds IS NOT NULL
    AND cancellation.refunds_stopped_at IS NULL
  ORDER BY cancellation.event_id`;

/** Whether anything of a provider, `$2`, is due. Only of payments of which something is left is more read than themselves. */
const ANY_SQL = `
  SELECT EXISTS (
    SELECT FROM (${dueSql(`(
      SELECT bookings.* FROM payments AS paid
        JOIN bookings ON bookings.event_id = paid.event_id AND bookings.id = paid.booking_id
      WHERE paid.event_id = $1 AND paid.provider = $2 AND paid.status = 'captured'
        AND paid.refunded_minor + paid.disputed_minor < paid.amount_minor
    )`)}) AS due WHERE ${IS_DUE_SQL}
  ) AS found`;

/** Most bookings that a page names of each kind. */
const NAMED_MAX = 20;

const PROGRESS_SQL = `
  WITH states AS (
    SELECT "bookingId", failure,
      CASE
        WHEN "dueMinor" > 0 AND provider IN ${PAID_BACK_BY_HAND_SQL} THEN 'by_hand'
        WHEN "dueMinor" > 0 AND "hasFailed" THEN 'failed'
        WHEN "dueMinor" > 0 THEN 'left'
        WHEN "isUnderWay" THEN 'under_way'
        WHEN "isDisputed" THEN 'disputed'
        WHEN status = 'refunded' THEN 'refunded'
      END AS state
    FROM (${dueSql('bookings')}) AS due
  )
  SELECT
    count(*) FILTER (WHERE state = 'refunded')::integer AS refunded,
    count(*) FILTER (WHERE state = 'under_way')::integer AS "underWay",
    count(*) FILTER (WHERE state = 'failed')::integer AS failed,
    count(*) FILTER (WHERE state = 'left')::integer AS "left",
    count(*) FILTER (WHERE state = 'disputed')::integer AS disputed,
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
  /** In the smallest unit of the currency. */
  dueMinor: string;
}

/** Some bookings of a cancelled event, in the order of their ids. */
export interface DuePage {
  bookingIds: string[];
  /** The last one that was looked at, due or not; null: there are no more. */
  last: string | null;
}

/** How far it has come. */
export type RefundProgress = Omit<CancellationRefundsDto, 'fees' | 'isStopped'>;

/** Says which bookings of cancelled events are to be refunded, and keeps which of them could not be. */
@Injectable()
export class DueRefunds implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly owed: OwedRefunds,
  ) {}

  onModuleInit(): void {
    this.owed.foundBy((manager, ...of) => this.areAny(manager, ...of));
  }

  /** Which of the next bookings are due, behind one of them: none of them may be, and more behind them. */
  async after(eventId: string, bookingId: string): Promise<DuePage> {
    const [page] = await this.dataSource.query<[DuePage]>(PAGE_SQL, [eventId, bookingId]);
    return page;
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
    const [row] = await manager.query<DueRefund[]>(ONE_SQL, [eventId, bookingId]);
    return row;
  }

  /** Whether any booking of an organisation's cancelled events is due, and was paid at the provider. */
  private async areAny(
    manager: EntityManager,
    organiserId: string,
    provider: ProviderName,
  ): Promise<boolean> {
    const events = await manager.query<{ eventId: string }[]>(EVENTS_SQL, [organiserId]);
    for (const { eventId } of events) {
      const [row] = await manager.query<{ found: boolean }[]>(ANY_SQL, [eventId, provider]);
      if (row?.found) return true;
    }
    return false;
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

  /** Counts bookings by state. */
  async progress(manager: EntityManager, eventId: string): Promise<RefundProgress> {
    const [row] = await manager.query<[RefundProgress]>(PROGRESS_SQL, [eventId]);
    return row;
  }
}
