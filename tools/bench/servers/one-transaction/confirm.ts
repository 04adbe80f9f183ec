import { ConflictException } from '@nestjs/common';
import type { ConfirmationDto, ConfirmDto, TicketDto } from '@boxoffice/contracts';
import type pg from 'pg';
import { buyerOf } from './buyer.ts';
import { nextId } from './ids.ts';
import { inTransaction } from './transaction.ts';

interface LockedBooking {
  readonly id: string;
  readonly event_id: string;
  readonly total_minor: string;
  readonly currency: string;
}

interface BookedTicket {
  readonly id: string;
  readonly event_id: string;
  readonly tier: string;
  readonly created_at: Date;
  readonly booked_at: Date;
}

/** Locks the booking, writes the payment, the booking and its tickets. */
export async function confirm(pool: pg.Pool, body: ConfirmDto): Promise<ConfirmationDto> {
  const { ticketIds } = body;
  const userId = buyerOf(body);
  return inTransaction(pool, async (client) => {
    const locked = await client.query<LockedBooking>(
      `SELECT id, event_id, total_minor, currency FROM bookings
       WHERE (event_id, id) IN (SELECT event_id, booking_id FROM tickets WHERE id = ANY($1))
         AND user_id = $2 AND status = 'pending' AND hold_expires_at > clock_timestamp()
         AND ticket_ids <@ $1
       FOR UPDATE`,
      [ticketIds, userId],
    );
    const [booking] = locked.rows;
    if (!booking) throw new ConflictException('The tickets are not held.');
    const paymentId = nextId();
    await client.query(
      `INSERT INTO payments (event_id, id, booking_id, provider, amount_minor, currency, status)
       VALUES ($1, $2, $3, 'simulated', $4, $5, 'captured')`,
      [booking.event_id, paymentId, booking.id, booking.total_minor, booking.currency],
    );
    await client.query(
      `UPDATE bookings SET status = 'confirmed', confirmed_at = now(), updated_at = now()
       WHERE event_id = $1 AND id = $2`,
      [booking.event_id, booking.id],
    );
    const { rows: booked } = await client.query<BookedTicket>(
      `UPDATE tickets AS ticket SET status = 'booked', booked_at = now(), updated_at = now()
       FROM tiers AS tier
       WHERE ticket.event_id = $1 AND ticket.id = ANY($2) AND ticket.booking_id = $3
         AND tier.event_id = ticket.event_id AND tier.id = ticket.tier_id
       RETURNING ticket.id, ticket.event_id, tier.name AS tier, ticket.created_at, ticket.booked_at`,
      [booking.event_id, ticketIds, booking.id],
    );
    return {
      success: true,
      message: `Payment received. ${booked.length} tickets are yours.`,
      confirmedTickets: booked.map((ticket) => describe(ticket, userId, booking.id)),
      bookingIds: [booking.id],
    };
  });
}

function describe(ticket: BookedTicket, userId: string, bookingId: string): TicketDto {
  const bookedAt = ticket.booked_at.toISOString();
  return {
    id: ticket.id,
    eventId: ticket.event_id,
    tier: ticket.tier,
    status: 'booked',
    userId,
    bookingId,
    bookedAt,
    createdAt: ticket.created_at.toISOString(),
    updatedAt: bookedAt,
  };
}
