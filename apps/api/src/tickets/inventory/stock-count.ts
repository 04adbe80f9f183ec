import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How many tickets of a tier are in which state, at one moment. */
export interface TierStock {
  tierId: string;
  available: number;
  held: number;
  booked: number;
}

/** The stock of an event. */
export interface EventStock {
  tiers: Map<string, TierStock>;
  asOf: Date;
}

/** Counts tickets. One statement, so that all counts describe one and the same moment. */
@Injectable()
export class StockCount {
  constructor(private readonly dataSource: DataSource) {}

  async ofEvent(eventId: string): Promise<EventStock> {
    const rows = await this.dataSource.query<(TierStock & { asOf: Date })[]>(
      `SELECT tier.id AS "tierId", now() AS "asOf",
              count(*) FILTER (WHERE ticket.status = 'available')::integer AS available,
              count(*) FILTER (WHERE ticket.status = 'pending')::integer AS held,
              count(*) FILTER (WHERE ticket.status = 'booked')::integer AS booked
       FROM tiers AS tier
       LEFT JOIN tickets AS ticket ON ticket.event_id = tier.event_id AND ticket.tier_id = tier.id
       WHERE tier.event_id = $1
       GROUP BY tier.id`,
      [eventId],
    );
    return {
      tiers: new Map(rows.map((row) => [row.tierId, row])),
      asOf: rows[0]?.asOf ?? new Date(0),
    };
  }
}
