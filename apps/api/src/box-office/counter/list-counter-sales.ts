import type {
  CounterMethod,
  CounterSaleRowDto,
  CounterSalesDto,
  CounterSumDto,
  ListCounterSalesQueryDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { knownName, saidName } from './read-counter-sale.js';

interface DayRow {
  day: string;
  since: string;
  until: string;
  currency: string;
}

/** A day as the event's clock has it, and when it begins and ends. */
const DAY_SQL = `
  SELECT day::text, (day::timestamp AT TIME ZONE time_zone)::text AS since,
    ((day + 1)::timestamp AT TIME ZONE time_zone)::text AS until, currency
  FROM (
    SELECT coalesce($2::date, (now() AT TIME ZONE time_zone)::date) AS day, time_zone, currency
    FROM events WHERE id = $1
  ) AS event`;

const OF_DAY_SQL = `sale.event_id = $1 AND sale.sold_at >= $2::timestamptz AND sale.sold_at < $3::timestamptz`;

const SALES_SQL = `
  SELECT sale.booking_id AS "bookingId", sale.method, cardinality(booking.ticket_ids) AS "ticketCount",
    booking.total_minor AS "totalMinor", buyer.name AS "buyerName", seller.name AS "soldBy",
    sale.sold_at AS "soldAt"
  FROM counter_sales AS sale
  JOIN bookings AS booking ON booking.id = sale.booking_id AND booking.event_id = sale.event_id
  JOIN users AS buyer ON buyer.id = booking.user_id
  LEFT JOIN users AS seller ON seller.id = sale.sold_by
  WHERE ${OF_DAY_SQL} AND ($4::bigint IS NULL OR (sale.sold_at, sale.booking_id) < (
    SELECT last.sold_at, last.booking_id FROM counter_sales AS last
    WHERE last.event_id = $1 AND last.booking_id = $4::bigint))
  ORDER BY sale.sold_at DESC, sale.booking_id DESC LIMIT $5`;

interface SaleRow {
  bookingId: string;
  method: CounterMethod;
  ticketCount: number;
  totalMinor: string;
  buyerName: string;
  soldBy: string | null;
  soldAt: Date;
}

/** What was taken is what the payments say. */
const SUMS_SQL = `
  SELECT seller.name AS "soldBy", sale.method, count(*)::integer AS sales,
    sum(cardinality(booking.ticket_ids))::integer AS tickets, sum(payment.amount_minor) AS "totalMinor"
  FROM counter_sales AS sale
  JOIN bookings AS booking ON booking.id = sale.booking_id AND booking.event_id = sale.event_id
  JOIN payments AS payment ON payment.event_id = sale.event_id AND payment.booking_id = sale.booking_id
    AND payment.status = 'captured'
  LEFT JOIN users AS seller ON seller.id = sale.sold_by
  WHERE ${OF_DAY_SQL}
  GROUP BY sale.sold_by, seller.name, sale.method
  ORDER BY seller.name, sale.sold_by, sale.method`;

type SumRow = Omit<CounterSumDto, 'totalMinor'> & { totalMinor: string };

/** Lists what an event's counters sold on a day, and what each member took, for the cash-up. */
@Injectable()
export class ListCounterSales {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND or FORBIDDEN below the box office */
  execute(
    address: { organiserId: string; eventId: string },
    { day, limit = 50, after }: ListCounterSalesQueryDto,
    caller: Caller,
  ): Promise<CounterSalesDto> {
    const { eventId } = address;
    return this.transactions.run(async (manager) => {
      await this.access.require(manager, caller, address, 'box_office');
      const [of] = await manager.query<DayRow[]>(DAY_SQL, [eventId, day ?? null]);
      if (!of) throw new Error('An event that somebody may work on is not there.');
      const range = [eventId, of.since, of.until];
      const rows = await manager.query<SaleRow[]>(SALES_SQL, [...range, after ?? null, limit + 1]);
      const sums = await manager.query<SumRow[]>(SUMS_SQL, range);
      const sales = rows.slice(0, limit).map(describe);
      return {
        day: of.day,
        currency: of.currency,
        sales,
        sums: sums.map((sum) => ({
          ...sum,
          soldBy: knownName(sum.soldBy),
          totalMinor: Number(sum.totalMinor),
        })),
        next: rows.length > limit ? (sales.at(-1)?.bookingId ?? null) : null,
      };
    });
  }
}

function describe({ totalMinor, buyerName, soldBy, soldAt, ...rest }: SaleRow): CounterSaleRowDto {
  return {
    ...rest,
    totalMinor: Number(totalMinor),
    buyerName: saidName(buyerName),
    soldBy: knownName(soldBy),
    soldAt: soldAt.toISOString(),
  };
}
