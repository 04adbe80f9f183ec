import type { EntityManager } from 'typeorm';
import { ASKS_ATTENDEES_SQL } from '../../events/questions/attendee-forms.js';
import { prepared } from '../../platform/database/pipelining-pg-client.js';

/** What matters of an event for those who pay for its tickets. */
export interface SaleCondition {
  id: string;
  isCancelled: boolean;
  /** Whether it asks who comes. */
  asks: boolean;
}

const CONDITIONS_SQL = prepared(`
  SELECT id, "isCancelled", asks FROM (
    SELECT event.id, event.state = 'cancelled' AS "isCancelled", ${ASKS_ATTENDEES_SQL} AS asks
    FROM events AS event
    WHERE event.id = ANY (ARRAY(SELECT event_id FROM tickets WHERE id = ANY ($1)))
  ) AS named WHERE "isCancelled" OR asks`);

/** Of the events that tickets are of, those that won't take place, and those that ask who comes. */
export function saleConditions(
  manager: EntityManager,
  ticketIds: readonly string[],
): Promise<SaleCondition[]> {
  return manager.query<SaleCondition[]>(CONDITIONS_SQL, [ticketIds]);
}
