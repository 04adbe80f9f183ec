import type { PaymentMethod } from '../export-words.js';
import { salesByDayAndMethodSql } from '../../sales-ledger/sales-ledger.js';
import type { ExportTable } from './export-table.js';

interface TakingsRow {
  day: string;
  tier: string | null;
  ticketType: string | null;
  method: PaymentMethod;
  tickets: string;
  amountMinor: string;
  discountMinor: string;
  feesMinor: string;
  taxMinor: string;
  isBookingFee: boolean;
  currency: string;
}

/** For the accountant: what was sold on each day, by tier, ticket type and how it was paid. */
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
      sale."tierId" = 0 AS "isBookingFee", event.currency
    FROM (${salesByDayAndMethodSql("current_setting('timezone')")}) AS sale
    JOIN events AS event ON event.id = $1
    LEFT JOIN tiers AS tier ON tier.event_id = $1 AND tier.id = sale."tierId"
    LEFT JOIN ticket_types AS type ON type.event_id = $1 AND type.id = sale."ticketTypeId"
    ORDER BY sale.day, tier.position, type.position NULLS FIRST, sale."ticketTypeId",
      array_position(ARRAY['online', 'cash', 'card'], sale.method)`,
  rowsOf: ({ day, tier, ticketType, method, currency, ...sale }, { words }) => [
    [
      day,
      sale.isBookingFee ? words.bookingFees : tier,
      ticketType,
      words.methods[method],
      Number(sale.tickets),
      Number(sale.amountMinor),
      Number(sale.discountMinor),
      Number(sale.feesMinor),
      Number(sale.taxMinor),
      currency,
    ],
  ],
};
