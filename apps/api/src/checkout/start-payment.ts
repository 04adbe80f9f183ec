import { ProblemCode, type StartedPaymentDto, type StartPaymentDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PayableBooking } from '../booking/pay/payable-booking.js';
import { SettleBookings } from '../booking/pay/settle-bookings.js';
import { ProviderAccounts } from '../payments/accounts/provider-accounts.js';
import type { StartedPayment } from '../payments/providers/payment-provider.js';
import {
  PaymentRecords,
  type PaymentKey,
  type PaymentRow,
} from '../payments/records/payment-records.js';
import type { Actor } from '../platform/audit/actor.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { Settings } from '../platform/config/settings.js';
import { Transactions } from '../platform/database/in-transaction.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { CallProvider, knownPayment, notTaken } from './call-provider.js';
import { contextOf } from './find-payable.js';
import { startedEntry } from './payment-entries.js';
import { SettlePayment } from './settle-payment.js';
import { ShowPayments } from './show-payments.js';

/** Whose booking is paid for, and by whom. */
export interface PaymentRequest {
  bookingId: string;
  /** Whose booking it must be; null for anybody's. */
  onlyUser: string | null;
  actor: Actor;
  /** Language of the provider's pages. */
  language: string;
}

/** Times that a payment of another way to pay is given up for this one; two tabs may take turns. */
const WAYS_MAX = 3;

/**
 * Begins to pay for a booking: writes down what for and how much, and only then asks the provider. Begun again, the
 * same payment goes on; a payment in another way is cancelled at its provider first, and if its money has moved by
 * then, it has paid for the booking.
 */
@Injectable()
export class StartPayment {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly payable: PayableBooking,
    private readonly bookings: SettleBookings,
    private readonly payments: PaymentRecords,
    private readonly accounts: ProviderAccounts,
    private readonly call: CallProvider,
    private readonly settle: SettlePayment,
    private readonly show: ShowPayments,
    private readonly audit: AuditTrail,
    private readonly settings: Settings,
  ) {}

  /**
   * @throws DomainError those of {@link PayableBooking.lock}; NOTHING_TO_PAY, PAYMENTS_NOT_CONFIGURED, PAYMENT_REFUSED
   * or PAYMENT_PROVIDER_UNAVAILABLE
   */
  async execute(
    request: PaymentRequest,
    { provider }: StartPaymentDto,
  ): Promise<StartedPaymentDto> {
    await this.requireWay(request, provider);
    for (let way = 1; way <= WAYS_MAX; way += 1) {
      const { payment, fits } = await this.openFor(request, provider);
      if (fits) return this.begin(request, payment);
      await this.giveUp(payment, request.actor);
    }
    throw new DomainError(
      ProblemCode.Busy,
      'Somebody else is paying for this booking at this moment. Nothing was charged here.',
      { retryAfterSeconds: 1 },
    );
  }

  /** Nothing is written for a provider that the organiser doesn't use. */
  private async requireWay({ bookingId }: PaymentRequest, provider: string): Promise<void> {
    const [booking] = await this.dataSource.query<{ eventId: string }[]>(
      'SELECT event_id AS "eventId" FROM bookings WHERE id = $1',
      [bookingId],
    );
    // One that doesn't exist is refused with all the others that aren't the buyer's.
    if (booking) await this.call.requireOffered(booking.eventId, provider);
  }

  /** The payment of the booking that is open, or a new one; and whether it is paid in this way. */
  private openFor(
    { bookingId, onlyUser, actor }: PaymentRequest,
    provider: StartPaymentDto['provider'],
  ): Promise<{ payment: PaymentRow; fits: boolean }> {
    return this.transactions.run(async (manager) => {
      const booking = await this.payable.lock(manager, bookingId, onlyUser, actor);
      const { eventId, totalMinor, currency } = booking;
      if (Number(totalMinor) === 0) {
        throw new DomainError(
          ProblemCode.NothingToPay,
          'This booking costs nothing: confirm it, and the tickets are yours.',
        );
      }
      const open = await this.payments.openOf(manager, eventId, bookingId);
      // A part of the booking may have been paid for since.
      if (open) {
        const fits = open.provider === provider && open.amountMinor === totalMinor;
        return { payment: open, fits };
      }
      // Looked at before, and perhaps removed since.
      if (!(await this.accounts.keepKeys(manager, eventId, provider))) throw notTaken();
      const payment = { eventId, bookingId, provider, amountMinor: totalMinor, currency };
      const key = await this.payments.insert(manager, payment);
      const named = { ...key, bookingId, provider };
      await this.audit.record(manager, [startedEntry(actor, named, Number(totalMinor), currency)]);
      return { payment: await this.payments.lock(manager, key), fits: true };
    });
  }

  private async begin(request: PaymentRequest, payment: PaymentRow): Promise<StartedPaymentDto> {
    const started = await this.startAt(request, payment);
    await this.transactions.run(async (manager) => {
      const { heldForDays } = started;
      if (heldForDays) await this.payable.holdFor(manager, request.bookingId, heldForDays);
      await this.payments.started(manager, payment, started.reference);
    });
    return {
      payment: await this.show.one(request.bookingId, payment.id, request.onlyUser),
      client: started.client,
    };
  }

  private async startAt(request: PaymentRequest, payment: PaymentRow): Promise<StartedPayment> {
    const { provider, account } = await this.call.of(payment.eventId, payment.provider);
    const { eventName, organiserId } = await contextOf(this.dataSource.manager, payment.eventId);
    const { key, amountMinor, currency } = knownPayment(payment);
    try {
      return await provider.start(
        {
          key,
          amountMinor,
          currency,
          description: `${eventName} (${payment.bookingId})`,
          metadata: {
            booking: payment.bookingId,
            event: payment.eventId,
            organiser: organiserId,
            payment: payment.id,
          },
          returnUrl: `${this.settings.PUBLIC_URL}/checkout/${payment.bookingId}?returned=1`,
          language: request.language,
        },
        account,
      );
    } catch (error) {
      throw this.call.problemOf(error, 'Nothing was charged, and your hold goes on.');
    }
  }

  /** Another way to pay was begun before: it is cancelled there, or has paid. */
  private async giveUp(payment: PaymentRow, actor: Actor): Promise<void> {
    if (!this.call.isKnown(payment)) {
      await this.forget(payment);
      return;
    }
    const { provider, account } = await this.call.of(payment.eventId, payment.provider);
    try {
      const state = await provider.cancel(knownPayment(payment), account);
      await this.settle.execute(payment, state, actor);
    } catch (error) {
      throw this.call.problemOf(
        error,
        'It isn’t known yet whether your first payment was taken. Please wait a moment before you pay in another way.',
      );
    }
  }

  /** The provider never heard of it, or never said so: nobody could pay. */
  private async forget(key: PaymentKey & { bookingId: string }): Promise<void> {
    await this.transactions.run(async (manager) => {
      await this.bookings.lock(manager, key.bookingId);
      const payment = await this.payments.lock(manager, key);
      if (payment.status === 'created') await this.payments.move(manager, key, 'cancelled');
    });
  }
}
