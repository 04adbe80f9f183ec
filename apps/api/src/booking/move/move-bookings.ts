import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { THE_SYSTEM, type Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { lockBookings } from '../lock-bookings.js';

/** A booking that may move, and whose it was when it was found. */
export interface MovableBooking {
  id: string;
  userId: string;
}

/**
 * Gives the bookings of some users to another one: what somebody bought as a guest becomes their
 * account's. The tickets follow in the same statement, by a trigger (`tickets_match_booking`).
 */
@Injectable()
export class MoveBookings {
  constructor(private readonly audit: AuditTrail) {}

  /**
   * Some of the bookings of users that are held or were paid for, in the order of their ids. Those that came
   * to nothing are of no use to anybody, and a stranger can make any number of them.
   */
  async find(
    manager: EntityManager,
    userIds: string[],
    after: string,
    limit: number,
  ): Promise<MovableBooking[]> {
    return manager.query(
      `SELECT id, user_id AS "userId" FROM bookings
       WHERE user_id = ANY($1) AND id > $2 AND (status = 'pending' OR confirmed_at IS NOT NULL)
       ORDER BY id LIMIT $3`,
      [userIds, after, limit],
    );
  }

  /**
   * Moves those that are still theirs, and still held or paid for.
   *
   * @param why who has them moved, and what the audit calls it
   * @returns whose bookings were moved
   */
  async execute(
    manager: EntityManager,
    found: MovableBooking[],
    toUserId: string,
    why: { actor: Actor; action: string } = { actor: THE_SYSTEM, action: 'booking.moved' },
  ): Promise<Set<string>> {
    // In the order in which everybody locks bookings; of a payment under way, one waits for the other.
    const locked = await lockBookings(
      manager,
      found.map(({ id }) => id),
    );
    const owners = new Map(found.map(({ id, userId }) => [id, userId]));
    const moved = locked.filter(
      ({ id, userId, status, confirmedAt }) =>
        userId === owners.get(id) && (status === 'pending' || confirmedAt !== null),
    );
    for (const [eventId, ofEvent] of Map.groupBy(moved, (booking) => booking.eventId)) {
      await manager.query(
        `UPDATE bookings SET user_id = $3, updated_at = now() WHERE event_id = $1 AND id = ANY($2)`,
        [eventId, ofEvent.map(({ id }) => id), toUserId],
      );
    }
    await this.audit.record(
      manager,
      moved.map(({ eventId, id, userId }) => ({
        ...why.actor,
        action: why.action,
        subject: { kind: 'booking' as const, id, eventId },
        before: { userId },
        after: { userId: toUserId },
      })),
    );
    return new Set(moved.map(({ userId }) => userId));
  }
}
