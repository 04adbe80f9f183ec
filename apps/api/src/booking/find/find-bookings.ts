import {
  ProblemCode,
  type BookingChargesDto,
  type BookingDto,
  type BookingLineDto,
  type BookingStatus,
  type EventState,
  type TicketDto,
} from '@boxoffice/contracts';
import { fromMinor } from '@boxoffice/contracts/money';
import { breakdownOf, fullPriceOf, type BookingCharges } from '@boxoffice/contracts/pricing';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { STATE_SQL } from '../../events/event-details.js';
import { ASKS_ATTENDEES_SQL } from '../../events/questions/attendee-forms.js';
import { Settings } from '../../platform/config/settings.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import { toTicketDto } from '../../tickets/ticket-row.js';
import type { BookedLine } from '../booking.entity.js';
import { mayExtendSql } from '../extend/extendable-sql.js';

interface BookingRow {
  id: string;
  event_id: string;
  event_name: string;
  event_venue: string;
  event_starts_at: Date;
  event_time_zone: string;
  event_state: EventState;
  user_id: string;
  status: BookingStatus;
  ticket_ids: string[];
  lines: BookedLine[];
  charges: BookingCharges | null;
  total_minor: string;
  currency: string;
  hold_expires_at: Date;
  confirmed_at: Date | null;
  ended_at: Date | null;
  created_at: Date;
  may_extend: boolean;
  codes: string[] | null;
  asks_attendees: boolean;
  server_time: Date;
}

/** `clock_timestamp()`, not `now()`: the moment of the answer, which buyers count down from. */
const bookingSql = (settings: Settings): string => `
  SELECT booking.*, event.name AS event_name, event.venue AS event_venue,
    event.starts_at AS event_starts_at, event.time_zone AS event_time_zone,
    ${STATE_SQL} AS event_state,
    CASE WHEN booking.code_ids IS NOT NULL THEN (
      SELECT array_agg(code ORDER BY array_position(booking.code_ids, id)) FROM codes
      WHERE event_id = booking.event_id AND id = ANY (booking.code_ids)
    ) END AS codes, clock_timestamp() AS server_time,
    CASE booking.status WHEN 'pending' THEN ${mayExtendSql(settings)} ELSE false END AS may_extend,
    ${ASKS_ATTENDEES_SQL} AS asks_attendees
  FROM bookings AS booking
  JOIN events AS event ON event.id = booking.event_id`;

/** Shows bookings to those whose they are. */
@Injectable()
export class FindBookings {
  private readonly bookingSql: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly inventory: TicketInventory,
    settings: Settings,
  ) {
    this.bookingSql = bookingSql(settings);
  }

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError BOOKING_NOT_FOUND, also where it is another user's: that it exists is
   * nobody else's business
   */
  async byId(
    bookingId: string,
    onlyUser: string | null,
    manager = this.dataSource.manager,
  ): Promise<BookingDto> {
    const rows = await manager.query<BookingRow[]>(
      `${this.bookingSql} WHERE booking.id = $1 AND ($2::bigint IS NULL OR booking.user_id = $2)`,
      [bookingId, onlyUser],
    );
    const [booking] = await this.describe(manager, rows);
    if (!booking) {
      throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
    }
    return booking;
  }

  /**
   * A page of a user's bookings, newest first. In the order of the index of users, which no other has: by the
   * order of ids alone, a planner may walk over everybody's bookings to find those of one who has few.
   *
   * @param before list those older than this booking
   * @param status list those in it alone
   */
  async ofUser(
    userId: string,
    limit: number,
    before?: string,
    status?: BookingStatus,
  ): Promise<BookingDto[]> {
    const rows = await this.dataSource.query<BookingRow[]>(
      `${this.bookingSql}
       WHERE booking.user_id = ANY (ARRAY[$1::bigint]) AND ($3::bigint IS NULL OR booking.id < $3)
         AND ($4::text IS NULL OR booking.status = $4)
       ORDER BY booking.user_id DESC, booking.id DESC LIMIT $2`,
      [userId, limit, before ?? null, status ?? null],
    );
    return this.describe(this.dataSource.manager, rows);
  }

  /** Some bookings, in the order of their ids in the list; those that there aren't are left out. */
  async byIds(manager: EntityManager, bookingIds: string[]): Promise<BookingDto[]> {
    if (bookingIds.length === 0) return [];
    const rows = await manager.query<BookingRow[]>(
      `${this.bookingSql} WHERE booking.id = ANY ($1::bigint[])
       ORDER BY array_position($1::bigint[], booking.id)`,
      [bookingIds],
    );
    return this.describe(manager, rows);
  }

  private async describe(manager: EntityManager, rows: BookingRow[]): Promise<BookingDto[]> {
    const tickets = await this.ticketsOf(manager, rows);
    return rows.map((row) => ({
      id: row.id,
      eventId: row.event_id,
      eventName: row.event_name,
      event: {
        venue: row.event_venue,
        startsAt: row.event_starts_at.toISOString(),
        timeZone: row.event_time_zone,
        state: row.event_state,
      },
      userId: row.user_id,
      status: row.status,
      lines: row.lines.map((line) => describeLine(line, row.currency)),
      tickets: tickets.get(row.id) ?? [],
      // By its lines: the list of tickets is dropped some time after an unpaid end.
      ticketCount: row.lines.reduce((sum, { quantity }) => sum + quantity, 0),
      total: fromMinor(Number(row.total_minor), row.currency),
      totalMinor: Number(row.total_minor),
      charges: describeCharges(row),
      currency: row.currency,
      asksAttendees: row.asks_attendees,
      ...(row.codes && { codes: row.codes }),
      expiresAt: row.hold_expires_at.toISOString(),
      extendable: row.may_extend && row.hold_expires_at > row.server_time,
      confirmedAt: row.confirmed_at?.toISOString() ?? null,
      endedAt: row.ended_at?.toISOString() ?? null,
      createdAt: row.created_at.toISOString(),
      serverTime: row.server_time.toISOString(),
    }));
  }

  /** The tickets that each booking holds or owns now, in its own order. */
  private async ticketsOf(
    manager: EntityManager,
    rows: BookingRow[],
  ): Promise<Map<string, TicketDto[]>> {
    const holding = rows.filter(({ status }) => status === 'pending' || status === 'confirmed');
    const ids = holding.flatMap((row) => row.ticket_ids);
    const found = ids.length === 0 ? [] : await this.inventory.findByIds(manager, ids);
    const byId = new Map(found.map((ticket) => [ticket.id, ticket]));
    return new Map(
      holding.map((row) => [
        row.id,
        row.ticket_ids.flatMap((id) => {
          const ticket = byId.get(id);
          return ticket?.booking_id === row.id ? [toTicketDto(ticket)] : [];
        }),
      ]),
    );
  }
}

function describeLine(line: BookedLine, currency: string): BookingLineDto {
  const { tier, tierId, ticketType = null, ticketTypeId = null, quantity, priceMinor } = line;
  return {
    tier,
    tierId,
    ticketType,
    ticketTypeId,
    quantity,
    price: fromMinor(priceMinor, currency),
    priceMinor,
    fullPriceMinor: fullPriceOf(line),
  };
}

function describeCharges(booking: Pick<BookingRow, 'lines' | 'charges'>): BookingChargesDto {
  const { discountMinor, ticketFees, bookingFees, tax } = breakdownOf(booking);
  return { discountMinor, ticketFees, bookingFees, tax };
}
