import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ids } from '../../platform/ids/ids.module.js';
import { declineCodeOf, declineReasonOf } from '../decline-reason.js';
import { PaymentEntity, type PaymentStatus } from '../payment.entity.js';
import type { PaymentState, ProviderName } from '../providers/payment-provider.js';

/** Where a payment stands in the tables. */
export interface PaymentKey {
  eventId: string;
  id: string;
}

/** A payment as it is stored. */
export type PaymentRow = Readonly<PaymentEntity>;

export type { PaymentStatus };

/** A buyer's try to pay. */
export interface Attempt {
  number: number;
  status: 'started' | 'declined' | 'succeeded';
  outcome: string | null;
  declineCode: string | null;
}

/** What a payment is for. */
export interface NewPayment {
  eventId: string;
  bookingId: string;
  provider: ProviderName;
  amountMinor: string;
  currency: string;
}

/** Whose payment a row of another table is about, as a condition: `$1` the organisation, `$2` the provider. */
const OF_PROVIDER_SQL = `EXISTS (
  SELECT FROM payments AS payment JOIN events AS event ON event.id = payment.event_id
  WHERE payment.event_id = about.event_id AND payment.id = about.payment_id
    AND event.organiser_id = $1 AND payment.provider = $2 OFFSET 0)`;

/**
 * Whether an organisation's provider still has to answer for something. Each kind by itself, from what is under way, of
 * which there is little: asked of all payments at once, every one that was ever captured would be read.
 */
const UNDER_WAY_SQL = `
  SELECT EXISTS (
    SELECT FROM payments AS payment
    WHERE payment.status IN ('created', 'open', 'processing') AND payment.provider = $2
      AND (SELECT organiser_id FROM events WHERE id = payment.event_id) = $1
  ) OR EXISTS (
    SELECT FROM refunds AS about WHERE about.status IN ('requested', 'processing') AND ${OF_PROVIDER_SQL}
  ) OR EXISTS (
    SELECT FROM disputes AS about WHERE about.status = 'open' AND ${OF_PROVIDER_SQL}
  ) AS found`;

const ATTEMPT_COLUMNS = `number, status, outcome, decline_code AS "declineCode"`;

/**
 * The condition that no payment of a `booking` may be moving money at this moment: none is open at a provider, or the
 * time in which one is waited for is over.
 *
 * @param graceSeconds how long after the end of its hold a payment is waited for
 */
export function isNotBeingPaidSql(graceSeconds: number): string {
  // A subquery that can't become a join: of the few holds that are over, each is looked up.
  return `(booking.hold_expires_at <= now() - interval '${graceSeconds} seconds' OR (
    SELECT true FROM payments AS payment
    WHERE payment.event_id = booking.event_id AND payment.booking_id = booking.id
      AND payment.status IN ('open', 'processing') LIMIT 1) IS NULL)`;
}

/**
 * The rows of payments and their attempts. Whoever changes a payment has locked its booking first, and then the
 * payment; so of all who hear of one at the same moment, one after the other decides from what the one before did.
 */
@Injectable()
export class PaymentRecords {
  /** What a provider's code of a decline is called here, and what of it helps the buyer. */
  static readonly declineCodeOf = declineCodeOf;
  static readonly declineReasonOf = declineReasonOf;

  constructor(private readonly ids: Ids) {}

  /** Whether payments, refunds or disputes of an organisation's provider aren't settled. */
  async isAnyUnderWay(
    manager: EntityManager,
    organiserId: string,
    provider: ProviderName,
  ): Promise<boolean> {
    const [row] = await manager.query<{ found: boolean }[]>(UNDER_WAY_SQL, [organiserId, provider]);
    return row?.found ?? false;
  }

  /** The undecided payment of a booking; there is at most one. */
  openOf(manager: EntityManager, eventId: string, bookingId: string): Promise<PaymentRow | null> {
    return manager
      .createQueryBuilder(PaymentEntity, 'payment')
      .where('payment.event_id = :eventId AND payment.booking_id = :bookingId', {
        eventId,
        bookingId,
      })
      .andWhere(`payment.status IN ('created', 'open', 'processing')`)
      .getOne();
  }

  /** The payment that its provider calls so. */
  byReference(
    manager: EntityManager,
    provider: ProviderName,
    reference: string,
  ): Promise<PaymentRow | null> {
    return manager.findOneBy(PaymentEntity, { provider, providerReference: reference });
  }

  /** All payments of a booking, the first one first. */
  ofBooking(manager: EntityManager, eventId: string, bookingId: string): Promise<PaymentRow[]> {
    return manager
      .createQueryBuilder(PaymentEntity, 'payment')
      .where('payment.event_id = :eventId AND payment.booking_id = :bookingId', {
        eventId,
        bookingId,
      })
      .orderBy('payment.id')
      .getMany();
  }

  find(manager: EntityManager, { eventId, id }: PaymentKey): Promise<PaymentRow | null> {
    return manager.findOneBy(PaymentEntity, { eventId, id });
  }

  /** Locks a payment until the transaction ends; its booking is locked already. */
  async lock(manager: EntityManager, { eventId, id }: PaymentKey): Promise<PaymentRow> {
    return manager
      .createQueryBuilder(PaymentEntity, 'payment')
      .where('payment.event_id = :eventId AND payment.id = :id', { eventId, id })
      .setLock('pessimistic_write')
      .getOneOrFail();
  }

