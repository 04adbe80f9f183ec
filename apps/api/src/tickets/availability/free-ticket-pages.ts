import { TICKETS_PAGE_MAX, type TicketDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CoalescingCache } from '../../platform/caching/coalescing-cache.js';
import { Clock } from '../../platform/clock/clock.js';
import { STOCK_OF_TICKET_SQL } from '../inventory/free-tickets.js';
import { TICKET_COLUMNS, toTicketDto, type TicketRow } from '../ticket-row.js';
import { AVAILABILITY_MAX_AGE_MS } from './availability.js';

/** The first tickets on general sale per tier, in the order of the index that reservations use. */
const FIRST_FREE_SQL = `
  SELECT ${TICKET_COLUMNS}
  FROM tiers AS tier
  CROSS JOIN LATERAL (
    SELECT * FROM tickets AS ticket
    WHERE event_id = tier.event_id AND ${STOCK_OF_TICKET_SQL} = tier.id AND booking_id IS NULL
    ORDER BY id + 0
    LIMIT $2
  ) AS ticket
  WHERE tier.event_id = $1
  ORDER BY tier.position, ticket.id`;

/** The first tickets on general sale of an event, by tier id. */
export type FreePages = Map<string, TicketDto[]>;

interface Read {
  pages: FreePages;
  /** Tiers that may have more available tickets than their page. */
  cut: Set<string>;
}

/**
 * The first available tickets per tier, in a reading that viewers share. Tickets that this process takes
 * leave the pages at once. When some are released, or a truncated page runs out, the next caller reads again.
 */
@Injectable()
export class FreeTicketPages {
  private readonly pages: CoalescingCache<Read>;
  /** Taken while pages were being read, by event: the reading may still show these. */
  private readonly takenMeanwhile = new Map<string, Set<Set<string>>>();

  constructor(
    private readonly dataSource: DataSource,
    clock: Clock,
  ) {
    this.pages = new CoalescingCache(
      AVAILABILITY_MAX_AGE_MS,
      (eventId) => this.read(eventId),
      () => clock.elapsed(),
    );
  }

  async ofEvent(eventId: string): Promise<FreePages> {
    return (await this.pages.get(eventId)).pages;
  }

  /** Removes tickets that were just held; those of an allotment are on no page. */
  taken(eventId: string, stockId: string, ticketIds: string[]): void {
    for (const meanwhile of this.takenMeanwhile.get(eventId) ?? []) {
      for (const id of ticketIds) meanwhile.add(id);
    }
    const read = this.pages.peek(eventId);
    const page = read?.pages.get(stockId);
    if (!read || !page || page.length === 0) return;
    const gone = new Set(ticketIds);
    const left = page.filter(({ id }) => !gone.has(id));
    // A page that runs out is read again if it was truncated.
    if (left.length < TICKETS_PAGE_MAX / 2 && read.cut.has(stockId)) this.pages.forget(eventId);
    else read.pages.set(stockId, left);
  }

  /** Tickets were released or created: the next caller reads again. */
  added(eventId: string): void {
    this.pages.forget(eventId);
  }

  private async read(eventId: string): Promise<Read> {
    const meanwhile = new Set<string>();
    const readings = this.takenMeanwhile.get(eventId) ?? new Set();
    this.takenMeanwhile.set(eventId, readings.add(meanwhile));
    try {
      const rows = await this.dataSource.query<TicketRow[]>(FIRST_FREE_SQL, [
        eventId,
        TICKETS_PAGE_MAX,
      ]);
      const pages: FreePages = new Map();
      const cut = new Set<string>();
      for (const [tierId, ofTier] of Map.groupBy(rows, (row) => row.tier_id)) {
        if (ofTier.length === TICKETS_PAGE_MAX) cut.add(tierId);
        const free = ofTier.filter(({ id }) => !meanwhile.has(id));
        pages.set(tierId, free.map(toTicketDto));
      }
      return { pages, cut };
    } finally {
      readings.delete(meanwhile);
      if (readings.size === 0) this.takenMeanwhile.delete(eventId);
    }
  }
}
