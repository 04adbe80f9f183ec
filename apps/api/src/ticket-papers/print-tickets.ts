import { ProblemCode, type BookingDto, type TicketPdfSize } from '@boxoffice/contracts';
import { formatReference, ticketName, type Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ShowCodes } from '../admission/codes/show-codes.js';
import { Attendees } from '../attendees/attendees.js';
import { FindBookings } from '../booking/find/find-bookings.js';
import type { PrintedFile } from '../platform/pdf/pdf-answer.js';
import { PrintPdf } from '../platform/pdf/print-pdf.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { ticketLayout, type PrintedTicket } from './ticket-layout.js';
import { TICKET_WORDS } from './ticket-words.js';

/** What of a booking is printed. */
export interface PrintableTickets {
  booking: BookingDto;
  tickets: readonly PrintedTicket[];
}

/** Prints the tickets of a booking, one a page. */
@Injectable()
export class PrintTickets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly bookings: FindBookings,
    private readonly codes: ShowCodes,
    private readonly attendees: Attendees,
    private readonly printer: PrintPdf,
  ) {}

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError BOOKING_NOT_FOUND; BOOKING_STATE_CONFLICT where nobody is let in by it; BUSY
   */
  async execute(
    bookingId: string,
    onlyUser: string | null,
    { size, language }: { size: TicketPdfSize; language: Language },
  ): Promise<PrintedFile> {
    const found = await this.find(bookingId, onlyUser);
    if (found.tickets.length === 0) {
      throw new DomainError(
        ProblemCode.BookingStateConflict,
        'There are no tickets to print: the booking isn’t paid for, was given back or passed on, or its event is cancelled.',
      );
    }
    return this.print(found, { size, language });
  }

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError BOOKING_NOT_FOUND
   */
  async find(bookingId: string, onlyUser: string | null): Promise<PrintableTickets> {
    const booking = await this.bookings.byId(bookingId, onlyUser);
    return { booking, tickets: await this.printed(booking, onlyUser) };
  }

  /** @throws DomainError BUSY */
  async print(
    { booking, tickets }: PrintableTickets,
    { size, language }: { size: TicketPdfSize; language: Language },
  ): Promise<PrintedFile> {
    const words = TICKET_WORDS[language];
    return {
      content: await this.printer.execute(ticketLayout(booking, tickets, size, words)),
      fileName: `${words.tickets} ${formatReference(booking.id)}.pdf`,
    };
  }

  /** A booking lists its tickets in the order of its lines. */
  private async printed(booking: BookingDto, onlyUser: string | null): Promise<PrintedTicket[]> {
    const { id, eventId, event, status, lines, tickets } = booking;
    if (status !== 'confirmed' || event.state === 'cancelled') return [];
    const [codes, attendees] = await Promise.all([
      this.codes.toBuyer(id, onlyUser),
      this.attendees.ofBookings(this.dataSource.manager, eventId, [id]),
    ]);
    const known = new Map(codes.map((code) => [code.ticketId, code]));
    const said = attendees.get(id)?.tickets;
    const names = lines.flatMap((line) => Array<string>(line.quantity).fill(ticketName(line)));
    return tickets.flatMap((ticket, index) => {
      const code = known.get(ticket.id);
      if (!code) return [];
      const { serial, rotationSecret } = code;
      return [
        {
          serial,
          // Its digits would be old before they are printed.
          code: rotationSecret === null ? code.code : null,
          name: names[index] ?? ticket.tier,
          attendee: said?.get(ticket.id)?.name ?? '',
        },
      ];
    });
  }
}
