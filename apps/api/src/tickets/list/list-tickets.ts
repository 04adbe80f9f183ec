import type { TicketListingDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { EventAvailability } from '../availability/availability.js';
import { FreeTicketPages } from '../availability/free-ticket-pages.js';

/** Shows what an event has on sale: the counts of every tier, and a page of its free tickets. */
@Injectable()
export class ListTickets {
  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly availability: EventAvailability,
    private readonly freePages: FreeTicketPages,
  ) {}

  /**
   * @param eventId the event
   * @param limit how many tickets of each tier, at the most
   * @throws DomainError EVENT_NOT_FOUND
   */
  async execute(eventId: string, limit: number): Promise<TicketListingDto> {
    const event = await this.catalogue.recent(eventId);
    const { stock, asOf } = await this.availability.ofEvent(eventId);
    const pages = limit === 0 ? undefined : await this.freePages.ofEvent(eventId);
    const tiers = event.tiers.map((tier) => {
      const { available = 0, held = 0, booked = 0 } = stock.get(tier.id) ?? {};
      return {
        id: tier.id,
        name: tier.name,
        price: tier.price,
        priceMinor: tier.priceMinor,
        available,
        held,
        booked,
        tickets: pages?.get(tier.id)?.slice(0, limit) ?? [],
      };
    });
    return {
      eventId: event.id,
      currency: event.currency,
      tiers,
      totalAvailable: tiers.reduce((sum, tier) => sum + tier.available, 0),
      asOf: asOf.toISOString(),
    };
  }
}
