import type { EventDto, TicketListingDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { EventAvailability, type Availability } from '../availability/availability.js';
import { FreeTicketPages, type FreePages } from '../availability/free-ticket-pages.js';

/** Cached listings: some thirty megabytes if all were full pages. */
const KEPT_MAX = 200;

/** A listing and its sources. */
interface Kept {
  from: unknown[];
  listing: TicketListingDto;
}

/** What an event has on sale: counts per tier, and a page of available tickets. */
@Injectable()
export class ListTickets {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly availability: EventAvailability,
    private readonly freePages: FreeTicketPages,
  ) {}

  /**
   * @param eventId the event
   * @param limit how many tickets of each tier, at the most
   * @returns the very same listing as long as nothing of it has changed
   * @throws DomainError EVENT_NOT_FOUND
   */
  async execute(eventId: string, limit: number): Promise<TicketListingDto> {
    const event = await this.catalogue.recent(eventId);
    const availability = await this.availability.ofEvent(eventId);
    const pages = limit === 0 ? undefined : await this.freePages.ofEvent(eventId);
    const key = `${eventId} ${limit}`;
    const from = [event, availability, ...event.tiers.map((tier) => pages?.get(tier.id))];
    const kept = this.kept.get(key);
    if (kept && from.every((part, index) => part === kept.from[index])) return kept.listing;
    const listing = describe(event, availability, pages, limit);
    if (this.kept.size >= KEPT_MAX) this.kept.clear();
    this.kept.set(key, { from, listing });
    return listing;
  }
}

function describe(
  event: EventDto,
  { stock, asOf }: Availability,
  pages: FreePages | undefined,
  limit: number,
): TicketListingDto {
  const tiers = event.tiers.map((tier) => {
    const { available = 0, held = 0, booked = 0 } = stock.get(tier.id) ?? {};
    return {
      id: tier.id,
      name: tier.name,
      price: tier.price,
      priceMinor: tier.priceMinor,
      fullPriceMinor: tier.fullPriceMinor,
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
