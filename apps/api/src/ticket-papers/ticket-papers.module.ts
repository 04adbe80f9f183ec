import { Module } from '@nestjs/common';
import { AdmissionModule } from '../admission/admission.module.js';
import { AttendeesModule } from '../attendees/attendees.module.js';
import { BookingModule } from '../booking/booking.module.js';
import { PdfModule } from '../platform/pdf/pdf.module.js';
import { EncloseTickets } from './enclose-tickets.js';
import { PrintTickets } from './print-tickets.js';
import { TicketPapersController } from './ticket-papers.controller.js';
import { UsersModule } from '../users/users.module.js';

/** Tickets to print, or to keep as a file: a module of its own, as it reads from bookings and from admission. */
@Module({
  imports: [AdmissionModule, AttendeesModule, BookingModule, PdfModule, UsersModule],
  controllers: [TicketPapersController],
  providers: [PrintTickets, EncloseTickets],
})
export class TicketPapersModule {}
