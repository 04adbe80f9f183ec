import type { AttendeeDto, BookingDto } from '@boxoffice/contracts';
import { linesWithTickets } from '../booking/lines-with-tickets';
import type { TicketsInHand } from './kept-tickets';

/** What is shown at the door of a booking; undefined where it admits nobody: unpaid, ended, or its event cancelled. */
export function ticketsInHand(
  booking: BookingDto,
  attendees: readonly AttendeeDto[],
): TicketsInHand | undefined {
  const { event } = booking;
  if (booking.status !== 'confirmed' || event.state === 'cancelled') return undefined;
  const names = new Map(attendees.map(({ ticketId, name }) => [ticketId, name]));
  return {
    bookingId: booking.id,
    eventId: booking.eventId,
    eventName: booking.eventName,
    venue: event.venue,
    startsAt: event.startsAt,
    timeZone: event.timeZone,
    tickets: linesWithTickets(booking).flatMap(({ name, tickets }) =>
      tickets.map(({ id }) => ({ id, name, attendee: names.get(id) ?? null })),
    ),
  };
}
