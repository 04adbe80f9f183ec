import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  TierCapacity,
  type AddedTickets,
  type TierCounts,
} from '../../events/capacity/tier-capacity.js';
import { numbersText } from '../../platform/database/numbers-text.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { StockChanges } from '../availability/stock-changes.js';
import { StockLedger } from '../availability/stock-ledger.js';

/**
 * The last free tickets of a tier: buyers are given the first ones, so the two seldom meet. Where fewer can be locked
 * than are to go, none goes.
 */
const REMOVE_SQL = `
  WITH taken AS MATERIALIZED (
    SELECT id FROM tickets
    WHERE event_id = $1 AND tier_id = $2 AND booking_id IS NULL
    ORDER BY id + 0 DESC LIMIT $3 FOR UPDATE SKIP LOCKED
  ), removed AS (
    DELETE FROM tickets
    WHERE event_id = $1 AND id = ANY (ARRAY(SELECT id FROM taken))
      AND (SELECT count(*) FROM taken) = $3
    RETURNING 1
  )
  SELECT count(*)::integer AS removed FROM removed`;

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
    for (const { tierId, count } of added) {
      if (count === 0) continue;
      const ids = Array.from({ length: count }, () => this.ids.next());
      await manager.query(
        `INSERT INTO tickets (event_id, tier_id, id) SELECT $1, $2, unnest($3::bigint[])`,
        [eventId, tierId, numbersText(ids)],
      );
    }
  }

  override async remove(
    manager: EntityManager,
    eventId: string,
    tierId: string,
    count: number,
  ): Promise<boolean> {
    const [row] = await manager.query<{ removed: number }[]>(REMOVE_SQL, [eventId, tierId, count]);
    return row?.removed === count;
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
    const left = (await this.ledger.ofEvent(eventId, manager)).get(tierId);
    return left === undefined || left.available + left.held + left.booked === 0;
  }

  override async countsOf(
    manager: EntityManager,
    eventIds: readonly string[],
  ): Promise<Map<string, Map<string, TierCounts>>> {
    const stock = await this.ledger.ofEvents(eventIds, manager);
    return new Map(
      [...stock].map(([eventId, tiers]) => [
        eventId,
        new Map(
          [...tiers].map(([tierId, { available, held, booked }]) => [
            tierId,
            { available, held, sold: booked },
          ]),
        ),
      ]),
    );
  }

  override changed(eventId: string): void {
    this.stockChanges.created(eventId);
  }
}
