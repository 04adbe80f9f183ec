import { TICKETS_PAGE_MAX, type TicketDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SharedReading } from '../../caching/shared-reading.js';
import { Clock } from '../../clock/clock.js';
import { TICKET_COLUMNS, toTicketDto, type TicketRow } from '../ticket-row.js';
import { AVAILABILITY_MAX_AGE_MS } from './availability.js';

/** The first free tickets of each tier; the index on free tickets hands them out in this order. */
const FIRST_FREE_SQL = `
  SELECT ${TICKET_COLUMNS}
  FROM tiers AS tier
  CROSS JOIN LATERAL (
    SELECT * FROM tickets
    WHERE event_id = tier.event_id AND tier_id = tier.id AND status = 'available'
    ORDER BY id
    LIMIT $2
  ) AS ticket
  WHERE tier.event_id = $1
  ORDER BY tier.position, ticket.id`;

/** The first free tickets of an event, by tier id. */
export type FreePages = Map<string, TicketDto[]>;

/**
 * The first free tickets of each tier, for those who list them; read at most twice a second and
 * event, as the counts are. Tickets that this process takes leave the pages at once.
 */
@Injectable()
export class FreeTicketPages {
  private readonly pages: SharedReading<FreePages>;
  /** What was taken while pages were being read, by event: the reading may show it as free still. */
  private readonly takenMeanwhile = new Map<string, Set<Set<string>>>();

  constructor(
    private readonly dataSource: DataSource,
    clock: Clock,
  ) {
    this.pages = new SharedReading(
      AVAILABILITY_MAX_AGE_MS,
      (eventId) => this.read(eventId),
      () => clock.elapsed(),
    );
  }

  ofEvent(eventId: string): Promise<FreePages> {
    return this.pages.of(eventId);
  }

  /** Takes tickets off the pages that were just held. */
  taken(eventId: string, tierId: string, ticketIds: string[]): void {
    for (const meanwhile of this.takenMeanwhile.get(eventId) ?? []) {
      for (const id of ticketIds) meanwhile.add(id);
    }
    const page = this.pages.peek(eventId)?.get(tierId);
    if (!page || page.length === 0) return;
    const gone = new Set(ticketIds);
    const left = page.filter(({ id }) => !gone.has(id));
    // A page that runs out is read again; there may be more behind it.
    if (left.length < TICKETS_PAGE_MAX / 2) this.pages.forget(eventId);
    else this.pages.peek(eventId)?.set(tierId, left);
  }

  /** Tickets came free or were made: the next who asks sees them. */
  added(eventId: string): void {
    this.pages.forget(eventId);
  }

  private async read(eventId: string): Promise<FreePages> {
    const meanwhile = new Set<string>();
    const readings = this.takenMeanwhile.get(eventId) ?? new Set();
    this.takenMeanwhile.set(eventId, readings.add(meanwhile));
    try {
      const rows = await this.dataSource.query<TicketRow[]>(FIRST_FREE_SQL, [
        eventId,
        TICKETS_PAGE_MAX,
      ]);
      const free = rows.filter(({ id }) => !meanwhile.has(id));
      const pages: FreePages = new Map();
      for (const [tierId, ofTier] of Map.groupBy(free, (row) => row.tier_id)) {
        pages.set(tierId, ofTier.map(toTicketDto));
      }
      return pages;
    } finally {
      readings.delete(meanwhile);
      if (readings.size === 0) this.takenMeanwhile.delete(eventId);
    }
  }
}
