import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ids } from '../../platform/ids/ids.module.js';
import { ReleaseAllotment } from '../allotments/release-allotment.js';
import { TierCapacity } from '../capacity/tier-capacity.js';
import { END_SQL } from '../event-details.js';
import { ON_SALE_SQL } from '../event-offers.js';

/** The allotment that keeps what comes back of a tier for those who wait. */
export interface WaitlistStock {
  tierId: string;
  allotmentId: string;
}

/** Whether what comes back may be offered: it may; not now, as the event is paused; never again. */
export type OfferingState = 'open' | 'paused' | 'over';

/** Whether what comes back of an event may be offered, and for how long. */
export interface Offering {
  state: OfferingState;
  /** Until the sale is over. */
  secondsLeft: number;
}

const OPEN_SQL = `
  SELECT tier_id AS "tierId", id AS "allotmentId" FROM allotments
  WHERE event_id = $1 AND purpose = 'waitlist' AND released_at IS NULL`;

/** The one that a tier had before is opened again: what was offered of it names it. */
const REOPEN_SQL = `
  INSERT INTO allotments (event_id, id, tier_id, name, purpose)
  VALUES ($1, $2, $3, 'Waitlist', 'waitlist')
  ON CONFLICT (event_id, tier_id) WHERE purpose = 'waitlist' DO UPDATE SET released_at = NULL`;

const SALE_END_SQL = `coalesce(event.sale_ends_at, ${END_SQL})`;

const OFFERING_SQL = `
  SELECT CASE
      WHEN ${ON_SALE_SQL} THEN 'open'
      WHEN event.state = 'cancelled' OR now() >= ${SALE_END_SQL} THEN 'over'
      ELSE 'paused'
    END AS state,
    extract(epoch FROM ${SALE_END_SQL} - clock_timestamp())::float AS "secondsLeft"
  FROM events AS event WHERE event.id = $1`;

/**
 * Keeps what comes back of sold-out tiers for those who wait: as tickets of an allotment, which nobody else is sold.
 * Opening and closing hold a lock that whatever puts tickets back on sale takes, too.
 */
@Injectable()
export class WaitlistStocks {
  constructor(
    private readonly capacity: TierCapacity,
    private readonly releaseAllotment: ReleaseAllotment,
    private readonly ids: Ids,
  ) {}

  /** Those of an event that are open. */
  open(manager: EntityManager, eventId: string): Promise<WaitlistStock[]> {
    return manager.query<WaitlistStock[]>(OPEN_SQL, [eventId]);
  }

  /**
   * Those of an event that are open, and stay open until the transaction ends: whoever closes one waits, and then sees
   * who has joined.
   */
  keepOpen(manager: EntityManager, eventId: string): Promise<WaitlistStock[]> {
    return manager.query<WaitlistStock[]>(`${OPEN_SQL} ORDER BY id FOR SHARE`, [eventId]);
  }

  /** Nothing comes back, and none is opened or closed, until the transaction ends. First of its locks. */
  async lock(manager: EntityManager, eventId: string): Promise<void> {
    await this.capacity.lockReturns(manager, eventId);
  }

  /** After {@link lock}: from now on, what comes back of the tier is kept. */
  async openFor(manager: EntityManager, eventId: string, tierId: string): Promise<void> {
    await manager.query(REOPEN_SQL, [eventId, this.ids.next(), tierId]);
  }

  /** Waits for those who join at this moment; after {@link lock}, and before looking whether anybody waits. */
  async lockToClose(manager: EntityManager, eventId: string): Promise<WaitlistStock[]> {
    return manager.query<WaitlistStock[]>(`${OPEN_SQL} ORDER BY id FOR NO KEY UPDATE`, [eventId]);
  }

  /** After {@link lockToClose}: what was kept goes on general sale. */
  async close(manager: EntityManager, eventId: string, allotmentId: string): Promise<void> {
    await this.releaseAllotment.execute(manager, { eventId, allotmentId });
  }

  /** Whether tickets of the event may be offered at this moment. */
  async offering(manager: EntityManager, eventId: string): Promise<Offering> {
    const [row] = await manager.query<Offering[]>(OFFERING_SQL, [eventId]);
    return row ?? { state: 'over', secondsLeft: 0 };
  }
}
