import {
  mayActAs,
  ProblemCode,
  type DayFiguresDto,
  type DisputesFiguresDto,
  type EventFiguresDto,
  type EventState,
  type TakingsFiguresDto,
  type TierColor,
  type TicketTypeFiguresDto,
  type TierFiguresDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  capacityOf,
  NO_TICKETS,
  TierCapacity,
  totalOf,
  type TierCounts,
} from '../../events/capacity/tier-capacity.js';
import { STATE_SQL } from '../../events/event-details.js';
import { takingsByDaySql } from '../../ledger/takings-sql.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { SalesLedger, type Sale } from '../sales-ledger/sales-ledger.js';

/** A tier of an event and its ticket types, in their order. */
interface TierRow {
  id: string;
  name: string;
  color: TierColor;
  types: { id: string; name: string }[];
}

interface EventRow {
  name: string;
  state: EventState;
  timeZone: string;
  currency: string;
  asOf: Date;
  tiers: TierRow[];
}

const EVENT_SQL = `
  SELECT event.name, ${STATE_SQL} AS state, event.time_zone AS "timeZone", event.currency, clock_timestamp() AS "asOf", (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
      'id', tier.id::text, 'name', tier.name, 'color', tier.color, 'types', (
        SELECT coalesce(
          jsonb_agg(jsonb_build_object('id', type.id::text, 'name', type.name) ORDER BY type.position),
          '[]')
        FROM ticket_types AS type
        WHERE type.event_id = tier.event_id AND type.tier_id = tier.id
      )) ORDER BY tier.position), '[]')
    FROM tiers AS tier WHERE tier.event_id = event.id
  ) AS tiers
  FROM events AS event WHERE event.id = $1 AND event.organiser_id = $2`;

const TAKINGS_SQL = takingsByDaySql('$2');

/** Most open disputes that are listed: each is a booking that somebody has to look at. */
const DISPUTES_MAX = 20;

const DISPUTES_SQL = `
  SELECT coalesce(sum(withdrawn_minor) FILTER (WHERE status = 'open'), 0)::bigint AS open_minor,
    count(*) FILTER (WHERE status = 'open')::integer AS open_count,
    coalesce(sum(withdrawn_minor) FILTER (WHERE status = 'lost'), 0)::bigint AS lost_minor, (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
        'bookingId', booking_id::text, 'amountMinor', withdrawn_minor) ORDER BY id), '[]')
      FROM (
        SELECT id, booking_id, withdrawn_minor FROM disputes
        WHERE event_id = $1 AND status = 'open' ORDER BY id LIMIT ${DISPUTES_MAX}) AS listed
    ) AS open
  FROM disputes WHERE event_id = $1`;

/** What the ledger says of a day; the driver gives sums as texts, as they may be larger than 32 bits. */
interface TakingsRow {
  day: string;
  paid_minor: string;
  returned_minor: string;
  fees_minor: string;
  tax_minor: string;
}

interface DisputesRow {
  open_minor: string;
  lost_minor: string;
  open_count: number;
  open: DisputesFiguresDto['open'];
}

/** A sum of sales. */
interface Sum {
  sold: number;
  takingsMinor: number | null;
}

/**
 * Says how an event's sale stands, in one snapshot, so that the figures go together. Money is the ledger's; what was sold of
 * which tier, and for how much, is the sales ledger's.
 */
@Injectable()
export class ShowEventFigures {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly capacity: TierCapacity,
    private readonly sales: SalesLedger,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND, or FORBIDDEN for the door */
  execute(organiserId: string, eventId: string, caller: Caller): Promise<EventFiguresDto> {
    return this.transactions.run(async (manager) => {
      await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const { actsAs } = await this.access.require(
        manager,
        caller,
        { organiserId, eventId },
        'box_office',
      );
      return this.read(manager, organiserId, eventId, mayActAs(actsAs, 'manager'));
    });
  }

