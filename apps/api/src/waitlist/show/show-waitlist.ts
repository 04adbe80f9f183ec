import {
  WAITLIST_LISTED_MAX,
  type WaitedTierDto,
  type WaitingBuyerDto,
  type WaitlistDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { WaitlistStocks } from '../../events/waitlists/waitlist-stocks.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { StockLedger } from '../../tickets/availability/stock-ledger.js';
import { WAITED_TIERS_SQL } from './list-entries.js';

const LIST_SQL = `
  SELECT coalesce(bool_or(list.paused_at IS NOT NULL), false) AS paused,
    coalesce(bool_or(list.by_lot), false) AS "byLot",
    (SELECT count(*)::integer FROM waitlist_entries WHERE event_id = $1 AND state = 'waiting') AS waiting,
    (SELECT coalesce(sum(quantity), 0)::integer FROM waitlist_entries
     WHERE event_id = $1 AND state = 'waiting') AS "waitingTickets"
  FROM waitlists AS list WHERE list.event_id = $1`;

const ENTRIES_SQL = `
  SELECT entry.id, buyer.name AS "buyerName", buyer.email AS "buyerEmail",
    ${WAITED_TIERS_SQL} AS tickets, entry.quantity, entry.all_or_nothing AS "allOrNothing", entry.state,
    entry.booking_id AS "bookingId", booking.status AS "bookingStatus",
    entry.created_at AS "createdAt"
  FROM waitlist_entries AS entry
  JOIN users AS buyer ON buyer.id = entry.user_id
  LEFT JOIN bookings AS booking
    ON booking.id = entry.booking_id AND booking.event_id = entry.event_id
  WHERE entry.event_id = $1
  ORDER BY entry.state <> 'waiting', CASE WHEN $2 AND entry.state = 'waiting' THEN entry.lot END,
    CASE WHEN entry.state = 'waiting' THEN entry.place END, entry.ended_at DESC, entry.place
  LIMIT ${WAITLIST_LISTED_MAX}`;

type EntryRow = Omit<WaitingBuyerDto, 'createdAt' | 'tickets'> & {
  tickets: WaitedTierDto[];
  createdAt: Date;
};

/** Shows an organiser who waits for tickets of an event, and who was offered some. */
@Injectable()
export class ShowWaitlist {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly stocks: WaitlistStocks,
    private readonly ledger: StockLedger,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND, or FORBIDDEN for the door */
  async execute(organiserId: string, eventId: string, caller: Caller): Promise<WaitlistDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId, eventId }, 'box_office');
    return this.read(manager, eventId);
  }

  async read(manager: EntityManager, eventId: string): Promise<WaitlistDto> {
    // One after the other: they may share the connection of a transaction.
    const [list] = await manager.query<[Omit<WaitlistDto, 'entries' | 'keptTickets'>]>(LIST_SQL, [
      eventId,
    ]);
    const entries = await manager.query<EntryRow[]>(ENTRIES_SQL, [eventId, list.byLot]);
    const open = await this.stocks.open(manager, eventId);
    const levels = await this.ledger.ofEvent(eventId, manager);
    const keptTickets = open.reduce(
      (sum, { allotmentId }) => sum + (levels.get(allotmentId)?.available ?? 0),
      0,
    );
    return {
      ...list,
      keptTickets,
      entries: entries.map(({ createdAt, ...entry }) => ({
        ...entry,
        createdAt: createdAt.toISOString(),
      })),
    };
  }
}
