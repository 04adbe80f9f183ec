import type { GuestHoldDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import type { ReleasedTicket } from '../../tickets/inventory/ticket-inventory.js';
import type { BookingEntity } from '../booking.entity.js';
import { EndBookings } from '../end-bookings.js';
import { lockBookings } from '../lock-bookings.js';
import { BuyerLimits, lockBuyers } from '../reserve/buyer-limits.js';

/** Holds of one guest that are looked at. They have one or two; the rest ends by its time. */
const HOLDS_MAX = 20;

/** What became of a guest's holds, and what this process does once that is committed. */
export interface MovedHolds {
  holds: GuestHoldDto[];
  committed: () => void;
}

/**
 * Has a guest's holds follow them when they become somebody else in the same browser, by signing in. They
 * would be held for nobody otherwise: the guest's session has ended, and only a guest's mail leads back.
 *
 * Limits of the event hold for whoever gets the tickets. What is too much is released at once, and the page
 * says why.
 */
@Injectable()
export class MoveHolds {
  constructor(
    private readonly endBookings: EndBookings,
    private readonly stockChanges: StockChanges,
    private readonly audit: AuditTrail,
  ) {}

  /** @param actor who signs in */
  async execute(
    manager: EntityManager,
    fromUserId: string,
    toUserId: string,
    actor: Actor,
  ): Promise<MovedHolds> {
    const limitOf = await this.lockBuyers(manager, fromUserId, toUserId);
    const locked = await lockBookings(manager, [...limitOf.keys()]);
    const holds: GuestHoldDto[] = [];
    const released: ReleasedTicket[] = [];
    for (const booking of locked) {
      // Paid for, ended or moved while the lock was waited for.
      if (booking.status !== 'pending' || booking.userId !== fromUserId) continue;
      await this.move(manager, booking, toUserId, actor);
      const limit = limitOf.get(booking.id) ?? null;
      const isTooMuch = await exceeds(manager, booking.eventId, limit, toUserId);
      if (isTooMuch) {
        const ended = [{ actor, booking }];
        released.push(...(await this.endBookings.execute(manager, ended, 'cancelled')));
      }
      holds.push({ bookingId: booking.id, released: isTooMuch, limit: isTooMuch ? limit : null });
    }
    return { holds, committed: () => this.stockChanges.released(released) };
  }

  /**
   * Locks both as buyers of each event that limits its buyers, before the bookings, as reserving does: what
   * they have is counted when nobody adds to it.
   *
   * @returns the guest's holds, and what their events allow one buyer
   */
  private async lockBuyers(
    manager: EntityManager,
    fromUserId: string,
    toUserId: string,
  ): Promise<Map<string, number | null>> {
    const rows = await manager.query<{ id: string; event_id: string; limit: number | null }[]>(
      `SELECT booking.id, event_id, max_tickets_per_user AS limit
       FROM bookings AS booking JOIN events AS event ON event.id = event_id
       WHERE user_id = $1 AND status = 'pending' AND hold_expires_at > now()
       ORDER BY event_id, booking.id LIMIT $2`,
      [fromUserId, HOLDS_MAX],
    );
    const limited = rows.filter(({ limit }) => limit !== null);
    for (const eventId of new Set(limited.map(({ event_id }) => event_id))) {
      await lockBuyers(manager, eventId, [fromUserId, toUserId]);
    }
    return new Map(rows.map(({ id, limit }) => [id, limit]));
  }

  private async move(
    manager: EntityManager,
    booking: BookingEntity,
    toUserId: string,
    actor: Actor,
  ): Promise<void> {
    const { eventId, id, userId } = booking;
    await manager.query(
      `UPDATE bookings SET user_id = $3, updated_at = now() WHERE event_id = $1 AND id = $2`,
      [eventId, id, toUserId],
    );
    await this.audit.record(manager, [
      {
        ...actor,
        action: 'booking.moved',
        subject: { kind: 'booking', id, eventId },
        before: { userId },
        after: { userId: toUserId },
      },
    ]);
    // Whoever releases it next names its buyer.
    booking.userId = toUserId;
  }
}

/** Whether somebody has more of an event now than its limit allows. */
async function exceeds(
  manager: EntityManager,
  eventId: string,
  maxTicketsPerUser: number | null,
  userId: string,
): Promise<boolean> {
  const limits = { id: eventId, maxTicketsPerBooking: null, maxTicketsPerUser };
  return (await BuyerLimits.read(manager, limits, [userId])).refusal(userId, []) !== undefined;
}
