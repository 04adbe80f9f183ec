import type { PaymentMethod } from '../export-words.js';
import { takingsByDaySql } from '../../../ledger/takings-sql.js';
import { salesByDayAndMethodSql, salesByDaySql } from '../../sales-ledger/sales-ledger.js';
import type { ExportTable } from './export-table.js';

interface TakingsRow {
  day: string;
  tier: string | null;
  ticketType: string | null;
  /** Null: of no sale. */
  method: PaymentMethod | null;
  tickets: string;
  amountMinor: string;
  discountMinor: string;
  feesMinor: string;
  taxMinor: string;
  isBookingFee: boolean;
  isBeyondSales: boolean;
  currency: string;
}

const TIME_ZONE = "current_setting('timezone')";

/**
 * What the ledger has of a day beyond its sales: money that went back without its tickets, fees that were kept. With it, the
 * amounts add up to the ledger's takings. Its tier is -1.
 */
const BEYOND_SALES_SQL = `
  SELECT day, -1::bigint, 0::bigint, NULL, 0::bigint, sum(amount)::bigint, 0::bigint,
    sum(fees)::bigint, sum(tax)::bigint
  FROM (
    SELECT day, paid_minor + returned_minor, fees_minor, tax_minor
    FROM (${takingsByDaySql(TIME_ZONE)}) AS takings
    UNION ALL
    SELECT day, -"amountMinor", -"feesMinor", -"taxMinor" FROM (${salesByDaySql(TIME_ZONE)}) AS sale
  ) AS part (day, amount, fees, tax)
  GROUP BY day HAVING sum(amount) <> 0 OR sum(fees) <> 0 OR sum(tax) <> 0`;

/** For the accountant: what was taken on each day, by tier, ticket type and how it was paid. */
export const TAKINGS_TABLE: ExportTable<TakingsRow> = {
  columns: ({ words }) => [
    { heading: words.day, kind: 'day' },
    { heading: words.tier, kind: 'text' },
    { heading: words.ticketType, kind: 'text' },
    { heading: words.method, kind: 'text' },
    { heading: words.tickets, kind: 'count' },
    { heading: words.takings, kind: 'amount' },
    { heading: words.discount, kind: 'amount' },
    { heading: words.fees, kind: 'amount' },
    { heading: words.tax, kind: 'amount' },
    { heading: words.currency, kind: 'text' },
  ],
  sql: `
    SELECT sale.day, tier.name AS tier, type.name AS "ticketType", sale.method, sale.tickets,
      sale."amountMinor", sale."discountMinor", sale."feesMinor", sale."taxMinor",
      sale."tierId" = 0 AS "isBookingFee", sale."tierId" = -1 AS "isBeyondSales", event.currency
    FROM (
      (${salesByDayAndMethodSql(TIME_ZONE)})
      UNION ALL (${BEYOND_SALES_SQL})
    ) AS sale
    JOIN events AS event ON event.id = $1
    LEFT JOIN tiers AS tier ON tier.event_id = $1 AND tier.id = sale."tierId"
    LEFT JOIN ticket_types AS type ON type.event_id = $1 AND type.id = sale."ticketTypeId"
    ORDER BY sale.day, tier.position, type.position NULLS FIRST, sale."ticketTypeId",
      array_position(ARRAY['online', 'cash', 'card'], sale.method)`,
  rowsOf: ({ day, tier, ticketType, method, currency, ...sale }, { words }) => [
    [
      day,
      sale.isBeyondSales ? words.corrections : sale.isBookingFee ? words.bookingFees : tier,
      ticketType,
      method && words.methods[method],
      Number(sale.tickets),
      Number(sale.amountMinor),
      Number(sale.discountMinor),
      Number(sale.feesMinor),
      Number(sale.taxMinor),
      currency,
    ],
  ],
};
