import type { CompletePaymentDto, PaymentResultDto } from '@boxoffice/contracts';
import { ProblemCode } from '@boxoffice/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PayableBooking } from '../booking/pay/payable-booking.js';
import { FindBookings } from '../booking/find/find-bookings.js';
import {
  ProviderUnavailableError,
  type PaymentState,
} from '../payments/providers/payment-provider.js';
import {
  attemptKey,
  PaymentRecords,
  type Attempt,
  type PaymentRow,
} from '../payments/records/payment-records.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { Transactions } from '../platform/database/in-transaction.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { CallProvider, knownPayment } from './call-provider.js';
import { attemptedEntry } from './payment-entries.js';
import { SettlePayment } from './settle-payment.js';
import { ShowPayments } from './show-payments.js';
import type { PaymentRequest } from './start-payment.js';

/** Statuses in which the buyer can do something for a payment. */
const IS_OPEN = new Set(['open', 'processing']);

/**
 * Takes the money that the buyer agreed to, or finds out what became of it, and settles the booking by the answer.
 *
 * The attempt is written down before the provider is asked. If its answer is lost, here or with this process, asking
 * again by the attempt's key takes nothing twice; the buyer's page does so, and so does {@link WatchOpenPayments}.
 */
@Injectable()
export class CompletePayment {
  private readonly logger = new Logger('CompletePayment');

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly payable: PayableBooking,
    private readonly payments: PaymentRecords,
    private readonly call: CallProvider,
    private readonly settle: SettlePayment,
    private readonly show: ShowPayments,
    private readonly bookings: FindBookings,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @returns the payment and the booking as they are then: `processing` where the answer isn't known yet
   * @throws DomainError BOOKING_NOT_FOUND, PAYMENT_NOT_FOUND; those of {@link PayableBooking.lock} where no attempt has
   * begun; PAYMENT_REFUSED
   */
  async execute(
    request: PaymentRequest,
    paymentId: string,
    { simulation }: CompletePaymentDto,
  ): Promise<PaymentResultDto> {
    const { bookingId, onlyUser } = request;
    const booking = await this.bookings.byId(bookingId, onlyUser);
    const key = { eventId: booking.eventId, id: paymentId };
    const payment = await this.payments.find(this.dataSource.manager, key);
    if (payment?.bookingId !== bookingId) {
      throw new DomainError(
        ProblemCode.PaymentNotFound,
        `Booking ${bookingId} has no payment ${paymentId}.`,
      );
    }
    if (IS_OPEN.has(payment.status) && this.call.isKnown(payment)) {
      await this.ask(request, payment, simulation);
    }
    return {
      payment: await this.show.one(bookingId, paymentId, onlyUser),
      booking: await this.bookings.byId(bookingId, onlyUser),
    };
  }

  private async ask(
    request: PaymentRequest,
    payment: PaymentRow,
    outcome: string | undefined,
  ): Promise<void> {
    const attempt =
      payment.status === 'open'
        ? await this.begin(request, payment, outcome).catch(nothingWherePaid)
        : undefined;
    const { provider, account } = await this.call.of(payment.eventId, payment.provider);
    const known = knownPayment(payment);
    let state: PaymentState;
    try {
      state = attempt
        ? await provider.complete(
            known,
            attemptKey(payment, attempt),
            account,
            attempt.outcome ?? undefined,
          )
        : await provider.find(known, account);
    } catch (error) {
      if (!(error instanceof ProviderUnavailableError)) {
        throw this.call.problemOf(error, 'Nothing was charged, and your hold goes on.');
      }
      // Nobody knows whether the money has moved: the payment is looked after until somebody does.
      this.logger.warn(`Payment ${payment.id}: ${error.message}`);
      state = { status: 'processing', capturedMinor: 0, currency: payment.currency.trim() };
    }
    await this.settle.execute(payment, state, request.actor);
  }

  /**
   * Only a buyer whose hold goes on may begin; one whose attempt has begun is told what became of it. None begins of a
   * payment that was given up for another one a moment ago.
   */
  private begin(
    { bookingId, onlyUser, actor }: PaymentRequest,
    payment: PaymentRow,
    outcome: string | undefined,
  ): Promise<Attempt | undefined> {
    return this.transactions.run(async (manager) => {
      const known = await this.payments.attempts(manager, payment);
      const begun = known.find(({ status }) => status === 'started');
      if (begun) return begun;
      await this.payable.lock(manager, bookingId, onlyUser, actor);
      const { status } = await this.payments.lock(manager, payment);
      if (status !== 'open') return undefined;
      const attempt = await this.payments.beginAttempt(manager, payment, outcome);
      await this.audit.record(manager, [attemptedEntry(actor, payment, attempt.number)]);
      return attempt;
    });
  }
}

/** A click before this one has paid: it is told the same. */
function nothingWherePaid(error: unknown): undefined {
  if (error instanceof DomainError && error.code === ProblemCode.AlreadyConfirmed) return undefined;
  throw error;
}