  private async read(
    manager: EntityManager,
    organiserId: string,
    eventId: string,
    seesTakings: boolean,
  ): Promise<EventFiguresDto> {
    const [event] = await manager.query<EventRow[]>(EVENT_SQL, [eventId, organiserId]);
    if (!event) throw new DomainError(ProblemCode.EventNotFound, `There is no event ${eventId}.`);
    const ofEvents = await this.capacity.countsOf(manager, [eventId]);
    const counts = ofEvents.get(eventId) ?? new Map<string, TierCounts>();
    const sales = await this.sales.byDay(manager, eventId, event.timeZone);
    const takings = await manager.query<TakingsRow[]>(TAKINGS_SQL, [eventId, event.timeZone]);
    const disputes = await manager.query<DisputesRow[]>(DISPUTES_SQL, [eventId]);
    const sum = (some: readonly Sale[]): Sum => sumOf(some, seesTakings);
    const byTier = Map.groupBy(sales, ({ tierId }) => tierId);
    const { name, state, timeZone, currency, asOf } = event;
    return {
      eventId,
      name,
      state,
      timeZone,
      currency,
      asOf: asOf.toISOString(),
      stock: stockOf(totalOf(counts.values())),
      takingsMinor: seesTakings ? keptOf(takings) : null,
      takings: seesTakings ? takingsOf(sales, takings) : null,
      disputes: seesTakings ? disputesOf(disputes) : null,
      tiers: event.tiers.map((tier): TierFiguresDto => {
        const ofTier = byTier.get(tier.id) ?? [];
        return {
          id: tier.id,
          name: tier.name,
          color: tier.color,
          ...stockOf(counts.get(tier.id) ?? NO_TICKETS),
          takingsMinor: sum(ofTier).takingsMinor,
          ticketTypes: typesOf(tier, ofTier, sum),
        };
      }),
      days: daysOf(sales, seesTakings ? takings : null),
    };
  }
}

function stockOf(counts: TierCounts) {
  return { capacity: capacityOf(counts), ...counts };
}

function sumOf(sales: readonly Sale[], seesTakings: boolean): Sum {
  let sold = 0;
  let takingsMinor = 0;
  for (const { tickets, amountMinor } of sales) {
    sold += tickets;
    takingsMinor += amountMinor;
  }
  return { sold, takingsMinor: seesTakings ? takingsMinor : null };
}

function takingsOf(sales: readonly Sale[], rows: readonly TakingsRow[]): TakingsFiguresDto {
  const takings = {
    paidMinor: keptOf(rows),
    discountsMinor: 0,
    feesMinor: total(rows, 'fees_minor'),
    bookingFeesMinor: 0,
    taxMinor: total(rows, 'tax_minor'),
  };
  for (const { tierId, amountMinor, discountMinor } of sales) {
    takings.discountsMinor += discountMinor;
    if (tierId === '0') takings.bookingFeesMinor += amountMinor;
  }
  return takings;
}

function disputesOf([row]: readonly DisputesRow[]): DisputesFiguresDto {
  return {
    openMinor: Number(row?.open_minor ?? 0),
    lostMinor: Number(row?.lost_minor ?? 0),
    openCount: row?.open_count ?? 0,
    open: row?.open ?? [],
  };
}

/** What was paid, less what went back. */
function keptOf(rows: readonly TakingsRow[]): number {
  return total(rows, 'paid_minor') + total(rows, 'returned_minor');
}

function total(rows: readonly TakingsRow[], sum: Exclude<keyof TakingsRow, 'day'>): number {
  return rows.reduce((all, row) => all + Number(row[sum]), 0);
}

/** Days on which tickets were sold or money moved; null: only the tickets are told. */
function daysOf(sales: readonly Sale[], takings: readonly TakingsRow[] | null): DayFiguresDto[] {
  const sold = Map.groupBy(sales, ({ day }) => day);
  const taken = Map.groupBy(takings ?? [], ({ day }) => day);
  return [...new Set([...sold.keys(), ...taken.keys()])].sort().map((day) => ({
    day,
    sold: sumOf(sold.get(day) ?? [], false).sold,
    takingsMinor: takings && keptOf(taken.get(day) ?? []),
  }));
}

/** The types that a tier has, then whatever else it was sold as: at its own price, or as a type that is gone. */
function typesOf(
  { types }: TierRow,
  sales: readonly Sale[],
  sum: (some: readonly Sale[]) => Sum,
): TicketTypeFiguresDto[] {
  const byType = Map.groupBy(sales, ({ ticketTypeId }) => ticketTypeId);
  const known = types.map(({ id, name }) => ({ id, name, ...sum(byType.get(id) ?? []) }));
  const others = [...byType].filter(([id]) => types.every((type) => type.id !== id));
  return [
    ...known,
    ...others.map(([id, some]) => ({ id: id === '0' ? null : id, name: null, ...sum(some) })),
  ];
}
