import { ProblemCode, type PaymentDto, type PaymentMethodDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ProviderAccounts } from '../payments/accounts/provider-accounts.js';
import { DisputeRecords } from '../payments/records/dispute-records.js';
import { PaymentRecords } from '../payments/records/payment-records.js';
import { RefundRecords } from '../payments/records/refund-records.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { describePayment } from './describe-payments.js';

/** Shows what was paid for bookings, and how an event's bookings can be paid for. */
@Injectable()
export class ShowPayments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly payments: PaymentRecords,
    private readonly refunds: RefundRecords,
    private readonly disputes: DisputeRecords,
    private readonly accounts: ProviderAccounts,
  ) {}

  /**
   * All payments of a booking, the first one first.
   *
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError BOOKING_NOT_FOUND
   */
  async ofBooking(
    bookingId: string,
    onlyUser: string | null,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<PaymentDto[]> {
    const [booking] = await manager.query<{ eventId: string }[]>(
      `SELECT event_id AS "eventId" FROM bookings
       WHERE id = $1 AND ($2::bigint IS NULL OR user_id = $2)`,
      [bookingId, onlyUser],
    );
    if (!booking) {
      throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
    }
    const { eventId } = booking;
    const payments = await this.payments.ofBooking(manager, eventId, bookingId);
    const refunds = await this.refunds.ofBooking(manager, eventId, bookingId);
    const disputes = await this.disputes.ofBooking(manager, eventId, bookingId);
    const described: PaymentDto[] = [];
    for (const payment of payments) {
      const attempts = await this.payments.attempts(manager, payment);
      const isOfPayment = ({ paymentId }: { paymentId: string }): boolean =>
        paymentId === payment.id;
      described.push(
        describePayment(
          payment,
          attempts,
          refunds.filter(isOfPayment),
          disputes.filter(isOfPayment),
        ),
      );
    }
    return described;
  }

  /** @throws DomainError BOOKING_NOT_FOUND where the booking has no such payment */
  async one(bookingId: string, paymentId: string, onlyUser: string | null): Promise<PaymentDto> {
    const payments = await this.ofBooking(bookingId, onlyUser);
    const payment = payments.find(({ id }) => id === paymentId);
    if (payment) return payment;
    throw new DomainError(
      ProblemCode.PaymentNotFound,
      `Booking ${bookingId} has no payment ${paymentId}.`,
    );
  }

  /** @throws DomainError EVENT_NOT_FOUND */
  async methodsOf(eventId: string): Promise<PaymentMethodDto[]> {
    const [event] = await this.dataSource.query<{ organiserId: string }[]>(
      `SELECT organiser_id AS "organiserId" FROM events WHERE id = $1 AND published_at IS NOT NULL`,
      [eventId],
    );
    if (!event) throw new DomainError(ProblemCode.EventNotFound, `There is no event ${eventId}.`);
    const enabled = await this.accounts.enabled(event.organiserId);
    return enabled.map((provider) => ({ provider }));
  }
}
