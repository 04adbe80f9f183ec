import { Injectable } from '@nestjs/common';
import { FreeTickets } from '../inventory/free-tickets.js';
import type { ReleasedTicket } from '../inventory/ticket-inventory.js';
import { EventAvailability } from './availability.js';
import { FreeTicketPages } from './free-ticket-pages.js';

/** Updates this process's cached stock after a commit. */
@Injectable()
export class StockChanges {
  constructor(
    private readonly availability: EventAvailability,
    private readonly freeTickets: FreeTickets,
    private readonly pages: FreeTicketPages,
  ) {}

  created(eventId: string): void {
    this.pages.added(eventId);
    this.availability.changed(eventId);
  }

  held(eventId: string, stockId: string, ticketIds: string[]): void {
    this.freeTickets.taken(eventId, stockId, ticketIds);
    this.pages.taken(eventId, stockId, ticketIds);
    this.availability.changed(eventId);
  }

  booked(eventId: string): void {
    this.availability.changed(eventId);
  }

  released(released: ReleasedTicket[]): void {
    const byStock = Map.groupBy(released, ({ eventId, stockId }) => `${eventId}/${stockId}`);
    for (const tickets of byStock.values()) {
      const [{ eventId, stockId }] = tickets as [ReleasedTicket, ...ReleasedTicket[]];
      const ids = tickets.map(({ id }) => id);
      this.freeTickets.released(eventId, stockId, ids);
      this.pages.added(eventId);
      this.availability.changed(eventId);
    }
  }
}
