import type {
  EventTakingsDto,
  OrganiserTakingsDto,
  OrganiserTakingsQueryDto,
  TakingsSumDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { requireDaysInOrder } from '../days-in-order.js';
import { TAKINGS_COLUMNS_SQL, TAKINGS_OF_EVENTS_SQL } from './organiser-takings-sql.js';

const TOTALS_SQL = `
  SELECT event.currency, sum(sale.tickets)::bigint AS tickets,
    sum(takings.paid_minor + takings.returned_minor)::bigint AS "takingsMinor",
    sum(sale.discount_minor)::bigint AS "discountsMinor",
    sum(takings.fees_minor)::bigint AS "feesMinor", sum(takings.tax_minor)::bigint AS "taxMinor"
  ${TAKINGS_OF_EVENTS_SQL}
  GROUP BY event.currency HAVING sum(sale.tickets) <> 0 OR sum(takings.paid_minor) <> 0
    OR sum(takings.returned_minor) <> 0
  ORDER BY event.currency`;

const PAGE_SQL = `
  SELECT event.id AS "eventId", event.name, event.starts_at AS "startsAt",
    event.time_zone AS "timeZone", event.currency, ${TAKINGS_COLUMNS_SQL}
  ${TAKINGS_OF_EVENTS_SQL} AND ($4::bigint IS NULL OR (event.starts_at, event.id) < (
    SELECT last.starts_at, last.id FROM events AS last
    WHERE last.organiser_id = $1 AND last.id = $4))
  ORDER BY event.starts_at DESC, event.id DESC LIMIT $5`;

/** The driver gives sums as texts: they may be larger than 32 bits. */
type SumRow = Record<Exclude<keyof TakingsSumDto, 'currency'>, string> & { currency: string };

type EventRow = SumRow &
  Pick<EventTakingsDto, 'eventId' | 'name' | 'timeZone'> & { startsAt: Date };

/** Says what all events of an organisation have taken: money from the ledger, as the dashboard of each does. */
@Injectable()
export class ShowOrganiserTakings {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
  ) {}

  /** @throws DomainError VALIDATION_FAILED, ORGANISER_NOT_FOUND, or FORBIDDEN below a manager */
  async execute(
    organiserId: string,
    { from, to, limit = 50, after }: OrganiserTakingsQueryDto,
    caller: Caller,
  ): Promise<OrganiserTakingsDto> {
    requireDaysInOrder({ from, to });
    return this.transactions.run(async (manager) => {
      await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      await this.access.require(manager, caller, { organiserId }, 'manager');
      const range = [organiserId, from ?? null, to ?? null];
      const totals = await manager.query<SumRow[]>(TOTALS_SQL, range);
      const page = [...range, after ?? null, limit + 1];
      const rows = await manager.query<EventRow[]>(PAGE_SQL, page);
      const shown = rows.slice(0, limit);
      return {
        totals: totals.map(sumOf),
        events: shown.map(({ eventId, name, startsAt, timeZone, ...sum }) => ({
          eventId,
          name,
          startsAt: startsAt.toISOString(),
          timeZone,
          ...sumOf(sum),
        })),
        next: rows.length > limit ? (shown.at(-1)?.eventId ?? null) : null,
      };
    });
  }
}

function sumOf(row: SumRow): Pick<TakingsSumDto, keyof TakingsSumDto> {
  return {
    currency: row.currency,
    tickets: Number(row.tickets),
    takingsMinor: Number(row.takingsMinor),
    discountsMinor: Number(row.discountsMinor),
    feesMinor: Number(row.feesMinor),
    taxMinor: Number(row.taxMinor),
  };
}
