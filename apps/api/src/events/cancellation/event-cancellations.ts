import type { CancellationRefunds } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ProviderAccounts } from '../../payments/accounts/provider-accounts.js';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import type { EventEntity } from '../event.entity.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { EventCancellationEntity, type CancellationFees } from './event-cancellation.entity.js';

/**
 * A reservation that began before an event was cancelled may commit afterwards. After so many seconds none does: a
 * statement takes 30 at most, and a transaction that does nothing is ended after 10.
 */
const SETTLED_AFTER_SECONDS = 60;

const OPEN_SQL = prepared(
  `SELECT event_id AS "eventId" FROM event_cancellations WHERE finished_at IS NULL
   ORDER BY created_at LIMIT $1`,
);

/** The times as texts: a booking before the cursor by a microsecond was notified, one behind it wasn't. */
const TAKE_SQL = prepared(
  `SELECT event_id AS "eventId", group_id AS "groupId", message, refunds, created_at::text AS "cancelledAt",
     CASE WHEN group_id IS NULL THEN ARRAY[event_id::text] ELSE (
       SELECT array_agg(other.event_id::text) FROM event_cancellations AS other
       WHERE other.group_id = event_cancellations.group_id
     ) END AS "eventIds",
     notified_created_at::text AS "notifiedCreatedAt", notified_booking_id AS "notifiedBookingId",
     created_at < clock_timestamp() - make_interval(secs => ${SETTLED_AFTER_SECONDS}) AS "isSettled"
   FROM event_cancellations WHERE event_id = $1 AND finished_at IS NULL
   FOR NO KEY UPDATE SKIP LOCKED`,
);

/** Where among the bookings of an event, in the order in which they were made, somebody is. */
export interface BookingCursor {
  createdAt: string;
  bookingId: string;
}

/** A cancellation whose consequences nobody else carries out until the transaction ends. */
export interface OpenCancellation {
  eventId: string;
  /** Of dates that were cancelled together. */
  groupId: string | null;
  /** All events that were cancelled together. */
  eventIds: string[];
  message: string;
  /** How money goes back automatically; null: it doesn't. */
  refunds: CancellationFees | null;
  /** When the event was cancelled, to the microsecond. */
  cancelledAt: string;
  /** The last booking whose buyer was written to. */
  notified: BookingCursor | null;
  /** Whether no reservation from before it can commit any more. */
  isSettled: boolean;
}

interface TakenRow extends Omit<OpenCancellation, 'notified'> {
  notifiedCreatedAt: string | null;
  notifiedBookingId: string | null;
}

/** How an event is cancelled. */
export interface Cancellation {
  /** What its buyers are told; empty: nothing. */
  message: string;
  refunds: CancellationRefunds;
  /** Of dates that are cancelled together, which an address is told in one mail. */
  groupId?: string | null;
}

/** What follows from cancelling an event, as it stands. */
export type EventCancellation = EventCancellationEntity;

/** Keeps which events were cancelled, and how far what follows from it has come. */
@Injectable()
export class EventCancellations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: Jobs,
    private readonly accounts: ProviderAccounts,
  ) {}

  /**
   * Notes, in the transaction that cancels an event, that its holds are to be ended and its buyers to be notified. One that
   * was never published has neither.
   */
  async begin(
    manager: EntityManager,
    { id, publishedAt }: Pick<EventEntity, 'id' | 'publishedAt'>,
    { message, refunds, groupId = null }: Cancellation,
  ): Promise<void> {
    if (publishedAt !== null && refunds !== 'none') await this.accounts.keepKeys(manager, id);
    await manager.insert(EventCancellationEntity, {
      eventId: id,
      groupId,
      message,
      ...(refunds !== 'none' && { refunds, refundsContinuedAt: () => 'now()' }),
      ...(publishedAt === null && { finishedAt: () => 'now()' }),
    });
    if (publishedAt !== null && refunds !== 'none') await this.refund(manager, id);
  }

  /**
   * Has money go back, or go on to go back, also where it failed before.
   *
   * @param fees where nothing goes back automatically yet
   * @returns false where the event hasn't been cancelled
   */
  async continueRefunds(
    manager: EntityManager,
    eventId: string,
    fees: CancellationFees,
  ): Promise<boolean> {
    await this.accounts.keepKeys(manager, eventId);
    const { affected } = await manager
      .createQueryBuilder()
      .update(EventCancellationEntity)
      .set({
        refunds: () => 'coalesce(refunds, :fees)',
        refundsContinuedAt: () => 'clock_timestamp()',
        refundsStoppedAt: null,
      })
      .where('event_id = :eventId', { eventId, fees })
      .execute();
    if (affected !== 1) return false;
    await this.refund(manager, eventId);
    return true;
  }

  /** Stops it; what is under way at a provider goes on. */
  async stopRefunds(manager: EntityManager, eventId: string): Promise<boolean> {
    const { affected } = await manager
      .createQueryBuilder()
      .update(EventCancellationEntity)
      .set({ refundsStoppedAt: () => 'coalesce(refunds_stopped_at, clock_timestamp())' })
      .where('event_id = :eventId AND refunds IS NOT NULL', { eventId })
      .execute();
    return affected === 1;
  }

  /** Cancelled events of which something is left to do, the oldest first. */
  async open(limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ eventId: string }[]>(OPEN_SQL, [limit]);
    return rows.map(({ eventId }) => eventId);
  }

  /** Locks what is left to do; undefined where nothing is, or where somebody else is at it. */
  async take(manager: EntityManager, eventId: string): Promise<OpenCancellation | undefined> {
    const [row] = await manager.query<TakenRow[]>(TAKE_SQL, [eventId]);
    if (!row) return undefined;
    const { notifiedCreatedAt: createdAt, notifiedBookingId: bookingId, ...rest } = row;
    const notified = createdAt === null || bookingId === null ? null : { createdAt, bookingId };
    return { ...rest, notified };
  }

  /** @param until the last booking whose buyer was written to; null: begin again */
  async notifiedUntil(
    manager: EntityManager,
    eventId: string,
    until: BookingCursor | null,
  ): Promise<void> {
    await manager.query(
      `UPDATE event_cancellations SET notified_created_at = $2::timestamptz, notified_booking_id = $3
       WHERE event_id = $1`,
      [eventId, until?.createdAt ?? null, until?.bookingId ?? null],
    );
  }

  async finish(manager: EntityManager, eventId: string): Promise<void> {
    await manager.update(EventCancellationEntity, { eventId }, { finishedAt: () => 'now()' });
    // For who paid while it was being cancelled: from now on nobody does.
    await this.refund(manager, eventId);
  }

  /**
   * Looks whether more is due of a booking, where money of its event goes back: what a bank had taken has come back, or a
   * refund has failed. Whoever goes through all bookings at that moment may have passed this one.
   */
  async refundMore(manager: EntityManager, eventId: string, bookingId: string): Promise<void> {
    const cancellation = await this.find(manager, eventId);
    if (cancellation?.refunds) await this.refund(manager, eventId, bookingId);
  }

  private refund(manager: EntityManager, eventId: string, bookingId?: string): Promise<void> {
    return this.jobs.enqueue(manager, 'refund-cancelled-event', { eventId, bookingId });
  }

  /** What is known of an event's cancellation; null where it hasn't been cancelled. */
  find(manager: EntityManager, eventId: string): Promise<EventCancellationEntity | null> {
    return manager.findOneBy(EventCancellationEntity, { eventId });
  }
}
