import type {
  GuestListDto,
  GuestListEntryDto,
  GuestListQueryDto,
  GuestTicketsDto,
} from '@boxoffice/contracts';
import { WALK_IN_NAME } from '@boxoffice/contracts/person-name';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { StockLedger } from '../../tickets/availability/stock-ledger.js';
import { FindBuyers, isSearchedForSql, type BuyerSearch } from '../find-buyers.js';

/** The parts of a list's order: the last word of a name, the whole of it, and the booking; nobody's names come last. */
const LAST_NAME_SQL = `CASE WHEN buyer.name = $2 THEN chr(1114111)
  ELSE folded(substring(buyer.name FROM '[^[:space:]]+$')) END COLLATE "C"`;
const NAME_SQL = 'folded(buyer.name) COLLATE "C"';

interface Row {
  bookingId: string;
  name: string;
  lines: (Omit<GuestTicketsDto, 'ticketType'> & { ticketType?: string })[];
  ticketIds: string[];
}

/**
 * Sorted anew for each page: only those of one event, of whom a page shows the next thousand. `$1` event, `$2` the name
 * of nobody, `$3` after which booking, `$4` how many, `$5` who is searched for.
 */
const guestsSql = (searched: string): string => `
  WITH guest AS (
    SELECT booking.id, ${LAST_NAME_SQL} AS last_name, ${NAME_SQL} AS whole_name
    FROM bookings AS booking JOIN users AS buyer ON buyer.id = booking.user_id
    WHERE ${searched} AND booking.status = 'confirmed'
  ), page AS (
    SELECT guest.* FROM guest
    WHERE $3::bigint IS NULL OR (last_name, whole_name, id) > (
      SELECT ${LAST_NAME_SQL}, ${NAME_SQL}, booking.id
      FROM bookings AS booking JOIN users AS buyer ON buyer.id = booking.user_id
      WHERE booking.event_id = $1 AND booking.id = $3::bigint)
    ORDER BY last_name, whole_name, id LIMIT $4
  )
  SELECT page.id AS "bookingId", buyer.name, booking.lines, booking.ticket_ids::text[] AS "ticketIds"
  FROM page
  JOIN bookings AS booking ON booking.id = page.id AND booking.event_id = $1
  JOIN users AS buyer ON buyer.id = booking.user_id
  ORDER BY last_name, whole_name, page.id`;

/** The condition of each kind of search, and its parameter. */
function searchedFor(wanted: BuyerSearch | undefined): [string, unknown[]] {
  switch (wanted?.kind) {
    case undefined:
      return ['booking.event_id = $1', []];
    case 'number':
      return [
        `booking.event_id + 0 = $1 AND booking.id = ANY (ARRAY[$5::bigint, (
          SELECT booking_id FROM tickets WHERE id = $5::bigint AND event_id = $1)])`,
        [wanted.id],
      ];
    case 'few':
      return [
        'booking.event_id + 0 = $1 AND booking.user_id = ANY ($5::bigint[])',
        [wanted.userIds],
      ];
    case 'many':
      return [`booking.event_id = $1 AND ${isSearchedForSql('$5')}`, [wanted.query]];
  }
}

/** Who comes to an event, by last name, for the door and for the box office. */
@Injectable()
export class GuestList {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly findBuyers: FindBuyers,
    private readonly stock: StockLedger,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND or EVENT_NOT_FOUND */
  execute(
    address: { organiserId: string; eventId: string },
    query: GuestListQueryDto,
    caller: Caller,
  ): Promise<GuestListDto> {
    return this.transactions.run(async (manager) => {
      await this.access.require(manager, caller, address, 'door');
      const { eventId } = address;
      return {
        ...(await this.find(manager, eventId, query)),
        sold: await this.sold(manager, eventId),
      };
    });
  }

  private async find(
    manager: EntityManager,
    eventId: string,
    { search = '', limit = 200, after }: GuestListQueryDto,
  ): Promise<Pick<GuestListDto, 'guests' | 'next'>> {
    const [searched, values] = searchedFor(await this.findBuyers.execute(manager, search));
    const rows = await manager.query<Row[]>(guestsSql(searched), [
      eventId,
      WALK_IN_NAME,
      after ?? null,
      limit + 1,
      ...values,
    ]);
    const guests = rows.slice(0, limit).map(describe);
    return { guests, next: rows.length > limit ? (guests.at(-1)?.bookingId ?? null) : null };
  }

  private async sold(manager: EntityManager, eventId: string): Promise<number> {
    const tiers = await this.stock.ofEvent(eventId, manager);
    return [...tiers.values()].reduce((sum, { booked }) => sum + booked, 0);
  }
}

function describe({ bookingId, name, lines, ticketIds }: Row): GuestListEntryDto {
  return {
    bookingId,
    name: name === WALK_IN_NAME ? null : name,
    tickets: lines.map(({ tier, ticketType = null, quantity }) => ({ tier, ticketType, quantity })),
    ticketCount: ticketIds.length,
    ticketIds,
  };
}
