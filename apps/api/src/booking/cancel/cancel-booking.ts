import type { BookingDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/audit/actor.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import { UserDirectory } from '../../users/user-directory.js';
import { EndBookings } from '../end-bookings.js';
import { FindBookings } from '../find/find-bookings.js';
import { lockPendingBooking } from '../lock-bookings.js';

/** Gives held tickets back before the hold ends. */
@Injectable()
export class CancelBooking {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly endBookings: EndBookings,
    private readonly bookings: FindBookings,
    private readonly stockChanges: StockChanges,
    private readonly users: UserDirectory,
  ) {}

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError UNAUTHENTICATED, BOOKING_NOT_FOUND; ALREADY_CONFIRMED or BOOKING_ENDED where there is nothing
   * to cancel any more
   */
  async execute(
    bookingId: string,
    onlyUser: string | null,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<BookingDto> {
    return this.idempotent.run(keyed, async (manager) => {
      await this.users.refuseClosed(manager, actor);
      const booking = await lockPendingBooking(manager, bookingId, onlyUser);
      const released = await this.endBookings.execute(manager, [{ actor, booking }], 'cancelled');
      return {
        answer: await this.bookings.byId(bookingId, null, manager),
        committed: () => this.stockChanges.released(released),
      };
    });
  }
}
