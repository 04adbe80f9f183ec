import { Global, Module } from '@nestjs/common';
import { OwnedTickets } from '../../users/owned-tickets.js';
import { BookedTickets } from './booked-tickets.js';

/** Gives the users' module what it shows of bookings, which it can't import. */
@Global()
@Module({
  providers: [BookedTickets, { provide: OwnedTickets, useExisting: BookedTickets }],
  exports: [BookedTickets, OwnedTickets],
})
export class BookedTicketsModule {}
