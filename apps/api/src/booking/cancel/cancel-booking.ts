import { ProblemCode, type BookingDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/in-transaction.js';
import { DomainError } from '../../problems/domain-error.js';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import { endBooking } from '../end-booking.js';
import { FindBookings } from '../find/find-bookings.js';
import { lockBookings } from '../lock-bookings.js';

/** Gives held tickets back before the hold ends. */
@Injectable()
export class CancelBooking {
  constructor(
    private readonly transactions: Transactions,
    private readonly inventory: TicketInventory,
    private readonly bookings: FindBookings,
  ) {}

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError BOOKING_NOT_FOUND; ALREADY_CONFIRMED or BOOKING_ENDED where there is nothing
   * to cancel any more
   */
  async execute(bookingId: string, onlyUser: string | null): Promise<BookingDto> {
    return this.transactions.run(async (manager) => {
      const [booking] = await lockBookings(manager, [bookingId]);
      if (!booking || (onlyUser !== null && booking.userId !== onlyUser)) {
        throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
      }
      if (booking.status === 'confirmed') {
        throw new DomainError(
          ProblemCode.AlreadyConfirmed,
          'The booking has been paid for; only a refund can end it.',
        );
      }
      if (booking.status !== 'pending') {
        throw new DomainError(
          ProblemCode.BookingEnded,
          'The booking had ended already; its tickets are back on sale.',
        );
      }
      await endBooking(manager, this.inventory, booking, 'cancelled');
      return this.bookings.byId(bookingId, null, manager);
    });
  }
}
