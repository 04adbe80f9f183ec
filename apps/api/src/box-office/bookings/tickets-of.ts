import type { BookingDto, EventBookingTicketDto } from '@boxoffice/contracts';

/** The tickets of a booking, each with the type that it was sold as: they are listed in the order of its lines. */
export function ticketsOf(
  { lines, tickets }: Pick<BookingDto, 'lines' | 'tickets'>,
  disputed: boolean,
): EventBookingTicketDto[] {
  const types = lines.flatMap(({ quantity, ticketType }) =>
    Array.from({ length: quantity }, () => ticketType),
  );
  return tickets.map(({ id, tier }, index) => ({
    id,
    tier,
    ticketType: types[index] ?? null,
    disputed,
  }));
}
