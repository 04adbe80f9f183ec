import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What was sold of a ticket type on one day. */
export interface Sale {
  /** `2026-12-01` */
  day: string;
  /** `0`: fees of the booking itself. */
  tierId: string;
  /** `0`: at the tier's own price. */
  ticketTypeId: string;
  tickets: number;
  /** What was paid, with fees and tax. */
  amountMinor: number;
  discountMinor: number;
  feesMinor: number;
  taxMinor: number;
}

/** The sums of a sale, which the driver gives as texts: they may be larger than 32 bits. */
const SUMS = ['tickets', 'amountMinor', 'discountMinor', 'feesMinor', 'taxMinor'] as const;

type SaleRow = Omit<Sale, (typeof SUMS)[number]> & Record<(typeof SUMS)[number], string>;

/** Changes per transaction, so that it takes milliseconds; the rest waits. */
export const FOLDED_AT_ONCE = 10_000;

/**
 * A query of what was sold of the event `$1`, by day: from both parts of the ledger, what was compacted and what was sold
 * since.
 *
 * @param timeZone the text of an expression
 */
export function salesByDaySql(timeZone: string): string {
  return `
    SELECT to_char(sold_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day, tier_id AS "tierId",
      ticket_type_id AS "ticketTypeId", sum(tickets)::bigint AS tickets,
      sum(amount_minor)::bigint AS "amountMinor", sum(discount_minor)::bigint AS "discountMinor",
      sum(fees_minor)::bigint AS "feesMinor", sum(tax_minor)::bigint AS "taxMinor"
    FROM (
      SELECT sold_at, tier_id, ticket_type_id, tickets, amount_minor, discount_minor, fees_minor,
        tax_minor
      FROM sales_levels WHERE event_id = $1
      UNION ALL
      SELECT sold_at, tier_id, ticket_type_id, tickets, amount_minor, discount_minor, fees_minor,
        tax_minor
      FROM sales_changes WHERE event_id = $1
    ) AS ledger
    GROUP BY 1, 2, 3
    HAVING sum(tickets) <> 0 OR sum(amount_minor) <> 0
    ORDER BY 1`;
}

/**
 * The same, split by how it was paid: as the counter's bookings say, and the rest of the ledger online. So the sums stay
 * those of the ledger, whatever the counter did. Reads each booking of the counter.
 *
 * @param timeZone the text of an expression
 */
export function salesByDayAndMethodSql(timeZone: string): string {
  return `
    SELECT day, "tierId", "ticketTypeId", method, sum(tickets)::bigint AS tickets,
      sum("amountMinor")::bigint AS "amountMinor", sum("discountMinor")::bigint AS "discountMinor",
      sum("feesMinor")::bigint AS "feesMinor", sum("taxMinor")::bigint AS "taxMinor"
    FROM (
      SELECT day, "tierId", "ticketTypeId", 'online' AS method, tickets, "amountMinor",
        "discountMinor", "feesMinor", "taxMinor"
      FROM (${salesByDaySql(timeZone)}) AS sale
      UNION ALL
      SELECT to_char(sale.sold_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD'), sale.tier_id,
        sale.ticket_type_id, moved.method, moved.sign * sale.tickets,
        moved.sign * sale.amount_minor, moved.sign * sale.discount_minor,
        moved.sign * sale.fees_minor, moved.sign * sale.tax_minor
      FROM counter_sales AS counter
      JOIN bookings AS booking
        ON booking.event_id = counter.event_id AND booking.id = counter.booking_id
      CROSS JOIN LATERAL sales_of(
        booking.confirmed_at, booking.ended_at, booking.lines, booking.charges) AS sale
      CROSS JOIN LATERAL (VALUES ('online', -1), (counter.method, 1)) AS moved (method, sign)
      WHERE counter.event_id = $1
    ) AS sale
    GROUP BY 1, 2, 3, 4
    HAVING sum(tickets) <> 0 OR sum("amountMinor") <> 0`;
}

/**
 * A query of what was sold of an event in a range of time, as one row: from both parts of the ledger.
 *
 * @param event the text of an expression, like the bounds
 */
export function salesOfEventSql(
  event: string,
  { since, until }: { since: string; until: string },
): string {
  const sums = ['tickets', 'amount_minor', 'discount_minor', 'fees_minor', 'tax_minor'];
  const part = (table: string): string => `
      SELECT ${sums.join(', ')} FROM ${table}
      WHERE event_id = ${event} AND sold_at >= ${since} AND sold_at < ${until}`;
  return `
    SELECT ${sums.map((sum) => `coalesce(sum(${sum}), 0)::bigint AS ${sum}`).join(', ')}
    FROM (${part('sales_levels')} UNION ALL ${part('sales_changes')}) AS ledger`;
}

const BY_DAY_SQL = salesByDaySql('$2');

const FOLD_SQL = `
  WITH folded AS (
    DELETE FROM sales_changes AS change
    USING (
      SELECT event_id, id FROM sales_changes LIMIT $1 FOR UPDATE SKIP LOCKED
    ) AS taken
    WHERE change.event_id = taken.event_id AND change.id = taken.id
    RETURNING change.event_id, change.sold_at, change.tier_id, change.ticket_type_id,
      change.tickets, change.amount_minor, change.discount_minor, change.fees_minor,
      change.tax_minor
  ), added AS (
    INSERT INTO sales_levels AS level
      (event_id, sold_at, tier_id, ticket_type_id, tickets, amount_minor, discount_minor,
       fees_minor, tax_minor)
    SELECT event_id, sold_at, tier_id, ticket_type_id, sum(tickets), sum(amount_minor),
      sum(discount_minor), sum(fees_minor), sum(tax_minor)
    FROM folded
    GROUP BY event_id, sold_at, tier_id, ticket_type_id
    ORDER BY event_id, sold_at, tier_id, ticket_type_id
    ON CONFLICT (event_id, sold_at, tier_id, ticket_type_id) DO UPDATE
      SET tickets = level.tickets + excluded.tickets,
          amount_minor = level.amount_minor + excluded.amount_minor,
          discount_minor = level.discount_minor + excluded.discount_minor,
          fees_minor = level.fees_minor + excluded.fees_minor,
          tax_minor = level.tax_minor + excluded.tax_minor
  )
  SELECT count(*)::integer AS folded FROM folded`;

/**
 * Reads the database's ledger of what was sold (see `schema/baseline/sales-ledger.sql.ts`). The cost depends on how long
 * the sale has lasted and on what isn't folded yet, not on the number of bookings or tickets.
 */
@Injectable()
export class SalesLedger {
  constructor(private readonly dataSource: DataSource) {}

  /** What was sold of an event, by the days of a time zone, the first day first. */
  async byDay(manager: EntityManager, eventId: string, timeZone: string): Promise<Sale[]> {
    const rows = await manager.query<SaleRow[]>(BY_DAY_SQL, [eventId, timeZone]);
    return rows.map((row) => {
      const sums = SUMS.map((sum) => [sum, Number(row[sum])] as const);
      return { ...row, ...(Object.fromEntries(sums) as Record<(typeof SUMS)[number], number>) };
    });
  }

  /**
   * Folds changes into the levels. Any number of processes may do so at once: each takes changes that no other has
   * locked, and a reader sees a change either by itself or in its level.
   *
   * @returns how many changes were folded
   */
  async fold(): Promise<number> {
    const [row] = await this.dataSource.query<{ folded: number }[]>(FOLD_SQL, [FOLDED_AT_ONCE]);
    return row?.folded ?? 0;
  }
}
