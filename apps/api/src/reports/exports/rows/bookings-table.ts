import type { BookingStatus } from '@boxoffice/contracts';
import { momentSql, type ExportTable, type SoldLine } from './export-table.js';

interface BookingRow {
  id: string;
  status: BookingStatus;
  heldAt: string;
  paidAt: string | null;
  buyer: string | null;
  email: string | null;
  lines: SoldLine[];
  currency: string;
}

/** A row per line of what was sold and is held. What ended unpaid is no business of the accountant's. */
export const BOOKINGS_TABLE: ExportTable<BookingRow> = {
  columns: (words) => [
    { heading: words.booking, kind: 'text' },
    { heading: words.status, kind: 'text' },
    { heading: words.heldAt, kind: 'moment' },
    { heading: words.paidAt, kind: 'moment' },
    { heading: words.buyer, kind: 'text' },
    { heading: words.email, kind: 'text' },
    { heading: words.tier, kind: 'text' },
    { heading: words.ticketType, kind: 'text' },
    { heading: words.tickets, kind: 'count' },
    { heading: words.price, kind: 'amount' },
    { heading: words.amount, kind: 'amount' },
    { heading: words.currency, kind: 'text' },
  ],
  sql: `
    SELECT booking.id::text, booking.status, ${momentSql('booking.created_at')} AS "heldAt",
      ${momentSql('booking.confirmed_at')} AS "paidAt", buyer.name AS buyer, buyer.email,
      booking.lines, booking.currency
    FROM bookings AS booking LEFT JOIN users AS buyer ON buyer.id = booking.user_id
    WHERE booking.event_id = $1 AND booking.status IN ('pending', 'confirmed', 'refunded')
    ORDER BY booking.created_at, booking.id`,
  rowsOf: ({ id, status, heldAt, paidAt, buyer, email, lines, currency }, words) =>
    lines.map((line) => [
      id,
      words.statuses[status] ?? status,
      heldAt,
      paidAt,
      buyer,
      email,
      line.tier,
      line.ticketType ?? null,
      line.quantity,
      line.priceMinor,
      line.quantity * line.priceMinor,
      currency,
    ]),
};
