import type { ConfirmationDto, ConfirmDto, PaymentFailureDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Transactions } from '../../database/in-transaction.js';
import { Payments } from '../../payments/payments.js';
import { UserDirectory } from '../../users/user-directory.js';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import { toTicketDto, type TicketRow } from '../../tickets/ticket-row.js';
import type { BookingEntity } from '../booking.entity.js';
import { endBooking } from '../end-booking.js';
import { lockBookings } from '../lock-bookings.js';
import { SplitBooking } from './split-booking.js';
import { RefuseConfirm } from './refuse-confirm.js';

/**
 * Takes the payment for held tickets and makes them the buyer's; or, where the payment fails, puts
 * them back on sale.
 *
 * The bookings that hold the tickets are locked first, in order of their ids, and everything is
 * decided from what stands under those locks. So of a confirm, a cancel and the sweep that meet on
 * one booking, one wins, and the others see what it did.
 */
@Injectable()
export class ConfirmBookings {
  constructor(
    private readonly transactions: Transactions,
    private readonly users: UserDirectory,
    private readonly inventory: TicketInventory,
    private readonly payments: Payments,
    private readonly split: SplitBooking,
    private readonly refuse: RefuseConfirm,
  ) {}

  /**
   * @throws DomainError USER_NOT_FOUND, TICKET_NOT_FOUND, TICKETS_OF_ANOTHER_USER, TICKETS_NOT_HELD,
   * HOLD_EXPIRED, ALREADY_CONFIRMED or BOOKING_ENDED; nothing is charged and nothing changes
   */
  async execute(
    userId: string,
    { ticketIds: ids, paymentSimulation }: ConfirmDto,
  ): Promise<ConfirmationDto | PaymentFailureDto> {
    await this.users.find(userId);
    return this.transactions.run(async (manager) => {
      const bookings = await this.lockBookingsOf(manager, ids);
      const tickets = await this.inventory.findByIds(manager, ids);
      return paymentSimulation === 'fail'
        ? this.fail(manager, userId, ids, tickets, bookings)
        : this.confirm(manager, userId, ids, tickets, bookings);
    });
  }

  private async confirm(
    manager: EntityManager,
    userId: string,
    ids: string[],
    tickets: TicketRow[],
    bookings: BookingEntity[],
  ): Promise<ConfirmationDto> {
    await this.refuse.unlessPayable(manager, { userId, ids, tickets, bookings });
    const confirmed: TicketRow[] = [];
    for (const booking of bookings) {
      const paidFor = await this.split.keepOnly(manager, booking, ids);
      await this.payments.capture(manager, paidFor);
      await manager.query(
        `UPDATE bookings SET status = 'confirmed', confirmed_at = now(), updated_at = now()
         WHERE event_id = $1 AND id = $2`,
        [paidFor.eventId, paidFor.id],
      );
      confirmed.push(
        ...(await this.inventory.book(manager, paidFor.eventId, paidFor.ticketIds, paidFor.id)),
      );
    }
    const count = confirmed.length;
    return {
      success: true,
      message: `Payment received. ${count === 1 ? '1 ticket is' : `${count} tickets are`} yours.`,
      confirmedTickets: confirmed.map(toTicketDto),
      bookingIds: bookings.map(({ id }) => id),
    };
  }

  private async fail(
    manager: EntityManager,
    userId: string,
    ids: string[],
    tickets: TicketRow[],
    bookings: BookingEntity[],
  ): Promise<PaymentFailureDto> {
    this.refuse.unlessReleasable({ userId, ids, tickets, bookings });
    for (const booking of bookings) {
      const unpaid = await this.split.keepOnly(manager, booking, ids);
      await this.payments.recordFailure(manager, unpaid);
      await endBooking(manager, this.inventory, unpaid, 'failed');
    }
    return { success: false, message: 'Payment failed. Tickets have been released.' };
  }

  /**
   * Locks the pending bookings that hold the tickets. A ticket that changes hands between the look and the
   * lock is seen in its new state afterwards, and judged by that.
   */
  private async lockBookingsOf(manager: EntityManager, ids: string[]): Promise<BookingEntity[]> {
    const tickets = await this.inventory.findByIds(manager, ids);
    const bookingIds = tickets.flatMap(({ booking_id }) =>
      booking_id === null ? [] : [booking_id],
    );
    if (bookingIds.length === 0) return [];
    const locked = await lockBookings(manager, [...new Set(bookingIds)]);
    return locked.filter(({ status }) => status === 'pending');
  }
}
