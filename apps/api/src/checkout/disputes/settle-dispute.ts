import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SettleBookings } from '../../booking/pay/settle-bookings.js';
import { EventCancellations } from '../../events/cancellation/event-cancellations.js';
import { Ledger } from '../../ledger/posting/ledger.js';
import type { DisputeState } from '../../payments/providers/payment-provider.js';
import { DisputeRecords, type DisputeRow } from '../../payments/records/dispute-records.js';
import {
  PaymentRecords,
  type PaymentKey,
  type PaymentRow,
} from '../../payments/records/payment-records.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { disputeEntry } from '../payment-entries.js';
import { DisputeMails } from './dispute-mails.js';
import { RaiseDisputes } from './raise-disputes.js';

/** Payments whose money has come: a bank takes back no other. */
const HAS_COME = new Set(['captured', 'returned']);

/**
 * Makes a dispute what the provider says of it.
 *
 * It opens once, and is then won or lost, once; it may be heard of for the first time when it has ended. Booking and
 * payment are locked, so that news which come twice, late or in another order do nothing the second time, and no
 * refund takes the same money at the same moment.
 */
@Injectable()
export class SettleDispute {
  private readonly logger = new Logger('SettleDispute');

  constructor(
    private readonly transactions: Transactions,
    private readonly bookings: SettleBookings,
    private readonly payments: PaymentRecords,
    private readonly disputes: DisputeRecords,
    private readonly ledger: Ledger,
    private readonly raise: RaiseDisputes,
    private readonly audit: AuditTrail,
    private readonly mails: DisputeMails,
    private readonly cancellations: EventCancellations,
  ) {}

  /**
   * @param payment which one is disputed
   * @param state as the provider has said it
   */
  async execute(payment: PaymentKey & { bookingId: string }, state: DisputeState): Promise<void> {
    const dispute = await this.transactions.run(async (manager) => {
      await this.bookings.lock(manager, payment.bookingId);
      const locked = await this.payments.lock(manager, payment);
      if (!HAS_COME.has(locked.status)) {
        // The job tries again: the payment's own news may be on their way.
        throw new Error(`Payment ${payment.id} is disputed, and not known to be captured.`);
      }
      const known = await this.disputes.byReference(manager, locked, state.reference);
      const opened = known ?? (await this.open(manager, locked, state));
      const ended = await this.end(manager, opened, state);
      // What one has given up, another one may have taken.
      if (ended.status === 'won') await this.raise.execute(manager, payment);
      return ended;
    });
    await this.mails.write(dispute);
  }

  private async open(
    manager: EntityManager,
    payment: PaymentRow,
    { reference, amountMinor, currency }: DisputeState,
  ): Promise<DisputeRow> {
    // What went back before can't be taken back as well: the bank has to be shown the refund.
    const withdrawnMinor = Math.min(amountMinor, this.payments.leftOf(payment));
    const dispute = await this.disputes.open(manager, payment, {
      reference,
      amountMinor,
      withdrawnMinor,
      currency,
    });
    const { eventId, id: disputeId, paymentId } = dispute;
    if (withdrawnMinor > 0) {
      const opened = { eventId, disputeId, paymentId, amountMinor: withdrawnMinor };
      await this.ledger.disputeOpened(manager, opened);
    }
    await this.audit.record(manager, [disputeEntry(dispute, 'open')]);
    return dispute;
  }

  /** @returns the dispute as it is then */
  private async end(
    manager: EntityManager,
    dispute: DisputeRow,
    { status }: DisputeState,
  ): Promise<DisputeRow> {
    if (status === 'open' || status === dispute.status) return dispute;
    if (dispute.status !== 'open') {
      this.logger.error({
        msg: `Dispute ${dispute.id} was ${dispute.status}, and its provider now says ${status}.`,
        code: 'DISPUTE_ENDED_TWICE',
      });
      return dispute;
    }
    await this.disputes.end(manager, dispute, status);
    const { eventId, id } = dispute;
    const withdrawnMinor = Number(dispute.withdrawnMinor);
    if (withdrawnMinor > 0) {
      if (status === 'won') await this.ledger.disputeWon(manager, eventId, id, withdrawnMinor);
      else await this.ledger.disputeLost(manager, eventId, id, withdrawnMinor);
    }
    if (status === 'won') {
      await this.cancellations.refundMore(manager, eventId, dispute.bookingId);
    }
    await this.audit.record(manager, [disputeEntry(dispute, status)]);
    return { ...dispute, status };
  }
}
