import type { EntityManager } from 'typeorm';
import { prepared } from '../../platform/database/pipelining-pg-client.js';

/**
 * Where tickets of the event $1 go that come back to the general sale of a tier while somebody waits for it: to its
 * waitlist's allotment. Looked up once a statement, by an index that is empty where nobody waits.
 */
export const WAITED_FOR_SQL = `waited_for AS MATERIALIZED (
    SELECT tier_id, id FROM allotments
    WHERE event_id = $1 AND purpose = 'waitlist' AND released_at IS NULL
  )`;

/** The stock that a `ticket` comes back to, beside {@link WAITED_FOR_SQL}; null: the general sale. */
export const WAITING_STOCK_SQL = '(SELECT id FROM waited_for WHERE tier_id = ticket.tier_id)';

/** What waitlists of an event and what comes back of its tickets lock, as a key. */
export const RETURNS_LOCK_SQL = `hashtextextended('returns ' || $1, 0)`;

const LOCK_RETURNS_SQL = prepared(`SELECT pg_advisory_xact_lock_shared(${RETURNS_LOCK_SQL})`);

/**
 * No waitlist of the event opens or closes until the transaction ends; those who put tickets back don't wait for each
 * other. It takes effect for the statements that are sent after it: a ticket that comes back is either seen by whoever
 * would join the first, for whom the tier isn't sold out then, or goes to those who wait.
 */
export function lockReturns(manager: EntityManager, eventId: string): Promise<unknown> {
  return manager.query(LOCK_RETURNS_SQL, [eventId]);
}
