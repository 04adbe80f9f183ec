import type { EntityManager } from 'typeorm';

/** Who is next, and what they are offered of which stock. */
export interface NextOffer {
  entryId: string;
  userId: string;
  tierId: string;
  ticketTypeId: string | null;
  allotmentId: string;
  quantity: number;
  allOrNothing: boolean;
}

/** How many tickets are kept of a tier. */
export interface KeptTickets {
  tierId: string;
  allotmentId: string;
  available: number;
}

/**
 * The first who waits, in the order in which they joined or by their lots, and whom what is kept of a tier suffices for:
 * a group that doesn't fit is passed over, and stays where it is. Of several tiers, the preferred one.
 */
const nextSql = (order: string): string => `
  SELECT entry.id AS "entryId", entry.user_id AS "userId", kept.tier_id AS "tierId",
    waited.ticket_type_id AS "ticketTypeId", kept.allotment_id AS "allotmentId",
    least(entry.quantity, kept.available) AS quantity,
    entry.all_or_nothing AS "allOrNothing"
  FROM waitlist_entries AS entry
  JOIN waitlist_tiers AS waited ON waited.event_id = entry.event_id AND waited.entry_id = entry.id
  JOIN unnest($2::bigint[], $3::bigint[], $4::integer[]) AS kept (tier_id, allotment_id, available)
    ON kept.tier_id = waited.tier_id
  LEFT JOIN ticket_types AS type
    ON type.event_id = waited.event_id AND type.id = waited.ticket_type_id
  WHERE entry.event_id = $1 AND entry.state = 'waiting' AND entry.id <> ALL ($5::bigint[])
    AND kept.available >= CASE
      WHEN entry.all_or_nothing THEN entry.quantity ELSE coalesce(type.min_per_booking, 1)
    END
  ORDER BY ${order}, waited.preference
  LIMIT 1`;

/** Each walks along an index, and ends at the first whom something suffices for. */
const NEXT_BY_PLACE_SQL = nextSql('entry.place');
const NEXT_BY_LOT_SQL = nextSql('entry.lot, entry.place');

/** Locks the list of an event, if nobody else offers its tickets at this moment. */
export async function lockList(
  manager: EntityManager,
  eventId: string,
): Promise<{ byLot: boolean; paused: boolean } | undefined> {
  const [list] = await manager.query<{ byLot: boolean; paused: boolean }[]>(
    `SELECT by_lot AS "byLot", paused_at IS NOT NULL AS paused FROM waitlists
     WHERE event_id = $1 FOR NO KEY UPDATE SKIP LOCKED`,
    [eventId],
  );
  return list;
}

/**
 * @param passedOver entries that can't be offered anything at this moment
 * @returns undefined where what is kept suffices for nobody else who waits
 */
export async function nextOffer(
  manager: EntityManager,
  eventId: string,
  kept: readonly KeptTickets[],
  byLot: boolean,
  passedOver: readonly string[],
): Promise<NextOffer | undefined> {
  if (kept.length === 0) return undefined;
  const [next] = await manager.query<NextOffer[]>(byLot ? NEXT_BY_LOT_SQL : NEXT_BY_PLACE_SQL, [
    eventId,
    kept.map(({ tierId }) => tierId),
    kept.map(({ allotmentId }) => allotmentId),
    kept.map(({ available }) => available),
    passedOver,
  ]);
  return next;
}

/** Locks an entry against its buyer's leaving. */
export async function lockWaiting(
  manager: EntityManager,
  eventId: string,
  entryId: string,
): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM waitlist_entries WHERE event_id = $1 AND id = $2 AND state = 'waiting'
     FOR NO KEY UPDATE`,
    [eventId, entryId],
  );
  return rows.length > 0;
}

/** The entry waits no more, from the moment that others wait for: it was offered a booking, or can't be offered any. */
export async function endWaiting(
  manager: EntityManager,
  eventId: string,
  entryId: string,
  bookingId: string | null,
): Promise<void> {
  await manager.query(
    `UPDATE waitlist_entries
     SET state = CASE WHEN $3::bigint IS NULL THEN 'refused' ELSE 'offered' END, booking_id = $3,
       ended_at = clock_timestamp()
     WHERE event_id = $1 AND id = $2`,
    [eventId, entryId, bookingId],
  );
}
