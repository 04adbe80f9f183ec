import { ProblemCode } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { numbersText } from '../../platform/database/numbers-text.js';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { BUYER_SQL, usersOfBuyerSql } from '../../users/buyers-sql.js';
import { quantityOf, type OrderLine } from './order.js';

/** The limits that an event sets; null: none. */
export interface EventLimits {
  id: string;
  maxTicketsPerBooking: number | null;
  maxTicketsPerUser: number | null;
}

/**
 * Locks buyers until the transaction ends, in one order for all transactions. Its parameters are the event and
 * the users, each of whom is one buyer.
 */
const LOCK_BUYERS_SQL = prepared(`
  SELECT pg_advisory_xact_lock(buyer.lock) FROM (
    SELECT DISTINCT hashtextextended('buyer ' || $1 || ' ' || ${BUYER_SQL}, 0) AS lock
    FROM users WHERE id = ANY($2::bigint[])
    ORDER BY lock
  ) AS buyer`);

const TAKEN_SQL = prepared(`
  SELECT user_id, buyer, ${takenSql('$1')} AS taken
  FROM (SELECT id AS user_id, ${BUYER_SQL} AS buyer FROM users WHERE id = ANY($2::bigint[])) AS asking`);

/**
 * Locks those who buy until the transaction ends: counting what they have is of use only where nobody adds to it
 * meanwhile. It takes effect for the statements that are sent after it.
 *
 * @param userIds the users who buy; those who do not exist are passed over
 */
export function lockBuyers(
  manager: EntityManager,
  eventId: string,
  userIds: string[],
): Promise<unknown> {
  return manager.query(LOCK_BUYERS_SQL, [eventId, numbersText(userIds)]);
}

/**
 * Locks a buyer, and says how many tickets more of an event they may have; infinitely many, where it sets no limit.
 * Tickets of ended bookings count for nothing.
 */
export async function leftOfBuyerLimit(
  manager: EntityManager,
  eventId: string,
  userId: string,
): Promise<number> {
  const [event] = await manager.query<{ limit: number | null }[]>(
    'SELECT max_tickets_per_user AS "limit" FROM events WHERE id = $1',
    [eventId],
  );
  if (event?.limit === null || event?.limit === undefined) return Infinity;
  await lockBuyers(manager, eventId, [userId]);
  const [row] = await manager.query<{ taken: number }[]>(TAKEN_SQL, [
    eventId,
    numbersText([userId]),
  ]);
  return Math.max(0, event.limit - (row?.taken ?? 0));
}

/**
 * The rule of {@link BuyerLimits} as a condition of a statement, sent after {@link lockBuyers}.
 *
 * @param wanted a query of `user_id` and `quantity`: how many tickets which user asks for, each user once
 * @param eventId the text of a parameter
 * @returns the text of a condition beside a row `event` that has a limit: that no buyer would pass it
 */
export function withinLimitSql(wanted: string, eventId: string): string {
  return `NOT EXISTS (
        SELECT FROM (
          SELECT buyer, min(user_id) AS user_id, sum(quantity) AS quantity FROM (
            SELECT user_id, quantity, (SELECT ${BUYER_SQL} FROM users WHERE id = user_id) AS buyer
            FROM (${wanted}) AS wanted
          ) AS asked GROUP BY buyer
        ) AS asking
        WHERE quantity + ${takenSql(eventId)} > event.max_tickets_per_user
      )`;
}

/**
 * What a buyer holds and owns of the event, beside a row `asking` that has the `buyer` and a `user_id` of theirs.
 * `event_id + 0`, which no index has: it is found by the users, who have few bookings, and not by the event.
 */
function takenSql(eventId: string): string {
  return `(
      SELECT coalesce(sum(cardinality(ticket_ids)), 0)::integer FROM bookings
      WHERE user_id = ANY (ARRAY(${usersOfBuyerSql('asking.buyer', 'asking.user_id')}))
        AND event_id + 0 = ${eventId} AND status IN ('pending', 'confirmed')
    )`;
}

/**
 * What some buyers may still take of an event, as it is committed.
 *
 * A buyer is a mailbox: whoever comes again as another guest, with a plus-address, or has an account with it, is the
 * same. The limit itself is enforced inside the reserving statement and under a lock for each buyer
 * ({@link withinLimitSql}): what is counted here may be outdated by what another request of the same buyer, in this or
 * in any other process, is about to take. It is good for a refusal, which was true when it was read.
 */
export class BuyerLimits {
  private constructor(
    private readonly limits: EventLimits,
    private readonly buyers: ReadonlyMap<string, string>,
    private readonly takenByBuyer: Map<string, number>,
  ) {}

  static async read(
    manager: EntityManager,
    limits: EventLimits,
    userIds: string[],
  ): Promise<BuyerLimits> {
    if (limits.maxTicketsPerUser === null) return new BuyerLimits(limits, new Map(), new Map());
    const rows = await manager.query<{ user_id: string; buyer: string; taken: number }[]>(
      TAKEN_SQL,
      [limits.id, numbersText(userIds)],
    );
    return new BuyerLimits(
      limits,
      new Map(rows.map(({ user_id, buyer }) => [user_id, buyer])),
      new Map(rows.toSorted((a, b) => a.taken - b.taken).map(({ buyer, taken }) => [buyer, taken])),
    );
  }

  /** To count on by {@link took}, without changing this. */
  copy(): BuyerLimits {
    return new BuyerLimits(this.limits, this.buyers, new Map(this.takenByBuyer));
  }

  /** The problem of an order that passes a limit, or undefined where it passes none. */
  refusal(userId: string, order: OrderLine[]): DomainError | undefined {
    const { maxTicketsPerBooking, maxTicketsPerUser } = this.limits;
    const requested = quantityOf(order);
    if (maxTicketsPerBooking !== null && requested > maxTicketsPerBooking) {
      return new DomainError(
        ProblemCode.BookingLimitExceeded,
        `Limit: ${maxTicketsPerBooking} tickets per booking for this event.`,
        { limit: maxTicketsPerBooking, requested },
      );
    }
    const taken = this.takenByBuyer.get(this.buyerOf(userId)) ?? 0;
    if (maxTicketsPerUser !== null && taken + requested > maxTicketsPerUser) {
      // Not how many they have: a guest has not proved the address, nor an account another one of its mailbox.
      return new DomainError(
        ProblemCode.UserLimitExceeded,
        `Limit: ${maxTicketsPerUser} tickets per person for this event, including any you already have.`,
        { limit: maxTicketsPerUser, requested },
      );
    }
    return undefined;
  }

  /** Counts what an order is about to take. */
  took(userId: string, order: OrderLine[]): void {
    const buyer = this.buyerOf(userId);
    this.takenByBuyer.set(buyer, (this.takenByBuyer.get(buyer) ?? 0) + quantityOf(order));
  }

  private buyerOf(userId: string): string {
    return this.buyers.get(userId) ?? userId;
  }
}
