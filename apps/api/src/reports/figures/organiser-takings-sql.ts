import { takingsOfEventSql } from '../../ledger/takings-sql.js';
import { salesOfEventSql } from '../sales-ledger/sales-ledger.js';

/** By the clock of each event. */
const RANGE = {
  since: `coalesce($2::date::timestamp AT TIME ZONE event.time_zone, '-infinity')`,
  until: `coalesce(($3::date + 1)::timestamp AT TIME ZONE event.time_zone, 'infinity')`,
};

/**
 * Each published `event` of the organisation `$1`, with its `sale` and its `takings` from the day `$2` to the day `$3`, both
 * by the clock of the event; null: without bound.
 */
export const TAKINGS_OF_EVENTS_SQL = `
  FROM events AS event
  CROSS JOIN LATERAL (${salesOfEventSql('event.id', RANGE)}) AS sale
  CROSS JOIN LATERAL (${takingsOfEventSql('event.id', RANGE)}) AS takings
  WHERE event.organiser_id = $1 AND event.published_at IS NOT NULL`;

/** What is said of one of them. */
export const TAKINGS_COLUMNS_SQL = `sale.tickets,
    takings.paid_minor + takings.returned_minor AS "takingsMinor", sale.discount_minor AS "discountsMinor",
    takings.fees_minor AS "feesMinor", takings.tax_minor AS "taxMinor"`;
