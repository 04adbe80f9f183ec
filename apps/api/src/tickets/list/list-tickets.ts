import type { TicketListingDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { fromMinor } from '../../payments/money.js';
import { StockCount } from '../inventory/stock-count.js';
import { TICKET_COLUMNS, toTicketDto, type TicketRow } from '../ticket-row.js';

/** The first free tickets of each tier; the index on free tickets hands them out in this order. */
const FIRST_FREE_SQL = `
  SELECT ${TICKET_COLUMNS}
  FROM tiers AS tier
  CROSS JOIN LATERAL (
    SELECT * FROM tickets
    WHERE event_id = tier.event_id AND tier_id = tier.id AND status = 'available'
    ORDER BY id
    LIMIT $2
  ) AS ticket
  WHERE tier.event_id = $1
  ORDER BY tier.position, ticket.id`;

/** Shows what an event has on sale: the counts of every tier, and a page of its free tickets. */
@Injectable()
export class ListTickets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalogue: EventCatalogue,
    private readonly stockCount: StockCount,
  ) {}

  /**
   * @param eventId the event
   * @param limit how many tickets of each tier, at the most
   * @throws DomainError EVENT_NOT_FOUND
   */
  async execute(eventId: string, limit: number): Promise<TicketListingDto> {
    const { event, tiers } = await this.catalogue.offer(this.dataSource.manager, eventId);
    const stock = await this.stockCount.ofEvent(eventId);
    const rows =
      limit === 0 ? [] : await this.dataSource.query<TicketRow[]>(FIRST_FREE_SQL, [eventId, limit]);
    const listed = tiers.map((tier) => {
      const { available = 0, held = 0, booked = 0 } = stock.tiers.get(tier.id) ?? {};
      return {
        id: tier.id,
        name: tier.name,
        price: fromMinor(tier.priceMinor, event.currency),
        priceMinor: tier.priceMinor,
        available,
        held,
        booked,
        tickets: rows.filter((row) => row.tier_id === tier.id).map(toTicketDto),
      };
    });
    return {
      eventId: event.id,
      currency: event.currency,
      tiers: listed,
      totalAvailable: listed.reduce((sum, tier) => sum + tier.available, 0),
      asOf: stock.asOf.toISOString(),
    };
  }
}
