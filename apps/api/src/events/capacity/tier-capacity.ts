import type { EntityManager } from 'typeorm';

/** How many tickets of an allotment, or of what is on general sale of a tier, are in which state. */
export interface StockCounts {
  available: number;
  held: number;
  sold: number;
}

/** How many tickets of a tier are in which state. Those of its allotments count as held and sold like others. */
export interface TierCounts extends StockCounts {
  /** How many are free, and set aside in its allotments; `available` ones are on general sale. */
  setAside: number;
}

/** Which allotment of which tier. */
export interface AllotmentOfTier {
  tierId: string;
  allotmentId: string;
}

/** How many tickets are added to a tier. */
export interface AddedTickets {
  tierId: string;
  count: number;
}

/**
 * What organising an event needs of its tickets. The tickets' module provides it: that one sells what events offer,
 * so events can't import it.
 */
export abstract class TierCapacity {
  /** Adds available tickets. */
  abstract add(manager: EntityManager, eventId: string, added: AddedTickets[]): Promise<void>;

  /**
   * Takes tickets on general sale away: as many as are asked for, or none.
   *
   * @returns whether there were enough that no transaction had locked
   */
  abstract remove(
    manager: EntityManager,
    eventId: string,
    tierId: string,
    count: number,
  ): Promise<boolean>;

  /**
   * Sets tickets on general sale aside: as many as are asked for, or none.
   *
   * @returns whether there were enough that no transaction had locked
   */
  abstract setAside(
    manager: EntityManager,
    eventId: string,
    allotment: AllotmentOfTier,
    count: number,
  ): Promise<boolean>;

  /**
   * Puts free tickets of an allotment back on general sale: as many as are asked for, or none.
   *
   * @returns whether there were enough that no transaction had locked
   */
  abstract putBack(
    manager: EntityManager,
    eventId: string,
    allotmentId: string,
    count: number,
  ): Promise<boolean>;

  /**
   * Puts all free tickets of an allotment back on general sale, after waiting for those that others have locked.
   *
   * @returns how many
   */
  abstract putAllBack(
    manager: EntityManager,
    eventId: string,
    allotmentId: string,
  ): Promise<number>;

  /**
   * Takes all free tickets of a tier away, also those of its allotments, after waiting for those that others have locked.
   *
   * @returns whether the tier has no ticket left
   */
  abstract removeAll(manager: EntityManager, eventId: string, tierId: string): Promise<boolean>;

  /** The counts of some events, by event id and tier id, as they are committed or as the transaction has left them. */
  abstract countsOf(
    manager: EntityManager,
    eventIds: readonly string[],
  ): Promise<Map<string, Map<string, TierCounts>>>;

  /** The counts of an event's stocks, by id: those of allotments, and what is on general sale of each tier. */
  abstract stocksOf(manager: EntityManager, eventId: string): Promise<Map<string, StockCounts>>;

  /** No ticket of the event comes back on sale until the transaction ends. */
  abstract lockReturns(manager: EntityManager, eventId: string): Promise<void>;

  /** Called once a change is committed, so that this process shows it at once. */
  abstract changed(eventId: string): void;
}

export const NO_TICKETS: TierCounts = Object.freeze({
  available: 0,
  held: 0,
  sold: 0,
  setAside: 0,
});

/** The sum of several counts. */
export function totalOf(counts: Iterable<TierCounts>): TierCounts {
  const total = { ...NO_TICKETS };
  for (const { available, held, sold, setAside } of counts) {
    total.available += available;
    total.held += held;
    total.sold += sold;
    total.setAside += setAside;
  }
  return total;
}

/** How many tickets there are: a tier's capacity. */
export function capacityOf({ available, held, sold, setAside }: TierCounts): number {
  return available + held + sold + setAside;
}

/** All shown tiers of an event together: what is hidden is no part of what the public is told. */
export function totalOfShown(
  tiers: readonly { id: string }[],
  counts: ReadonlyMap<string, TierCounts> | undefined,
): TierCounts {
  return totalOf(
    tiers.flatMap(({ id }) => {
      const ofTier = counts?.get(id);
      return ofTier ? [ofTier] : [];
    }),
  );
}
