import { ANSWERS_SQL, JOIN_ATTENDEE_SQL } from '../../../attendees/attendees-sql.js';
import { ticketsOfLines } from '../../../booking/tickets-of-lines.js';
import {
  buyerNameOf,
  JOIN_COUNTER_SALE_SQL,
  momentSql,
  PAYMENT_SQL,
  type ExportTable,
  type Payment,
  type SoldLine,
} from './export-table.js';

/** Who comes with a ticket, as far as they were asked. */
interface Attendee {
  name: string | null;
  email: string | null;
  answers: Readonly<Record<string, string[]>>;
}

interface BookingRow extends Payment {
  id: string;
  paidAt: string;
  buyer: string | null;
  email: string | null;
  lines: SoldLine[];
  ticketIds: string[];
  /** By ticket; null where the event asks for nothing. */
  attendees: Readonly<Record<string, Attendee>> | null;
}

/** A row per sold ticket, with who comes. Without amounts: the box office may have it. */
export const TICKETS_TABLE: ExportTable<BookingRow> = {
  columns: ({ words, questions }) => [
    { heading: words.ticket, kind: 'reference' },
    { heading: words.booking, kind: 'reference' },
    { heading: words.tier, kind: 'text' },
    { heading: words.ticketType, kind: 'text' },
    { heading: words.allotment, kind: 'text' },
    { heading: words.buyer, kind: 'text' },
    { heading: words.email, kind: 'text' },
    { heading: words.paidAt, kind: 'moment' },
    { heading: words.method, kind: 'text' },
    { heading: words.reason, kind: 'text' },
    { heading: words.attendee, kind: 'text' },
    { heading: words.attendeeEmail, kind: 'text' },
    ...questions.map(({ label }) => ({ heading: label, kind: 'text' }) as const),
  ],
  sql: `
    SELECT booking.id::text, ${momentSql('booking.confirmed_at')} AS "paidAt",
      buyer.name AS buyer, buyer.email, booking.lines, booking.ticket_ids::text[] AS "ticketIds",
      ${PAYMENT_SQL},
      CASE WHEN EXISTS (SELECT FROM attendee_forms WHERE event_id = $1) THEN (
        SELECT jsonb_object_agg(ticket.id, jsonb_build_object('name', attendee.name,
          'email', attendee.email, 'answers', ${ANSWERS_SQL}))
        FROM (
          SELECT booking.event_id, booking.id AS booking_id, unnest(booking.ticket_ids) AS id
        ) AS ticket
        ${JOIN_ATTENDEE_SQL}
      ) END AS attendees
    FROM bookings AS booking LEFT JOIN users AS buyer ON buyer.id = booking.user_id
    ${JOIN_COUNTER_SALE_SQL}
    WHERE booking.event_id = $1 AND booking.status = 'confirmed'
    ORDER BY booking.created_at, booking.id`,
  rowsOf: (booking, { words, questions, allotments }) =>
    ticketsOfLines(booking).flatMap(({ line, ticketIds }) =>
      ticketIds.map((ticketId) => {
        const attendee = booking.attendees?.[ticketId];
        return [
          ticketId,
          booking.id,
          line.tier,
          line.ticketType ?? null,
          allotments[line.allotmentId ?? ''] ?? null,
          buyerNameOf(booking.buyer, words),
          booking.email,
          booking.paidAt,
          booking.method && words.methods[booking.method],
          booking.reason,
          attendee?.name ?? null,
          attendee?.email ?? null,
          ...questions.map(({ id }) => attendee?.answers[id]?.join('; ') ?? null),
        ];
      }),
    ),
};
