import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  SettleBookings,
  type LockedBooking,
  type Placement,
} from '../booking/pay/settle-bookings.js';
import { Ledger } from '../ledger/posting/ledger.js';
import type { PaymentState } from '../payments/providers/payment-provider.js';
import {
  PaymentRecords,
  type PaymentKey,
  type PaymentRow,
} from '../payments/records/payment-records.js';
import { RefundRecords } from '../payments/records/refund-records.js';
import type { Actor } from '../platform/audit/actor.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { Transactions } from '../platform/database/in-transaction.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { declinedEntry, movedEntry, returnedEntry } from './payment-entries.js';

/** Payments that nothing can happen to any more by what a provider says of them. */
const ENDED = new Set(['captured', 'returned', 'failed']);

/**
 * Makes a payment and its booking what the provider says of the payment.
 *
 * The only place where money that has moved becomes a booking that is paid for, or a refund; whoever hears of it
 * (the buyer's own request, an event of the provider, the look after open payments) comes through here. Booking and
 * payment are locked, in this order, and everything is decided from what stands under those locks. So the same news,
 * heard twice, late or in another order, does nothing the second time.
 */
@Injectable()
export class SettlePayment {
  private readonly logger = new Logger('SettlePayment');

  constructor(
    private readonly transactions: Transactions,
    private readonly payments: PaymentRecords,
    private readonly refunds: RefundRecords,
    private readonly bookings: SettleBookings,
    private readonly ledger: Ledger,
    private readonly jobs: Jobs,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param payment which one; its booking never changes
   * @param state as the provider has just said it
   * @param actor who brings the news: the buyer or the system
   */
  async execute(
    payment: PaymentKey & { bookingId: string },
    state: PaymentState,
    actor: Actor,
  ): Promise<void> {
    const paid = await this.transactions.run(async (manager) => {
      const booking = await this.bookings.lock(manager, payment.bookingId);
      const locked = await this.payments.lock(manager, payment);
      if (ENDED.has(locked.status)) return undefined;
      const declineCode = await this.payments.endAttempt(manager, locked, state);
      if (declineCode !== undefined) {
        await this.audit.record(manager, [declinedEntry(actor, locked, declineCode)]);
      }
      if (state.status === 'captured') return this.capture(manager, locked, booking, state, actor);
      // Cancelled is what it stays: only money that has moved all the same is news.
      if (locked.status !== 'cancelled' && locked.status !== state.status) {
        await this.payments.move(manager, locked, state.status);
        await this.audit.record(manager, [movedEntry(actor, locked, state.status)]);
      }
      return undefined;
    });
    if (paid) await this.bookings.paid(paid, actor);
  }

  /** @returns the booking that is paid for now */
  private async capture(
    manager: EntityManager,
    payment: PaymentRow,
    booking: LockedBooking,
    state: PaymentState,
    actor: Actor,
  ): Promise<LockedBooking | undefined> {
    const placement = this.isWhole(payment, state)
      ? await this.bookings.pay(manager, booking, actor, payment.provider)
      : 'cancelled';
    if (placement === 'paid') {
      await this.payments.move(manager, payment, 'captured', state.captureReference);
      return booking;
    }
    await this.giveBack(manager, payment, state, placement, actor);
    return undefined;
  }

  /** There is nothing to buy any more: all of it goes back, once, and the buyer is told why. */
  private async giveBack(
    manager: EntityManager,
    payment: PaymentRow,
    { captureReference, capturedMinor }: PaymentState,
    reason: Exclude<Placement, 'paid'>,
    actor: Actor,
  ): Promise<void> {
    const amountMinor = Math.min(capturedMinor, Number(payment.amountMinor));
    const { bookingId, currency, eventId } = payment;
    await this.payments.move(manager, payment, 'returned', captureReference);
    await this.payments.addRefunded(manager, payment, amountMinor);
    const refundId = await this.refunds.insert(manager, {
      payment,
      bookingId,
      amountMinor,
      currency,
      reason,
    });
    await this.ledger.refundBegun(manager, {
      eventId,
      refundId,
      paymentId: payment.id,
      amountMinor,
    });
    await this.jobs.enqueue(manager, 'send-refund', { eventId, refundId });
    await this.audit.record(manager, [returnedEntry(actor, payment, reason, amountMinor)]);
  }

  /** A provider takes what it was asked for; anything else is a mistake that no booking may be made of. */
  private isWhole(payment: PaymentRow, { capturedMinor, currency }: PaymentState): boolean {
    const isWhole =
      capturedMinor === Number(payment.amountMinor) && currency === payment.currency.trim();
    if (!isWhole) {
      this.logger.error(
        `Payment ${payment.id}: ${capturedMinor} ${currency} came instead of ${payment.amountMinor} ${payment.currency}`,
      );
    }
    return isWhole;
  }
}
