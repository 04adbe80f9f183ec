import { NotFoundException } from '@nestjs/common';
import type pg from 'pg';

export interface Tier {
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly position: number;
}

export interface SaleEvent {
  readonly currency: string;
  readonly holdSeconds: number;
  readonly tiers: readonly Tier[];
}

const events = new Map<string, Promise<SaleEvent>>();

/** Events hardly change, so each is read once, as the API does too. */
export function eventOf(pool: pg.Pool, eventId: string): Promise<SaleEvent> {
  let event = events.get(eventId);
  if (!event) {
    event = readEvent(pool, eventId);
    events.set(eventId, event);
  }
  return event;
}

async function readEvent(pool: pg.Pool, eventId: string): Promise<SaleEvent> {
  const { rows } = await pool.query<Omit<SaleEvent, 'tiers'> & Tier>(
    `SELECT event.currency, coalesce(event.hold_seconds, 600) AS "holdSeconds", tier.id, tier.name,
            tier.price_minor AS "priceMinor", tier.position
     FROM events AS event JOIN tiers AS tier ON tier.event_id = event.id
     WHERE event.id = $1 ORDER BY tier.position`,
    [eventId],
  );
  const [first] = rows;
  if (!first) throw new NotFoundException(`There is no event ${eventId}.`);
  return { currency: first.currency, holdSeconds: first.holdSeconds, tiers: rows };
}
