import { ProblemCode } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../problems/domain-error.js';
import type { UserDirectory } from '../../users/user-directory.js';
import { quantityOf, type OrderLine } from './order.js';

/** The limits that an event sets; null: none. */
export interface EventLimits {
  id: string;
  maxTicketsPerBooking: number | null;
  maxTicketsPerUser: number | null;
}

/**
 * What the buyers of a batch may still take of an event.
 *
 * Limits are enforced here, inside the reserving transaction and under a lock for each buyer, and
 * nowhere before: a check outside of it counts what another request of the same buyer, in this or in
 * any other process, is about to take as well. Buyers of events without a limit take no lock.
 */
export class BuyerLimits {
  private constructor(
    private readonly limits: EventLimits,
    private readonly buyers: Map<string, string>,
    private readonly takenByBuyer: Map<string, number>,
  ) {}

  /**
   * A buyer is an address: whoever comes again as another guest, or has an account with it, is the same.
   *
   * Locks the buyers until the transaction ends, in one order for all transactions, and counts what
   * they hold and own. Counted in a statement of its own, so that it sees what was committed while
   * the locks were waited for.
   */
  static async read(
    manager: EntityManager,
    users: UserDirectory,
    limits: EventLimits,
    userIds: string[],
  ): Promise<BuyerLimits> {
    if (limits.maxTicketsPerUser === null) return new BuyerLimits(limits, new Map(), new Map());
    const buyers = await users.buyers(manager, userIds);
    const locked = [...new Set(buyers.values())];
    await manager.query(
      `SELECT pg_advisory_xact_lock(buyer.lock) FROM (
         SELECT DISTINCT hashtextextended('buyer ' || $1 || ' ' || asked.buyer, 0) AS lock
         FROM unnest($2::text[]) AS asked (buyer)
         ORDER BY lock
       ) AS buyer`,
      [limits.id, locked],
    );
    const everybody = await users.usersOf(manager, locked);
    // `event_id + 0`, which no index has: by the users, who have few bookings, and not by the event.
    const rows = await manager.query<{ user_id: string; taken: number }[]>(
      `SELECT user_id, sum(cardinality(ticket_ids))::integer AS taken
       FROM bookings
       WHERE user_id = ANY($2::bigint[]) AND event_id + 0 = $1 AND status IN ('pending', 'confirmed')
       GROUP BY user_id`,
      [limits.id, [...everybody.keys()]],
    );
    const taken = new Map<string, number>();
    for (const row of rows) {
      const buyer = everybody.get(row.user_id) ?? row.user_id;
      taken.set(buyer, (taken.get(buyer) ?? 0) + row.taken);
    }
    return new BuyerLimits(limits, buyers, taken);
  }

  /** The problem of an order that passes a limit, or undefined where it passes none. */
  refusal(userId: string, order: OrderLine[]): DomainError | undefined {
    const { maxTicketsPerBooking, maxTicketsPerUser } = this.limits;
    const requested = quantityOf(order);
    if (maxTicketsPerBooking !== null && requested > maxTicketsPerBooking) {
      return new DomainError(
        ProblemCode.BookingLimitExceeded,
        `One booking of this event may have ${maxTicketsPerBooking} tickets at the most.`,
        { limit: maxTicketsPerBooking, requested },
      );
    }
    const taken = this.takenByBuyer.get(this.buyerOf(userId)) ?? 0;
    if (maxTicketsPerUser !== null && taken + requested > maxTicketsPerUser) {
      const have = taken === 0 ? '' : ` You have ${taken}.`;
      return new DomainError(
        ProblemCode.UserLimitExceeded,
        `You may have ${maxTicketsPerUser} tickets of this event at the most.${have}`,
        { limit: maxTicketsPerUser, requested },
      );
    }
    return undefined;
  }

  /** Counts what an order of this batch has taken. */
  took(userId: string, order: OrderLine[]): void {
    const buyer = this.buyerOf(userId);
    this.takenByBuyer.set(buyer, (this.takenByBuyer.get(buyer) ?? 0) + quantityOf(order));
  }

  private buyerOf(userId: string): string {
    return this.buyers.get(userId) ?? userId;
  }
}
