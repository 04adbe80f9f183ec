import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What was offered moves where its booking, beside an `entry`, has moved. */
const HAS_MOVED_SQL = `EXISTS (
      SELECT FROM bookings AS booking
      WHERE booking.event_id = entry.event_id AND booking.id = entry.booking_id
        AND booking.user_id = $2
    )`;

const OWNERS_SQL = `
  SELECT DISTINCT user_id AS "userId" FROM waitlist_entries AS entry
  WHERE user_id = ANY ($1::bigint[])
    AND (state = 'waiting' OR state = 'offered' AND ${HAS_MOVED_SQL})`;

/**
 * Those who wait; and what was offered where the booking has moved, too. Nobody waits twice for an event: what the account
 * had before stays, and so does the first of several.
 */
const MOVE_SQL = `
  WITH locked AS MATERIALIZED (
    SELECT event_id, id, place, state, booking_id FROM waitlist_entries
    WHERE user_id = ANY ($1::bigint[]) AND state IN ('waiting', 'offered')
    ORDER BY event_id, id FOR NO KEY UPDATE
  ), moving AS (
    SELECT event_id, id, state = 'waiting' AND (
        row_number() OVER (PARTITION BY event_id, state ORDER BY place) > 1
        OR EXISTS (
          SELECT FROM waitlist_entries AS own
          WHERE own.event_id = entry.event_id AND own.user_id = $2 AND own.state = 'waiting'
        )
      ) AS ends
    FROM locked AS entry
    WHERE state = 'waiting' OR ${HAS_MOVED_SQL}
  )
  UPDATE waitlist_entries AS entry
  SET user_id = $2, state = CASE WHEN moving.ends THEN 'left' ELSE entry.state END,
    ended_at = CASE WHEN moving.ends THEN clock_timestamp() ELSE entry.ended_at END
  FROM moving WHERE entry.event_id = moving.event_id AND entry.id = moving.id`;

/** Gives the places that guests have in waitlists to the account that they become: a place is somebody's, not a visit's. */
@Injectable()
export class MoveEntries {
  /** Those of some users who have places that would move, so that nobody else is locked. */
  async owners(
    manager: EntityManager,
    userIds: readonly string[],
    toUserId: string,
  ): Promise<string[]> {
    const rows = await manager.query<{ userId: string }[]>(OWNERS_SQL, [userIds, toUserId]);
    return rows.map(({ userId }) => userId);
  }

  /** After their bookings have moved. */
  async execute(
    manager: EntityManager,
    fromUserIds: readonly string[],
    toUserId: string,
  ): Promise<void> {
    if (fromUserIds.length === 0) return;
    await manager.query(MOVE_SQL, [fromUserIds, toUserId]);
  }
}
