import type { AttendeeDto, BookingDto, TicketCodeDto } from '@boxoffice/contracts';
import { linesWithTickets } from '../booking/lines-with-tickets';
import type { TicketsInHand } from './kept-tickets';

/** Whether it admits nobody: unpaid, ended, or its event cancelled. */
export function admitsNobody({ status, event }: BookingDto): boolean {
  return status !== 'confirmed' || event.state === 'cancelled';
}

/**
 * What is shown at the door of a booking.
 *
 * @param codes of the tickets that are good
 * @param serverAheadMs how far the server's clock is ahead of this device's
 */
export function ticketsInHand(
  booking: BookingDto,
  codes: readonly TicketCodeDto[],
  attendees: readonly AttendeeDto[],
  serverAheadMs: number,
): TicketsInHand {
  const { event } = booking;
  const names = new Map(attendees.map(({ ticketId, name }) => [ticketId, name]));
  const known = new Map(codes.map((code) => [code.ticketId, code]));
  return {
    bookingId: booking.id,
    eventId: booking.eventId,
    eventName: booking.eventName,
    venue: event.venue,
    startsAt: event.startsAt,
    timeZone: event.timeZone,
    serverAheadMs,
    tickets: linesWithTickets(booking).flatMap(({ name, tickets }) =>
      tickets.flatMap(({ id }) => {
        const code = known.get(id);
        if (!code) return [];
        const { serial, rotationSecret } = code;
        return [
          { id, name, attendee: names.get(id) ?? null, serial, code: code.code, rotationSecret },
        ];
      }),
    ),
  };
}
