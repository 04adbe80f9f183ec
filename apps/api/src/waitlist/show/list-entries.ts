import {
  ProblemCode,
  WAITLIST_AHEAD_MAX,
  type WaitedTierDto,
  type WaitlistEntryDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '../../platform/problems/domain-error.js';

/** Most entries of one buyer that are listed, the newest first. */
const LISTED_MAX = 100;

/** What an `entry` waits for, the preferred one first. */
export const WAITED_TIERS_SQL = `(
    SELECT coalesce(jsonb_agg(jsonb_build_object('tierId', tier.id::text, 'tier', tier.name,
      'ticketType', type.name) ORDER BY waited.preference), '[]')
    FROM waitlist_tiers AS waited
    JOIN tiers AS tier ON tier.event_id = waited.event_id AND tier.id = waited.tier_id
    LEFT JOIN ticket_types AS type
      ON type.event_id = waited.event_id AND type.id = waited.ticket_type_id
    WHERE waited.event_id = entry.event_id AND waited.entry_id = entry.id
  )`;

/**
 * Beside a row `entry`: how many wait before it for one of the same tiers, and it. Null where more are ahead than are
 * counted: everybody's page asks again and again.
 */
const POSITION_SQL = `(
    SELECT CASE WHEN count(*) <= ${WAITLIST_AHEAD_MAX} THEN 1 + count(*)::integer END FROM (
    SELECT FROM waitlist_entries AS ahead
    WHERE ahead.event_id = entry.event_id AND ahead.state = 'waiting' AND ahead.place < entry.place
      AND EXISTS (
        SELECT FROM waitlist_tiers AS theirs JOIN waitlist_tiers AS own USING (event_id, tier_id)
        WHERE theirs.event_id = entry.event_id AND theirs.entry_id = ahead.id
          AND own.entry_id = entry.id
      )
    LIMIT ${WAITLIST_AHEAD_MAX + 1}) AS counted
  )`;

const ENTRIES_SQL = `
  SELECT entry.id, entry.event_id AS "eventId", event.name AS "eventName",
    ${WAITED_TIERS_SQL} AS tickets, entry.quantity, entry.all_or_nothing AS "allOrNothing", entry.state,
    CASE WHEN entry.state = 'waiting' AND NOT list.by_lot THEN ${POSITION_SQL} END AS position,
    list.paused_at IS NOT NULL AS paused, entry.booking_id AS "bookingId",
    booking.status AS "bookingStatus",
    CASE WHEN booking.status = 'pending' THEN booking.hold_expires_at END AS "holdExpiresAt",
    entry.created_at AS "createdAt"
  FROM waitlist_entries AS entry
  JOIN waitlists AS list ON list.event_id = entry.event_id
  JOIN events AS event ON event.id = entry.event_id
  LEFT JOIN bookings AS booking
    ON booking.id = entry.booking_id AND booking.event_id = entry.event_id`;

interface EntryRow extends Omit<WaitlistEntryDto, 'createdAt' | 'holdExpiresAt' | 'tickets'> {
  tickets: WaitedTierDto[];
  holdExpiresAt: Date | null;
  createdAt: Date;
}

/** Shows buyers where they wait, and what they were offered. */
@Injectable()
export class ListEntries {
  constructor(private readonly dataSource: DataSource) {}

  /** A buyer's own, the newest first. */
  async ofUser(userId: string): Promise<WaitlistEntryDto[]> {
    const rows = await this.dataSource.query<EntryRow[]>(
      `${ENTRIES_SQL} WHERE entry.user_id = $1 ORDER BY entry.place DESC LIMIT ${LISTED_MAX}`,
      [userId],
    );
    return rows.map(describe);
  }

  /** @throws DomainError WAITLIST_ENTRY_NOT_FOUND */
  async find(manager: EntityManager, eventId: string, entryId: string): Promise<WaitlistEntryDto> {
    const [row] = await manager.query<EntryRow[]>(
      `${ENTRIES_SQL} WHERE entry.event_id = $1 AND entry.id = $2`,
      [eventId, entryId],
    );
    if (row) return describe(row);
    throw new DomainError(
      ProblemCode.WaitlistEntryNotFound,
      `There is no waitlist entry ${entryId}.`,
    );
  }
}

function describe({ holdExpiresAt, createdAt, ...row }: EntryRow): WaitlistEntryDto {
  return {
    ...row,
    holdExpiresAt: holdExpiresAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
