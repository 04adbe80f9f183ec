import { ConflictException, NotFoundException } from '@nestjs/common';
import type { ReservationDto, ReserveDto, TicketDto } from '@boxoffice/contracts';
import type pg from 'pg';
import { eventOf, type SaleEvent, type Tier } from './event.ts';
import { buyerOf } from './buyer.ts';
import { nextId } from './ids.ts';
import { inTransaction } from './transaction.ts';

interface TierDemand {
  readonly tier: Tier;
  readonly quantity: number;
}

interface FreeTicket {
  readonly id: string;
  readonly created_at: Date;
}

const DEFAULT_EVENT_ID = '1';
const MINOR_UNITS = 100;

/** Locks free tickets tier by tier, writes the booking, writes the tickets. */
export async function reserve(pool: pg.Pool, body: ReserveDto): Promise<ReservationDto> {
  const eventId = body.eventId ?? DEFAULT_EVENT_ID;
  const event = await eventOf(pool, eventId);
  const wanted = inOrderOfSale(event, body);
  const userId = buyerOf(body);
  const bookingId = nextId();
  const totalMinor = wanted.reduce((sum, line) => sum + line.quantity * line.tier.priceMinor, 0);

  return inTransaction(pool, async (client) => {
    const found: { tier: string; ticket: FreeTicket }[] = [];
    for (const { tier, quantity } of wanted) {
      const { rows } = await client.query<FreeTicket>(
        `SELECT id, created_at FROM tickets
         WHERE event_id = $1 AND coalesce(allotment_id, tier_id) = $2 AND booking_id IS NULL
         ORDER BY id + 0 LIMIT $3 FOR UPDATE SKIP LOCKED`,
        [eventId, tier.id, quantity],
      );
      if (rows.length < quantity) throw new ConflictException('There are not enough tickets.');
      for (const ticket of rows) found.push({ tier: tier.name, ticket });
    }
    const ids = found.map(({ ticket }) => ticket.id);
    const { rows } = await client.query<{ now: Date; expires: Date }>(
      `INSERT INTO bookings
         (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))
       RETURNING created_at AS now, hold_expires_at AS expires`,
      [
        eventId,
        bookingId,
        userId,
        ids,
        JSON.stringify(wanted.map(bookedLine)),
        totalMinor,
        event.currency,
        event.holdSeconds,
      ],
    );
    const [{ now, expires }] = rows as [{ now: Date; expires: Date }];
    await client.query(
      `UPDATE tickets SET status = 'pending', booking_id = $3, user_id = $4, updated_at = now()
       WHERE event_id = $1 AND id = ANY($2)`,
      [eventId, ids, bookingId, userId],
    );
    const serverTime = now.toISOString();
    return {
      success: true,
      message: `${ids.length} tickets held for ${event.holdSeconds / 60} minutes`,
      reservedTickets: found.map(({ tier, ticket }): TicketDto => ({
        id: ticket.id,
        eventId,
        tier,
        status: 'pending',
        userId,
        bookingId,
        bookedAt: null,
        createdAt: ticket.created_at.toISOString(),
        updatedAt: serverTime,
      })),
      bookingId,
      expiresAt: expires.toISOString(),
      serverTime,
      total: totalMinor / MINOR_UNITS,
      totalMinor,
      currency: event.currency,
    };
  });
}

/** Always the same order, so that two buyers never wait for each other in a circle. */
function inOrderOfSale(event: SaleEvent, body: ReserveDto): TierDemand[] {
  const wanted = body.tickets.map((line) => {
    const tier = event.tiers.find(({ name }) => name === line.tier);
    if (!tier) throw new NotFoundException(`There is no tier ${line.tier}.`);
    return { tier, quantity: line.quantity };
  });
  return wanted.sort((a, b) => a.tier.position - b.tier.position);
}

function bookedLine({ tier, quantity }: TierDemand): object {
  return { tierId: tier.id, tier: tier.name, quantity, priceMinor: tier.priceMinor };
}
