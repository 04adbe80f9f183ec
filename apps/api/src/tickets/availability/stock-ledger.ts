import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { numbersText } from '../../platform/database/numbers-text.js';

/** Tickets of an allotment, or of what is on general sale of a tier, per state at one moment. */
export interface Stock {
  tierId: string;
  available: number;
  held: number;
  booked: number;
}

/** The stocks of an event, by their ids: that of an allotment, or of a tier for its general sale. */
export type EventStock = Map<string, Stock>;

/** Changes per transaction, so that it takes milliseconds; the rest waits. */
export const FOLDED_AT_ONCE = 10_000;

/**
 * Reads the database's ledger of each event's stock (see `schema/baseline/stock-ledger.sql.ts`). The cost
 * depends only on changes that aren't folded yet, at most about a second's, not on the number of tickets.
 */
@Injectable()
export class StockLedger {
  constructor(private readonly dataSource: DataSource) {}

  /** The committed stock, in one statement, so all counts are of one moment. */
  async ofEvent(
    eventId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<EventStock> {
    return (await this.ofEvents([eventId], manager)).get(eventId) ?? new Map();
  }

  /** The same of several events, by event id. */
  async ofEvents(
    eventIds: readonly string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<string, EventStock>> {
    const rows = await manager.query<({ event_id: string; stock_id: string } & Stock)[]>(
      `SELECT event_id, stock_id, tier_id AS "tierId", sum(available)::integer AS available,
              sum(held)::integer AS held, sum(booked)::integer AS booked
       FROM (
         SELECT event_id, stock_id, tier_id, available, held, booked FROM stock_levels
         WHERE event_id = ANY ($1::bigint[])
         UNION ALL
         SELECT event_id, stock_id, tier_id, available, held, booked FROM stock_changes
         WHERE event_id = ANY ($1::bigint[])
       ) AS ledger
       GROUP BY event_id, stock_id, tier_id`,
      [numbersText(eventIds)],
    );
    const stock = new Map<string, EventStock>();
    for (const { event_id, stock_id, ...ofStock } of rows) {
      const ofEvent = stock.get(event_id) ?? new Map<string, Stock>();
      stock.set(event_id, ofEvent.set(stock_id, ofStock));
    }
    return stock;
  }

  /**
   * Folds changes into the levels. Any number of processes may do so at once: each takes changes that no
   * other has locked, and a reader sees a change either by itself or in its level.
   *
   * @returns how many changes were folded
   */
  async fold(): Promise<number> {
    const [row] = await this.dataSource.query<{ folded: number }[]>(
      `WITH folded AS (
         DELETE FROM stock_changes AS change
         USING (
           SELECT event_id, id FROM stock_changes LIMIT $1 FOR UPDATE SKIP LOCKED
         ) AS taken
         WHERE change.event_id = taken.event_id AND change.id = taken.id
         RETURNING change.event_id, change.stock_id, change.tier_id, change.available, change.held, change.booked
       ), added AS (
         INSERT INTO stock_levels AS level (event_id, stock_id, tier_id, available, held, booked)
         SELECT event_id, stock_id, tier_id, sum(available), sum(held), sum(booked)
         FROM folded GROUP BY event_id, stock_id, tier_id ORDER BY event_id, stock_id
         ON CONFLICT (event_id, stock_id) DO UPDATE
           SET available = level.available + excluded.available,
               held = level.held + excluded.held,
               booked = level.booked + excluded.booked
       )
       SELECT count(*)::integer AS folded FROM folded`,
      [FOLDED_AT_ONCE],
    );
    return row?.folded ?? 0;
  }
}
