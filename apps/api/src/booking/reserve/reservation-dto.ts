import type { ReservationDto } from '@boxoffice/contracts';
import { fromMinor } from '@boxoffice/contracts/money';
import type { SaleCode } from '../../events/codes/sale-codes.js';
import type { Reserved } from './reserved.js';

/** The answer to a buyer. */
export function describeReservation(reserved: Reserved): ReservationDto {
  const { eventId, booking, tickets, holdSeconds, now, codes } = reserved;
  const updatedAt = now.toISOString();
  // Tickets that were made at once share their time, and writing one takes longer than the rest of a ticket.
  const isoOf = keepingLast((time: Date) => time.toISOString());
  return {
    ...describeExpected({ ...booking, quantity: booking.ticketIds.length, holdSeconds, codes }),
    reservedTickets: tickets.flatMap(({ tier, tickets: ofTier }) =>
      ofTier.map(({ id, createdAt }) => ({
        id,
        eventId,
        tier,
        status: 'pending' as const,
        userId: booking.userId,
        bookingId: booking.id,
        bookedAt: null,
        createdAt: isoOf(createdAt),
        updatedAt,
      })),
    ),
    expiresAt: booking.holdExpiresAt.toISOString(),
    serverTime: updatedAt,
  };
}

/** Makes a function give its last result again for as long as it is asked about the very same thing. */
function keepingLast<T, R>(make: (of: T) => R): (of: T) => R {
  let last: { of: T; result: R } | undefined;
  return (of) => {
    if (last?.of !== of) last = { of, result: make(of) };
    return last.result;
  };
}

/** What is known of a booking before its tickets are found. */
export interface ExpectedBooking {
  id: string;
  quantity: number;
  totalMinor: number;
  currency: string;
  holdSeconds: number;
  codes: readonly SaleCode[];
}

/** What the answer says about it; the tickets and the times are still to come. */
export function describeExpected(
  expected: ExpectedBooking,
): Omit<ReservationDto, 'reservedTickets' | 'expiresAt' | 'serverTime'> {
  const { id, quantity, totalMinor, currency, holdSeconds, codes } = expected;
  return {
    success: true,
    message: inWords(quantity, holdSeconds),
    bookingId: id,
    total: fromMinor(totalMinor, currency),
    totalMinor,
    currency,
    ...(codes.length > 0 && { codes: codes.map(({ code }) => code) }),
  };
}

function inWords(count: number, holdSeconds: number): string {
  const tickets = count === 1 ? '1 ticket' : `${count} tickets`;
  const time =
    holdSeconds % 60 === 0 && holdSeconds > 60
      ? `${holdSeconds / 60} minutes`
      : `${holdSeconds} ${holdSeconds === 1 ? 'second' : 'seconds'}`;
  return `${tickets} held for ${time}`;
}
