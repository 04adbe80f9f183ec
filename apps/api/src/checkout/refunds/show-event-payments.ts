import { ProblemCode, type PaymentDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { ShowPayments } from '../show-payments.js';
import type { RefundRequest } from './refund-booking.js';

/** Shows the box office what was paid for a booking, and what went back. */
@Injectable()
export class ShowEventPayments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly show: ShowPayments,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND, FORBIDDEN below the box office, or BOOKING_NOT_FOUND */
  async execute(request: RefundRequest): Promise<PaymentDto[]> {
    const { manager } = this.dataSource;
    const { eventId, bookingId } = request;
    await this.access.require(manager, request.caller, request, 'box_office');
    const [booking] = await manager.query<object[]>(
      'SELECT id FROM bookings WHERE event_id = $1 AND id = $2',
      [eventId, bookingId],
    );
    if (booking) return this.show.ofBooking(bookingId, null);
    throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
  }
}
