import type { BookingDto, BookingLineDto, TicketDto } from '@boxoffice/contracts';
import { ticketName } from '@boxoffice/contracts/formats';

/** A line of a booking, what its tickets are called, and which they are; none once the booking has ended. */
export interface LineWithTickets {
  line: BookingLineDto;
  name: string;
  tickets: TicketDto[];
}

/** A booking lists its tickets in the order of its lines. */
export function linesWithTickets({ lines, tickets }: BookingDto): LineWithTickets[] {
  let next = 0;
  return lines.map((line) => {
    const first = next;
    next += line.quantity;
    return { line, name: ticketName(line), tickets: tickets.slice(first, next) };
  });
}
