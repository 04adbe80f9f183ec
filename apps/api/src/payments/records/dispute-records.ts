import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ids } from '../../platform/ids/ids.module.js';
import type { DisputeStatus } from '../providers/payment-provider.js';
import type { PaymentRow } from './payment-records.js';

/** A dispute as it is stored. */
export interface DisputeRow {
  eventId: string;
  id: string;
  paymentId: string;
  bookingId: string;
  /** What the buyer's bank wants back. */
  amountMinor: string;
  /** What it has taken of that: no more than was left of the payment. */
  withdrawnMinor: string;
  currency: string;
  status: DisputeStatus;
  createdAt: Date;
  endedAt: Date | null;
}

/** A dispute that wasn't known. */
export interface NewDispute {
  /** What the provider calls it. */
  reference: string;
  amountMinor: number;
  withdrawnMinor: number;
  currency: string;
}

/**
 * The condition that a dispute stands: open or lost, so the buyer has the money back, or may. Tickets of its booking
 * are disputed.
 */
const STANDS_SQL = `status <> 'won'`;

const COLUMNS = `event_id AS "eventId", id, payment_id AS "paymentId", booking_id AS "bookingId",
  amount_minor AS "amountMinor", withdrawn_minor AS "withdrawnMinor", currency, status,
  created_at AS "createdAt", ended_at AS "endedAt"`;

/** The rows of disputes. Whoever changes one has locked its payment, which is what two events of one dispute meet at. */
@Injectable()
export class DisputeRecords {
  constructor(private readonly ids: Ids) {}

  /** The dispute of a payment that its provider calls so. */
  async byReference(
    manager: EntityManager,
    { eventId, id }: PaymentRow,
    reference: string,
  ): Promise<DisputeRow | undefined> {
    const [row] = await manager.query<DisputeRow[]>(
      `SELECT ${COLUMNS} FROM disputes
       WHERE event_id = $1 AND payment_id = $2 AND provider_reference = $3`,
      [eventId, id, reference],
    );
    return row;
  }

  /** Those of a payment that want more than was left of it and aren't won, the first one first. */
  unmetOf(manager: EntityManager, { eventId, id }: PaymentRow): Promise<DisputeRow[]> {
    return manager.query<DisputeRow[]>(
      `SELECT ${COLUMNS} FROM disputes
       WHERE event_id = $1 AND payment_id = $2 AND ${STANDS_SQL} AND withdrawn_minor < amount_minor
       ORDER BY id`,
      [eventId, id],
    );
  }

  /** Whether a booking is disputed, also where the dispute is lost: nobody has paid for its tickets then. */
  async isDisputed(manager: EntityManager, eventId: string, bookingId: string): Promise<boolean> {
    const rows = await manager.query<object[]>(
      `SELECT id FROM disputes WHERE event_id = $1 AND booking_id = $2 AND ${STANDS_SQL} LIMIT 1`,
      [eventId, bookingId],
    );
    return rows.length > 0;
  }

  /** All disputes of a booking, the first one first. */
  ofBooking(manager: EntityManager, eventId: string, bookingId: string): Promise<DisputeRow[]> {
    return manager.query<DisputeRow[]>(
      `SELECT ${COLUMNS} FROM disputes WHERE event_id = $1 AND booking_id = $2 ORDER BY id`,
      [eventId, bookingId],
    );
  }

  /** Writes one that is open, and counts what was taken at its payment; the database refuses more than is left. */
  async open(
    manager: EntityManager,
    payment: PaymentRow,
    dispute: NewDispute,
  ): Promise<DisputeRow> {
    const { eventId, id: paymentId, bookingId } = payment;
    const { reference, amountMinor, withdrawnMinor, currency } = dispute;
    const [row] = await manager.query<DisputeRow[]>(
      `INSERT INTO disputes
         (event_id, id, payment_id, booking_id, provider_reference, amount_minor, withdrawn_minor, currency)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`,
      [
        eventId,
        this.ids.next(),
        paymentId,
        bookingId,
        reference,
        amountMinor,
        withdrawnMinor,
        currency,
      ],
    );
    if (!row) throw new Error(`Dispute ${reference} was not written.`);
    await this.addDisputed(manager, row, withdrawnMinor);
    return row;
  }

  /** Counts what else the bank has taken. */
  async raise(manager: EntityManager, dispute: DisputeRow, byMinor: number): Promise<void> {
    await manager.query(
      `UPDATE disputes SET withdrawn_minor = withdrawn_minor + $3 WHERE event_id = $1 AND id = $2`,
      [dispute.eventId, dispute.id, byMinor],
    );
    await this.addDisputed(manager, dispute, byMinor);
  }

  /** Ends one that is open. What was won is the payment's again. */
  async end(
    manager: EntityManager,
    dispute: DisputeRow,
    status: Exclude<DisputeStatus, 'open'>,
  ): Promise<void> {
    await manager.query(
      `UPDATE disputes SET status = $3, ended_at = now() WHERE event_id = $1 AND id = $2`,
      [dispute.eventId, dispute.id, status],
    );
    if (status === 'won') {
      await this.addDisputed(manager, dispute, -Number(dispute.withdrawnMinor));
    }
  }

  private async addDisputed(
    manager: EntityManager,
    { eventId, paymentId }: DisputeRow,
    amountMinor: number,
  ): Promise<void> {
    await manager.query(
      `UPDATE payments SET disputed_minor = disputed_minor + $3, updated_at = now()
       WHERE event_id = $1 AND id = $2`,
      [eventId, paymentId, amountMinor],
    );
  }
}
