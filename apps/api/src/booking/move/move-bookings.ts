import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { THE_SYSTEM } from '../../audit/actor.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { lockBookings } from '../lock-bookings.js';

/**
 * Gives the bookings of some users to another one: what somebody bought as a guest becomes their
 * account's. The tickets follow in the same statement, by a trigger (`tickets_match_booking`).
 */
@Injectable()
export class MoveBookings {
  constructor(private readonly audit: AuditTrail) {}

  /** @returns how many were moved */
  async execute(manager: EntityManager, fromUserIds: string[], toUserId: string): Promise<number> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM bookings WHERE user_id = ANY($1)`,
      [fromUserIds],
    );
    // In the order in which everybody locks bookings; of a payment under way, one waits for the other.
    const locked = await lockBookings(
      manager,
      rows.map(({ id }) => id),
    );
    const moved = locked.filter(({ userId }) => fromUserIds.includes(userId));
    for (const [eventId, ofEvent] of Map.groupBy(moved, (booking) => booking.eventId)) {
      await manager.query(
        `UPDATE bookings SET user_id = $3, updated_at = now() WHERE event_id = $1 AND id = ANY($2)`,
        [eventId, ofEvent.map(({ id }) => id), toUserId],
      );
    }
    await this.audit.record(
      manager,
      moved.map(({ eventId, id, userId }) => ({
        ...THE_SYSTEM,
        action: 'booking.moved',
        subject: { kind: 'booking' as const, id, eventId },
        before: { userId },
        after: { userId: toUserId },
      })),
    );
    return moved.length;
  }
}
