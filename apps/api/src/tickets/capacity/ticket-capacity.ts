import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  TierCapacity,
  type AddedTickets,
  type AllotmentOfTier,
  type StockCounts,
  type TierCounts,
} from '../../events/capacity/tier-capacity.js';
import { numbersText } from '../../platform/database/numbers-text.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { StockChanges } from '../availability/stock-changes.js';
import { StockLedger, type EventStock } from '../availability/stock-ledger.js';
import { STOCK_OF_TICKET_SQL } from '../inventory/free-tickets.js';
import {
  lockReturns,
  RETURNS_LOCK_SQL,
  WAITED_FOR_SQL,
  WAITING_STOCK_SQL,
} from '../inventory/waited-for.js';

/**
 * The last $3 free tickets of the stock $2: buyers are given the first ones, so the two seldom meet. Where fewer can be
 * locked, what follows changes none.
 */
const TAKEN_SQL = `taken AS MATERIALIZED (
    SELECT id FROM tickets AS ticket
    WHERE event_id = $1 AND ${STOCK_OF_TICKET_SQL} = $2 AND booking_id IS NULL
    ORDER BY id + 0 DESC LIMIT $3 FOR UPDATE SKIP LOCKED
  )`;
const IF_ALL_TAKEN_SQL = `event_id = $1 AND id = ANY (ARRAY(SELECT id FROM taken))
      AND (SELECT count(*) FROM taken) = $3`;

const ADD_SQL = `
  WITH ${WAITED_FOR_SQL}
  INSERT INTO tickets (event_id, tier_id, id, allotment_id)
  SELECT $1, $2, unnest($3::bigint[]), (SELECT id FROM waited_for WHERE tier_id = $2)`;

const REMOVE_SQL = `
  WITH ${TAKEN_SQL}, changed AS (
    DELETE FROM tickets WHERE ${IF_ALL_TAKEN_SQL} RETURNING 1
  )
  SELECT count(*)::integer AS changed FROM changed`;

/** To the allotment $4. */
const SET_ASIDE_SQL = `
  WITH ${TAKEN_SQL}, changed AS (
    UPDATE tickets SET allotment_id = $4, updated_at = now() WHERE ${IF_ALL_TAKEN_SQL} RETURNING 1
  )
  SELECT count(*)::integer AS changed FROM changed`;

/** To those who wait for the tier, or else on general sale. */
const PUT_BACK_SQL = `
  WITH ${TAKEN_SQL}, ${WAITED_FOR_SQL}, changed AS (
    UPDATE tickets AS ticket SET allotment_id = ${WAITING_STOCK_SQL}, updated_at = now() WHERE ${IF_ALL_TAKEN_SQL} RETURNING 1
  )
  SELECT count(*)::integer AS changed FROM changed`;

const PUT_ALL_BACK_SQL = `
  WITH ${WAITED_FOR_SQL}, changed AS (
    UPDATE tickets AS ticket SET allotment_id = ${WAITING_STOCK_SQL}, updated_at = now()
    WHERE event_id = $1 AND ${STOCK_OF_TICKET_SQL} = $2 AND booking_id IS NULL RETURNING 1
  )
  SELECT count(*)::integer AS changed FROM changed`;

/** A tier's capacity is the number of its tickets. */
@Injectable()
export class TicketCapacity extends TierCapacity {
  constructor(
    private readonly ids: Ids,
    private readonly ledger: StockLedger,
    private readonly stockChanges: StockChanges,
  ) {
    super();
  }

  override async add(
    manager: EntityManager,
    eventId: string,
    added: AddedTickets[],
  ): Promise<void> {
    await lockReturns(manager, eventId);
    for (const { tierId, count } of added) {
      if (count === 0) continue;
      const ids = Array.from({ length: count }, () => this.ids.next());
      await manager.query(ADD_SQL, [eventId, tierId, numbersText(ids)]);
    }
  }

  override async remove(
    manager: EntityManager,
    eventId: string,
    tierId: string,
    count: number,
  ): Promise<boolean> {
    return (await changedBy(manager, REMOVE_SQL, [eventId, tierId, count])) === count;
  }

  override async setAside(
    manager: EntityManager,
    eventId: string,
    { tierId, allotmentId }: AllotmentOfTier,
    count: number,
  ): Promise<boolean> {
    const moved = await changedBy(manager, SET_ASIDE_SQL, [eventId, tierId, count, allotmentId]);
    return moved === count;
  }

  override async putBack(
    manager: EntityManager,
    eventId: string,
    allotmentId: string,
    count: number,
  ): Promise<boolean> {
    await lockReturns(manager, eventId);
    return (await changedBy(manager, PUT_BACK_SQL, [eventId, allotmentId, count])) === count;
  }

  override async putAllBack(
    manager: EntityManager,
    eventId: string,
    allotmentId: string,
  ): Promise<number> {
    await lockReturns(manager, eventId);
    return changedBy(manager, PUT_ALL_BACK_SQL, [eventId, allotmentId]);
  }

  override async removeAll(
    manager: EntityManager,
    eventId: string,
    tierId: string,
  ): Promise<boolean> {
    // Waits for whoever has one locked, and looks again whether it is free.
    await manager.query(
      'DELETE FROM tickets WHERE event_id = $1 AND tier_id = $2 AND booking_id IS NULL',
      [eventId, tierId],
    );
    const stocks = [...(await this.ledger.ofEvent(eventId, manager)).values()];
    return stocks.every(
      (stock) => stock.tierId !== tierId || stock.available + stock.held + stock.booked === 0,
    );
  }

  override async countsOf(
    manager: EntityManager,
    eventIds: readonly string[],
  ): Promise<Map<string, Map<string, TierCounts>>> {
    const stock = await this.ledger.ofEvents(eventIds, manager);
    return new Map([...stock].map(([eventId, ofEvent]) => [eventId, byTier(ofEvent)]));
  }

  override async stocksOf(
    manager: EntityManager,
    eventId: string,
  ): Promise<Map<string, StockCounts>> {
    const stocks = await this.ledger.ofEvent(eventId, manager);
    return new Map(
      [...stocks].map(([stockId, { available, held, booked }]) => [
        stockId,
        { available, held, sold: booked },
      ]),
    );
  }

  override async lockReturns(manager: EntityManager, eventId: string): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(${RETURNS_LOCK_SQL})`, [eventId]);
  }

  override changed(eventId: string): void {
    this.stockChanges.created(eventId);
  }
}

/** The counts of each tier: what is on general sale, and what is set aside. */
function byTier(stocks: EventStock): Map<string, TierCounts> {
  const tiers = new Map<string, TierCounts>();
  for (const [stockId, { tierId, available, held, booked }] of stocks) {
    const tier = tiers.get(tierId) ?? { available: 0, held: 0, sold: 0, setAside: 0 };
    if (stockId === tierId) tier.available += available;
    else tier.setAside += available;
    tier.held += held;
    tier.sold += booked;
    tiers.set(tierId, tier);
  }
  return tiers;
}

/** How many tickets a statement has changed. */
async function changedBy(
  manager: EntityManager,
  sql: string,
  parameters: unknown[],
): Promise<number> {
  const [row] = await manager.query<{ changed: number }[]>(sql, parameters);
  return row?.changed ?? 0;
}
