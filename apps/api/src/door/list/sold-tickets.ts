import { WALK_IN_NAME } from '@boxoffice/contracts/person-name';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { JOIN_ATTENDEE_SQL } from '../../attendees/attendees-sql.js';
import { ticketsOfLines } from '../../booking/tickets-of-lines.js';

/** A sold ticket, with what the door has to know of it. */
export interface SoldTicket {
  id: string;
  bookingId: string;
  tier: string;
  /** The ticket type as it was sold; undefined where the tier has none. */
  type: { id: string; name: string; condition: string } | undefined;
  /** Who comes: whom it was passed on to, who is named on it, or who bought it; empty: nobody said. */
  name: string;
  disputed: boolean;
}

/** A line of a booking, as far as the door needs it. */
interface Line {
  tier: string;
  ticketTypeId?: string;
  ticketType?: string;
  quantity: number;
}

interface BookingRow {
  bookingId: string;
  buyer: string;
  lines: Line[];
  ticketIds: string[];
  /** By ticket, where somebody was named. */
  attendees: Record<string, string> | null;
  /** By ticket, where it was passed on. */
  receivers: Record<string, string> | null;
  disputed: boolean;
}

/** `$1`: the event. What was refunded is no longer `confirmed`, or no longer among the tickets. */
const SOLD_SQL = `
  SELECT booking.id AS "bookingId", buyer.name AS buyer, booking.lines,
    booking.ticket_ids::text[] AS "ticketIds", (
      SELECT jsonb_object_agg(ticket.id, attendee.name)
      FROM (
        SELECT booking.event_id, booking.id AS booking_id, unnest(booking.ticket_ids) AS id
      ) AS ticket
      ${JOIN_ATTENDEE_SQL}
      WHERE attendee.name <> ''
    ) AS attendees, (
      SELECT jsonb_object_agg(transfer.ticket_id, transfer.to_name)
      FROM ticket_transfers AS transfer
      WHERE transfer.event_id = booking.event_id AND transfer.booking_id = booking.id
        AND transfer.state = 'accepted'
    ) AS receivers, EXISTS (
      SELECT FROM disputes AS dispute
      WHERE dispute.event_id = booking.event_id AND dispute.booking_id = booking.id
        AND dispute.status IN ('open', 'lost')
    ) AS disputed
  FROM bookings AS booking JOIN users AS buyer ON buyer.id = booking.user_id
  WHERE booking.event_id = $1 AND booking.status = 'confirmed'
  ORDER BY booking.id`;

const CONDITIONS_SQL = `
  SELECT id, condition FROM ticket_types WHERE event_id = $1 AND condition <> ''`;

/** Reads what an event has sold, for the door. */
@Injectable()
export class SoldTickets {
  /** In the same order each time, so that the same list has the same tag. */
  async ofEvent(manager: EntityManager, eventId: string): Promise<SoldTicket[]> {
    const [bookings, conditions] = await Promise.all([
      manager.query<BookingRow[]>(SOLD_SQL, [eventId]),
      manager.query<{ id: string; condition: string }[]>(CONDITIONS_SQL, [eventId]),
    ]);
    const conditionOf = new Map(conditions.map(({ id, condition }) => [id, condition]));
    return bookings.flatMap((booking) => ticketsOfBooking(booking, conditionOf));
  }
}

function ticketsOfBooking(
  booking: BookingRow,
  conditionOf: ReadonlyMap<string, string>,
): SoldTicket[] {
  const { bookingId, buyer, attendees, receivers, disputed } = booking;
  const name = buyer === WALK_IN_NAME ? '' : buyer;
  return ticketsOfLines(booking).flatMap(({ line, ticketIds }) => {
    const { tier, ticketTypeId, ticketType } = line;
    const type =
      ticketTypeId && ticketType
        ? { id: ticketTypeId, name: ticketType, condition: conditionOf.get(ticketTypeId) ?? '' }
        : undefined;
    return ticketIds.map((id) => ({
      id,
      bookingId,
      tier,
      type,
      name: receivers?.[id] ?? attendees?.[id] ?? name,
      disputed,
    }));
  });
}
