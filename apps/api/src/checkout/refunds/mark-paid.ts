import { ProblemCode, type MarkPaidDto, type PaymentDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import { PaymentRecords } from '../../payments/records/payment-records.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { SettlePayment } from '../settle-payment.js';
import { ShowPayments } from '../show-payments.js';
import type { RefundRequest } from './refund-booking.js';

/**
 * Says for the organiser that money has come outside of this system. It settles the booking as any other payment does:
 * also when it comes late.
 */
@Injectable()
export class MarkPaid {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly payments: PaymentRecords,
    private readonly settle: SettlePayment,
    private readonly show: ShowPayments,
  ) {}

  /**
   * @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND or FORBIDDEN below the box office; PAYMENT_NOT_FOUND where
   * the booking has no such payment outside of this system
   */
  async execute(
    request: RefundRequest,
    paymentId: string,
    { reference }: MarkPaidDto,
  ): Promise<PaymentDto[]> {
    const { manager } = this.dataSource;
    const { eventId, bookingId, actor } = request;
    await this.access.require(manager, request.caller, request, 'box_office');
    const payment = await this.payments.find(manager, { eventId, id: paymentId });
    if (payment?.bookingId !== bookingId || payment.provider !== 'offline') {
      throw new DomainError(
        ProblemCode.PaymentNotFound,
        `Booking ${bookingId} has no payment ${paymentId} by bank transfer or at the counter.`,
      );
    }
    const state = {
      status: 'captured',
      capturedMinor: Number(payment.amountMinor),
      currency: payment.currency.trim(),
      captureReference: reference ?? payment.providerReference ?? paymentId,
    } as const;
    await this.settle.execute(payment, state, actor);
    return this.show.ofBooking(bookingId, null);
  }
}
