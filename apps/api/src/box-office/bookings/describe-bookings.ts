import type {
  BookingBuyerDto,
  BookingDto,
  CounterMethod,
  EventBookingRowDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FindBookings } from '../../booking/find/find-bookings.js';

/** What the box office knows of a booking beside what its buyer does. */
interface Known {
  id: string;
  buyer: BookingBuyerDto;
  method: CounterMethod | null;
}

const KNOWN_SQL = `
  SELECT booking.id, sale.method, jsonb_build_object('id', buyer.id::text, 'name', buyer.name,
      'email', buyer.email, 'kind', CASE WHEN buyer.role <> 'guest' THEN 'account'
        WHEN buyer.email IS NULL THEN 'walk_in' ELSE 'guest' END) AS buyer
  FROM bookings AS booking
  JOIN users AS buyer ON buyer.id = booking.user_id
  LEFT JOIN counter_sales AS sale
    ON sale.event_id = booking.event_id AND sale.booking_id = booking.id
  WHERE booking.id = ANY ($1::bigint[])`;

/** Describes bookings as the box office sees them. */
@Injectable()
export class DescribeBookings {
  constructor(private readonly bookings: FindBookings) {}

  /** In the order of their ids in the list. */
  async rows(manager: EntityManager, bookingIds: string[]): Promise<EventBookingRowDto[]> {
    const described = await this.withTickets(manager, bookingIds);
    return described.map(({ row }) => row);
  }

  /** The same, each with what its buyer sees of it. */
  async withTickets(
    manager: EntityManager,
    bookingIds: string[],
  ): Promise<{ row: EventBookingRowDto; booking: BookingDto }[]> {
    if (bookingIds.length === 0) return [];
    const bookings = await this.bookings.byIds(manager, bookingIds);
    const rows = await manager.query<Known[]>(KNOWN_SQL, [bookingIds]);
    const known = new Map(rows.map((row) => [row.id, row]));
    return bookings.flatMap((booking) => {
      const beside = known.get(booking.id);
      return beside ? [{ booking, row: rowOf(booking, beside) }] : [];
    });
  }
}

function rowOf(booking: BookingDto, { buyer, method }: Known): EventBookingRowDto {
  return {
    id: booking.id,
    status: booking.status,
    buyer,
    lines: booking.lines,
    ticketCount: booking.ticketCount,
    totalMinor: booking.totalMinor,
    currency: booking.currency,
    counterMethod: method,
    createdAt: booking.createdAt,
    expiresAt: booking.expiresAt,
    confirmedAt: booking.confirmedAt,
    endedAt: booking.endedAt,
  };
}
