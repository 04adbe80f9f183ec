import type {
  GuestListDto,
  GuestListEntryDto,
  GuestListQueryDto,
  GuestTicketsDto,
} from '@boxoffice/contracts';
import { WALK_IN_NAME } from '@boxoffice/contracts/person-name';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Attendees, type NamedTicket } from '../../attendees/attendees.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { StockLedger } from '../../tickets/availability/stock-ledger.js';
import { FindGuests } from './find-guests.js';

interface Row {
  bookingId: string;
  name: string;
  reason: string;
  lines: (Omit<GuestTicketsDto, 'ticketType'> & { ticketType?: string })[];
  ticketIds: string[];
}

/** The bookings `$2` of the event `$1`, in that order. */
const ROWS_SQL = `
  SELECT booking.id AS "bookingId", buyer.name, coalesce(counter.reason, '') AS reason, booking.lines,
    booking.ticket_ids::text[] AS "ticketIds"
  FROM unnest($2::bigint[]) WITH ORDINALITY AS page (id, position)
  JOIN bookings AS booking ON booking.id = page.id AND booking.event_id = $1
  JOIN users AS buyer ON buyer.id = booking.user_id
  LEFT JOIN counter_sales AS counter ON counter.event_id = $1 AND counter.booking_id = booking.id
  ORDER BY page.position`;

/**
 * Who comes to an event, by the buyers' last names, for the door and for the box office: names of buyers and attendees,
 * and why tickets were given away, but neither addresses nor answers.
 */
@Injectable()
export class GuestList {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly findGuests: FindGuests,
    private readonly attendees: Attendees,
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
      const { ids, next } = await this.findGuests.execute(manager, eventId, query);
      return {
        guests: await this.describe(manager, eventId, ids),
        next,
        sold: await this.sold(manager, eventId),
      };
    });
  }

  private async describe(
    manager: EntityManager,
    eventId: string,
    ids: readonly string[],
  ): Promise<GuestListEntryDto[]> {
    // Sent together.
    const [rows, named] = await Promise.all([
      manager.query<Row[]>(ROWS_SQL, [eventId, ids]),
      this.attendees.namesOf(manager, eventId, ids),
    ]);
    return rows.map((row) => describe(row, named.get(row.bookingId) ?? []));
  }

  private async sold(manager: EntityManager, eventId: string): Promise<number> {
    const tiers = await this.stock.ofEvent(eventId, manager);
    return [...tiers.values()].reduce((sum, { booked }) => sum + booked, 0);
  }
}

function describe(
  { bookingId, name, reason, lines, ticketIds }: Row,
  named: readonly NamedTicket[],
): GuestListEntryDto {
  const names = new Map(named.map((attendee) => [attendee.ticketId, attendee.name]));
  return {
    bookingId,
    name: name === WALK_IN_NAME ? null : name,
    reason,
    tickets: lines.map(({ tier, ticketType = null, quantity }) => ({ tier, ticketType, quantity })),
    ticketCount: ticketIds.length,
    ticketIds,
    attendees: ticketIds.flatMap((ticketId) => {
      const attendee = names.get(ticketId);
      return attendee === undefined ? [] : [{ ticketId, name: attendee }];
    }),
  };
}
