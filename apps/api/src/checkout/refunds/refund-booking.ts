import { ProblemCode, type PaymentDto, type RefundBookingDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GiveBackTickets } from '../../booking/give-back/give-back-tickets.js';
import { SettleBookings, type LockedBooking } from '../../booking/pay/settle-bookings.js';
import { Ledger } from '../../ledger/posting/ledger.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import { ProviderAccounts } from '../../payments/accounts/provider-accounts.js';
import { PaymentRecords, type PaymentRow } from '../../payments/records/payment-records.js';
import { RefundRecords, type RefundReason } from '../../payments/records/refund-records.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { refundRequestedEntry } from '../payment-entries.js';
import { ShowPayments } from '../show-payments.js';
import { nothingToRefund, whatGoesBack, type GoesBack, type Refundable } from './what-goes-back.js';

/** Which booking of which event, and who gives money back for it. */
export interface RefundRequest {
  organiserId: string;
  eventId: string;
  bookingId: string;
  caller: Caller;
  actor: Actor;
  keyed?: IdempotencyContext;
}

/** What is to go back, who wants it, and why. */
export interface WantedRefund {
  body: RefundBookingDto;
  actor: Actor;
  /** Of what paid for the booking; money that came in vain goes back for the reason that it did before. */
  reason: Extract<RefundReason, 'requested' | 'event_cancelled'>;
  /** Decided already, from the locked booking; otherwise the body says it. */
  goesBack?: GoesBack;
}

/** Payments whose money has come: it paid for the booking, or came in vain. */
const HAS_COME = new Set(['captured', 'returned']);

/** A payment that is locked, and what can go back of it. */
interface Repayable extends Refundable {
  payment: PaymentRow;
  reason: RefundReason;
}

/**
 * Gives money back for a booking: written down here together with what becomes of its tickets, and sent to the provider
 * by a job. Booking and payment are locked, so two refunds at once are one after the other, and the database refuses
 * more than came in.
 */
@Injectable()
export class RefundBooking {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly access: OrganiserAccess,
    private readonly bookings: SettleBookings,
    private readonly payments: PaymentRecords,
    private readonly accounts: ProviderAccounts,
    private readonly refunds: RefundRecords,
    private readonly giveBack: GiveBackTickets,
    private readonly ledger: Ledger,
    private readonly jobs: Jobs,
    private readonly audit: AuditTrail,
    private readonly show: ShowPayments,
  ) {}

  /**
   * @returns the payments of the booking, with the new refund
   * @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND or FORBIDDEN below a manager; BOOKING_NOT_FOUND; and those
   * of {@link within}
   */
  async execute(request: RefundRequest, body: RefundBookingDto): Promise<PaymentDto[]> {
    const { bookingId, actor, keyed } = request;
    return this.idempotent.run(keyed, async (manager) => {
      await this.access.require(manager, request.caller, request, 'manager');
      const booking = await this.lock(manager, request);
      const committed = await this.within(manager, booking, { body, actor, reason: 'requested' });
      return { answer: await this.show.ofBooking(bookingId, null, manager), committed };
    });
  }

  /**
   * The only place where money begins to go back because somebody wants it: what paid for a booking, or what came when
   * there was nothing to buy any more, where giving that back has failed.
   *
   * @param booking locked by the transaction
   * @returns what is to be done after the commit
   * @throws DomainError those of {@link whatGoesBack}, and PAYMENT_NOT_FOUND
   */
  async within(
    manager: EntityManager,
    booking: LockedBooking,
    wanted: WantedRefund,
  ): Promise<() => void> {
    const { actor, goesBack } = wanted;
    const { eventId, id: bookingId } = booking;
    const { payment, reason, ...asked } = await this.lockPayment(manager, booking, wanted);
    // What came in vain bought nothing, so nobody keeps fees of it.
    const isInVain = payment.status === 'returned';
    const body = isInVain ? Object.assign({}, wanted.body, { fees: undefined }) : wanted.body;
    const { amountMinor, ticketIds } = goesBack ?? whatGoesBack(asked, body);
    const restocks = body.restock ?? true;
    const givenBack =
      ticketIds.length > 0
        ? await this.giveBack.execute(manager, booking, ticketIds, restocks, actor)
        : undefined;
    // Without keys, it waits until there are some again.
    await this.accounts.keepKeys(manager, eventId, payment.provider);
    await this.payments.addRefunded(manager, payment, amountMinor);
    const refundId = await this.refunds.insert(manager, {
      payment,
      bookingId,
      amountMinor,
      currency: payment.currency,
      reason,
      note: body.note ?? '',
      ticketIds,
      returnedBookingId: givenBack?.bookingId,
      requestedBy: actor.actorId,
    });
    const paymentId = payment.id;
    const { fees } = body;
    await this.ledger.refundBegun(manager, { eventId, refundId, paymentId, amountMinor, fees });
    await this.jobs.enqueue(manager, 'send-refund', { eventId, refundId });
    await this.audit.record(manager, [refundRequestedEntry(actor, payment, refundId, amountMinor)]);
    return () => this.giveBack.committed(eventId, givenBack?.released ?? []);
  }

  private async lock(
    manager: EntityManager,
    { eventId, bookingId }: RefundRequest,
  ): Promise<LockedBooking> {
    const booking = await this.bookings.find(manager, bookingId);
    if (booking?.eventId === eventId) return booking;
    throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
  }

  /** The payment that is named, or the one that paid for the booking, or else one that came in vain and is still here. */
  private async lockPayment(
    manager: EntityManager,
    booking: LockedBooking,
    { body: { paymentId }, reason }: WantedRefund,
  ): Promise<Repayable> {
    const { eventId, id } = booking;
    const payments = await this.payments.ofBooking(manager, eventId, id);
    const found =
      paymentId === undefined
        ? (payments.find(({ status }) => status === 'captured') ??
          payments.findLast((one) => one.status === 'returned' && this.payments.leftOf(one) > 0))
        : payments.find((one) => one.id === paymentId && HAS_COME.has(one.status));
    if (!found) throw paymentId === undefined ? nothingToRefund() : paymentNotFound(id, paymentId);
    const payment = await this.payments.lock(manager, found);
    const leftMinor = this.payments.leftOf(payment);
    if (payment.status === 'captured') {
      // A refunded booking still lists its tickets; they may be somebody else's by now, and only money is left of it.
      const ticketsLeft = booking.status === 'confirmed' ? booking.ticketIds : [];
      return { booking, payment, reason, ticketsLeft, leftMinor };
    }
    const refunds = await this.refunds.ofBooking(manager, eventId, id);
    const first = refunds.find((refund) => refund.paymentId === payment.id);
    // Less may have come than was asked for: no more than that was on its way back.
    const missingMinor = Number(payment.amountMinor) - Number(first?.amountMinor ?? 0);
    return {
      booking,
      payment,
      reason: first?.reason ?? reason,
      ticketsLeft: [],
      leftMinor: Math.max(0, leftMinor - missingMinor),
    };
  }
}

function paymentNotFound(bookingId: string, paymentId: string): DomainError {
  return new DomainError(
    ProblemCode.PaymentNotFound,
    `No money of a payment ${paymentId} has come for booking ${bookingId}.`,
  );
}
