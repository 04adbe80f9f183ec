import type { DatabaseWindow } from './database-window.ts';

/** How many tickets of a tier are in which state. */
export interface TierStock {
  tier: string;
  available: number;
  pending: number;
  booked: number;
}

/** The stock of an event as the database has it, in the order of sale. */
export async function stockOf(sql: DatabaseWindow, eventId: string): Promise<TierStock[]> {
  return sql.rows<TierStock>(
    `SELECT tier.name AS tier,
            count(*) FILTER (WHERE ticket.status = 'available')::integer AS available,
            count(*) FILTER (WHERE ticket.status = 'pending')::integer AS pending,
            count(*) FILTER (WHERE ticket.status = 'booked')::integer AS booked
     FROM tiers AS tier
     LEFT JOIN tickets AS ticket ON ticket.event_id = tier.event_id AND ticket.tier_id = tier.id
     WHERE tier.event_id = $1
     GROUP BY tier.position, tier.name ORDER BY tier.position`,
    [eventId],
  );
}
