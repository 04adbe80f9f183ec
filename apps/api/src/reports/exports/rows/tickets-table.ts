import { ticketsOfLines } from '../../../booking/tickets-of-lines.js';
import { momentSql, type ExportTable, type SoldLine } from './export-table.js';

interface BookingRow {
  id: string;
  paidAt: string;
  buyer: string | null;
  email: string | null;
  lines: (SoldLine & { tierId: string })[];
  ticketIds: string[];
}

/** A row per sold ticket. Without amounts: the box office may have it. */
export const TICKETS_TABLE: ExportTable<BookingRow> = {
  columns: (words) => [
    { heading: words.ticket, kind: 'text' },
    { heading: words.booking, kind: 'text' },
    { heading: words.tier, kind: 'text' },
    { heading: words.ticketType, kind: 'text' },
    { heading: words.buyer, kind: 'text' },
    { heading: words.email, kind: 'text' },
    { heading: words.paidAt, kind: 'moment' },
  ],
  sql: `
    SELECT booking.id::text, ${momentSql('booking.confirmed_at')} AS "paidAt",
      buyer.name AS buyer, buyer.email, booking.lines,
      booking.ticket_ids::text[] AS "ticketIds"
    FROM bookings AS booking LEFT JOIN users AS buyer ON buyer.id = booking.user_id
    WHERE booking.event_id = $1 AND booking.status = 'confirmed'
    ORDER BY booking.created_at, booking.id`,
  rowsOf: (booking) =>
    ticketsOfLines(booking).flatMap(({ line, ticketIds }) =>
      ticketIds.map((ticketId) => [
        ticketId,
        booking.id,
        line.tier,
        line.ticketType ?? null,
        booking.buyer,
        booking.email,
        booking.paidAt,
      ]),
    ),
};
