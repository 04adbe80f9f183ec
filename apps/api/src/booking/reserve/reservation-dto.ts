import type { ReservationDto } from '@boxoffice/contracts';
import { fromMinor } from '../../payments/money.js';
import type { FreeTicket } from '../../tickets/inventory/free-tickets.js';
import type { NewBooking } from '../insert-bookings.js';

/** What one buyer got. */
export interface Reserved {
  eventId: string;
  booking: NewBooking;
  /** The tickets of each tier, in the order of sale. */
  tickets: { tier: string; tierId: string; tickets: FreeTicket[] }[];
  holdSeconds: number;
  /** The database's time. */
  now: Date;
}

/** The answer to a buyer. */
export function describeReservation(reserved: Reserved): ReservationDto {
  const { eventId, booking, tickets, holdSeconds, now } = reserved;
  const updatedAt = now.toISOString();
  return {
    success: true,
    message: inWords(booking.ticketIds.length, holdSeconds),
    reservedTickets: tickets.flatMap(({ tier, tickets: ofTier }) =>
      ofTier.map(({ id, createdAt }) => ({
        id,
        eventId,
        tier,
        status: 'pending' as const,
        userId: booking.userId,
        bookingId: booking.id,
        bookedAt: null,
        createdAt: createdAt.toISOString(),
        updatedAt,
      })),
    ),
    bookingId: booking.id,
    expiresAt: booking.holdExpiresAt.toISOString(),
    serverTime: updatedAt,
    total: fromMinor(booking.totalMinor, booking.currency),
    totalMinor: booking.totalMinor,
    currency: booking.currency,
  };
}

function inWords(count: number, holdSeconds: number): string {
  const tickets = count === 1 ? '1 ticket' : `${count} tickets`;
  const time =
    holdSeconds % 60 === 0 && holdSeconds > 60
      ? `${holdSeconds / 60} minutes`
      : `${holdSeconds} seconds`;
  return `${tickets} held for ${time}`;
}
