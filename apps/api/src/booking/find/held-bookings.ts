import { ProblemCode, type BookingDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../platform/problems/domain-error.js';
import { FindBookings } from './find-bookings.js';

/**
 * Says whether a booking still holds its tickets. An answer that is kept for its `Idempotency-Key` outlives a
 * hold; told again as it was, it would promise tickets that others may have bought.
 */
@Injectable()
export class HeldBookings {
  constructor(private readonly bookings: FindBookings) {}

  /**
   * @returns the booking as it is now
   * @throws DomainError ALREADY_CONFIRMED, HOLD_EXPIRED or BOOKING_ENDED where it holds nothing any more
   */
  async find(bookingId: string): Promise<BookingDto> {
    const booking = await this.bookings.byId(bookingId, null).catch(removedMeanwhile);
    if (booking?.status === 'confirmed') {
      throw new DomainError(
        ProblemCode.AlreadyConfirmed,
        'These tickets have been paid for; you will find them with your bookings.',
      );
    }
    const isOver = !booking || booking.expiresAt <= booking.serverTime;
    if (isOver || booking.status === 'expired') {
      throw new DomainError(
        ProblemCode.HoldExpired,
        'This hold has ended, and nothing was charged. Reserve again with a new Idempotency-Key.',
      );
    }
    if (booking.status !== 'pending') {
      throw new DomainError(
        ProblemCode.BookingEnded,
        'This booking has ended. Reserve again with a new Idempotency-Key.',
      );
    }
    return booking;
  }
}

/** Bookings that ended long ago are removed. */
function removedMeanwhile(error: unknown): undefined {
  if (error instanceof DomainError && error.code === ProblemCode.BookingNotFound) return undefined;
  throw error;
}