  async insert(manager: EntityManager, payment: NewPayment): Promise<PaymentKey> {
    const id = this.ids.next();
    await manager.query(
      `INSERT INTO payments (event_id, id, booking_id, provider, amount_minor, currency, status)
       VALUES ($1, $2, $3, $4, $5, $6, 'created')`,
      [
        payment.eventId,
        id,
        payment.bookingId,
        payment.provider,
        payment.amountMinor,
        payment.currency,
      ],
    );
    return { eventId: payment.eventId, id };
  }

  /** Notes what the provider calls a payment. */
  async started(
    manager: EntityManager,
    { eventId, id }: PaymentKey,
    reference: string,
  ): Promise<void> {
    await manager.query(
      `UPDATE payments SET provider_reference = $3, updated_at = now(),
         status = CASE status WHEN 'created' THEN 'open' ELSE status END
       WHERE event_id = $1 AND id = $2 AND (provider_reference IS NULL OR provider_reference = $3)`,
      [eventId, id, reference],
    );
  }

  /** @param captureReference what refunds name at the provider, once there is something to refund */
  async move(
    manager: EntityManager,
    { eventId, id }: PaymentKey,
    status: PaymentStatus,
    captureReference?: string,
  ): Promise<void> {
    await manager.query(
      `UPDATE payments SET status = $3, capture_reference = coalesce($4, capture_reference),
         updated_at = now()
       WHERE event_id = $1 AND id = $2`,
      [eventId, id, status, captureReference ?? null],
    );
  }

  /** Counts what goes back of a payment; the database refuses more than came in. */
  async addRefunded(
    manager: EntityManager,
    { eventId, id }: PaymentKey,
    amountMinor: number,
  ): Promise<void> {
    await manager.query(
      `UPDATE payments SET refunded_minor = refunded_minor + $3, updated_at = now()
       WHERE event_id = $1 AND id = $2`,
      [eventId, id, amountMinor],
    );
  }

  /** What can still go back, in the smallest unit: neither refunded nor taken back by the buyer's bank. */
  leftOf({ amountMinor, refundedMinor, disputedMinor }: PaymentRow): number {
    return Number(amountMinor) - Number(refundedMinor) - Number(disputedMinor);
  }

  attempts(manager: EntityManager, { eventId, id }: PaymentKey): Promise<Attempt[]> {
    return manager.query<Attempt[]>(
      `SELECT ${ATTEMPT_COLUMNS} FROM payment_attempts
       WHERE event_id = $1 AND payment_id = $2 ORDER BY number`,
      [eventId, id],
    );
  }

  /**
   * Begins an attempt, or finds the one whose answer isn't known: asking for that again takes no money twice.
   *
   * @param outcome how a simulated attempt ends
   */
  async beginAttempt(manager: EntityManager, key: PaymentKey, outcome?: string): Promise<Attempt> {
    const attempts = await this.attempts(manager, key);
    const begun = attempts.find(({ status }) => status === 'started');
    if (begun) return begun;
    const number = attempts.length + 1;
    await manager.query(
      `INSERT INTO payment_attempts (event_id, payment_id, number, status, outcome)
       VALUES ($1, $2, $3, 'started', $4)`,
      [key.eventId, key.id, number, outcome ?? null],
    );
    return { number, status: 'started', outcome: outcome ?? null, declineCode: null };
  }

  /**
   * Notes how the last attempt ended, as the provider's state of the payment says it. Attempts that were made at the
   * provider's own page are heard of in this way for the first time.
   *
   * @returns why it was declined, where that is news
   */
  async endAttempt(
    manager: EntityManager,
    key: PaymentKey,
    state: PaymentState,
  ): Promise<string | undefined> {
    const { eventId, id } = key;
    const { declined } = state;
    if (state.status === 'captured') {
      await this.endStarted(manager, key, 'succeeded', state.captureReference ?? null, null);
    } else if (declined && state.status === 'open') {
      const [known] = await manager.query<object[]>(
        `SELECT number FROM payment_attempts
         WHERE event_id = $1 AND payment_id = $2 AND status = 'declined' AND provider_reference = $3`,
        [eventId, id, declined.reference],
      );
      if (known) return undefined;
      await this.endStarted(manager, key, 'declined', declined.reference, declined.code);
      return declined.code;
    }
    return undefined;
  }

  private async endStarted(
    manager: EntityManager,
    { eventId, id }: PaymentKey,
    status: 'declined' | 'succeeded',
    reference: string | null,
    code: string | null,
  ): Promise<void> {
    await manager.query(
      `WITH ended AS (
         UPDATE payment_attempts
         SET status = $3, provider_reference = $4, decline_code = $5, updated_at = now()
         WHERE event_id = $1 AND payment_id = $2 AND status = 'started'
         RETURNING 1)
       INSERT INTO payment_attempts
         (event_id, payment_id, number, status, provider_reference, decline_code)
       SELECT $1, $2, (SELECT coalesce(max(number), 0) + 1 FROM payment_attempts
         WHERE event_id = $1 AND payment_id = $2), $3, $4, $5
       WHERE NOT EXISTS (SELECT FROM ended)`,
      [eventId, id, status, reference, code],
    );
  }
}

/** What the provider gets as the key of an attempt: the same whenever the attempt is repeated. */
export function attemptKey({ id }: PaymentKey, { number }: Attempt): string {
  return `payment-${id}-${number}`;
}

/** What the provider gets as the key of a payment. */
export function paymentKey({ id }: PaymentKey): string {
  return `payment-${id}`;
}
