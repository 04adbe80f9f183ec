import type { EntityManager } from 'typeorm';

/** How many tickets of a tier are in which state. */
export interface TierCounts {
  available: number;
  held: number;
  sold: number;
}

/** How many tickets a tier shall have more. */
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
   * Takes available tickets away: as many as are asked for, or none.
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
   * Takes all available tickets of a tier away, after waiting for those that others have locked.
   *
   * @returns whether the tier has no ticket left
   */
  abstract removeAll(manager: EntityManager, eventId: string, tierId: string): Promise<boolean>;

  /** The counts of some events, by event id and tier id, as they are committed or as the transaction has left them. */
  abstract countsOf(
    manager: EntityManager,
    eventIds: readonly string[],
  ): Promise<Map<string, Map<string, TierCounts>>>;

  /** Called once a change is committed, so that this process shows it at once. */
  abstract changed(eventId: string): void;
}

export const NO_TICKETS: TierCounts = Object.freeze({ available: 0, held: 0, sold: 0 });

/** The sum of several counts. */
export function totalOf(counts: Iterable<TierCounts>): TierCounts {
  const total = { available: 0, held: 0, sold: 0 };
  for (const { available, held, sold } of counts) {
    total.available += available;
    total.held += held;
    total.sold += sold;
  }
  return total;
}

/** How many tickets there are: a tier's capacity. */
export function capacityOf({ available, held, sold }: TierCounts): number {
  return available + held + sold;
}
