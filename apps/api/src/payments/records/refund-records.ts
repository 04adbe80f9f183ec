import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ids } from '../../platform/ids/ids.module.js';
import type { RefundState } from '../providers/payment-provider.js';
import type { PaymentKey } from './payment-records.js';

/**
 * Why money goes back. `late`: it was paid after the hold had ended, and nothing equal was left; `surplus`: the booking
 * was paid for already; `cancelled`: the buyer had cancelled; `event_cancelled`; `requested` by the organiser or the
 * buyer.
 */
export type RefundReason = 'late' | 'surplus' | 'cancelled' | 'event_cancelled' | 'requested';

export type RefundStatus = 'requested' | 'processing' | 'succeeded' | 'failed';

/** Money that is to go back. */
export interface NewRefund {
  payment: PaymentKey;
  bookingId: string;
  amountMinor: number;
  currency: string;
  reason: RefundReason;
  note?: string;
  ticketIds?: readonly string[];
  /** The booking that has them now. */
  returnedBookingId?: string | null;
  requestedBy?: string | null;
}

/** A refund as it is stored. */
export interface RefundRow {
  eventId: string;
  id: string;
  paymentId: string;
  bookingId: string;
  amountMinor: string;
  currency: string;
  status: RefundStatus;
  reason: RefundReason;
  note: string;
  ticketIds: string[];
  providerReference: string | null;
  failure: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const COLUMNS = `event_id AS "eventId", id, payment_id AS "paymentId", booking_id AS "bookingId",
  amount_minor AS "amountMinor", currency, status, reason, note, ticket_ids AS "ticketIds",
  provider_reference AS "providerReference", failure, created_at AS "createdAt",
  updated_at AS "updatedAt"`;

/** The rows of refunds. */
@Injectable()
export class RefundRecords {
  constructor(private readonly ids: Ids) {}

  /** @returns the refund's id, which is also what its provider gets as its key */
  async insert(manager: EntityManager, refund: NewRefund): Promise<string> {
    const id = this.ids.next();
    const { payment, bookingId, amountMinor, currency, reason } = refund;
    await manager.query(
      `INSERT INTO refunds (event_id, id, payment_id, booking_id, amount_minor, currency, reason, note,
         ticket_ids, requested_by, returned_booking_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        payment.eventId,
        id,
        payment.id,
        bookingId,
        amountMinor,
        currency,
        reason,
        refund.note ?? '',
        refund.ticketIds ?? [],
        refund.requestedBy ?? null,
        refund.returnedBookingId ?? null,
      ],
    );
    return id;
  }

  async find(manager: EntityManager, eventId: string, id: string): Promise<RefundRow | undefined> {
    const [row] = await manager.query<RefundRow[]>(
      `SELECT ${COLUMNS} FROM refunds WHERE event_id = $1 AND id = $2`,
      [eventId, id],
    );
    return row;
  }

  /** Locks a refund until the transaction ends. */
  async lock(manager: EntityManager, eventId: string, id: string): Promise<RefundRow | undefined> {
    const [row] = await manager.query<RefundRow[]>(
      `SELECT ${COLUMNS} FROM refunds WHERE event_id = $1 AND id = $2 FOR UPDATE`,
      [eventId, id],
    );
    return row;
  }

  ofBooking(manager: EntityManager, eventId: string, bookingId: string): Promise<RefundRow[]> {
    return manager.query<RefundRow[]>(
      `SELECT ${COLUMNS} FROM refunds WHERE event_id = $1 AND booking_id = $2 ORDER BY id`,
      [eventId, bookingId],
    );
  }

  async move(
    manager: EntityManager,
    { eventId, id }: { eventId: string; id: string },
    state: RefundState,
  ): Promise<void> {
    await manager.query(
      `UPDATE refunds SET status = $3, provider_reference = $4, failure = $5, updated_at = now()
       WHERE event_id = $1 AND id = $2`,
      [eventId, id, state.status, state.reference, state.failure ?? null],
    );
  }
}
