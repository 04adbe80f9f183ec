import type { SeriesBuyersDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IS_MAILABLE_SQL } from '../../users/buyers-sql.js';

const COUNTS_SQL = `
  WITH concerned AS (
    SELECT user_id, status, cardinality(ticket_ids) AS tickets FROM bookings
    WHERE event_id = ANY ($1::bigint[]) AND status IN ('confirmed', 'pending')
  ), mailed AS (
    SELECT buyer.email_key, bool_or(one.paid) AS paid
    FROM (
      SELECT user_id, bool_or(status = 'confirmed') AS paid FROM concerned GROUP BY user_id
    ) AS one JOIN users AS buyer ON buyer.id = one.user_id
    WHERE ${IS_MAILABLE_SQL}
    GROUP BY buyer.email_key
  )
  SELECT coalesce(sum(tickets) FILTER (WHERE status = 'confirmed'), 0)::integer AS sold,
    coalesce(sum(tickets) FILTER (WHERE status = 'pending'), 0)::integer AS held,
    (SELECT count(*) FILTER (WHERE paid)::integer FROM mailed) AS buyers,
    (SELECT count(*)::integer FROM mailed) AS "buyersAndHolders"
  FROM concerned`;

/** How many tickets are sold and held, and how many addresses their buyers have. */
export type BuyerCounts = Omit<SeriesBuyersDto, 'dates'>;

/** Counts who is told of a change, each address once. */
@Injectable()
export class CountBuyers {
  async execute(manager: EntityManager, eventIds: readonly string[]): Promise<BuyerCounts> {
    const [counts] = await manager.query<[BuyerCounts]>(COUNTS_SQL, [eventIds]);
    return counts;
  }
}
