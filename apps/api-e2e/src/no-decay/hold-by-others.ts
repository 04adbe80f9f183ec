import type { DatabaseWindow } from '../setup/database-window.ts';
import type { Sale, TierName } from '../setup/open-sale.ts';

/** Ids above those of the tickets that `openSale` makes, within the hundred thousand that an event has. */
const FIRST_OF_AN_EVENT = 50_000;

/** Adds tickets to a tier that other users hold, each in a booking of its own; written past the API. */
export async function holdByOthers(
  sql: DatabaseWindow,
  { eventId }: Sale,
  tier: TierName,
  count: number,
): Promise<void> {
  await sql.execute(
    `WITH of AS (
       SELECT event_id, id AS tier_id, name, price_minor FROM tiers WHERE event_id = $1 AND name = $2
     ), booked AS (
       INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency,
         hold_expires_at)
       SELECT event_id, id, 1, ARRAY[id], jsonb_build_array(jsonb_build_object('tierId', tier_id::text,
           'tier', name, 'quantity', 1, 'priceMinor', price_minor)), price_minor, 'USD',
         now() + interval '1 hour'
       FROM of, generate_series(event_id * 100000 + $3::bigint, event_id * 100000 + $3::bigint + $4::bigint - 1)
         AS id
       RETURNING event_id, id, user_id
     )
     INSERT INTO tickets (event_id, tier_id, id, status, booking_id, user_id)
     SELECT of.event_id, of.tier_id, booked.id, 'pending', booked.id, booked.user_id FROM booked, of`,
    [eventId, tier, FIRST_OF_AN_EVENT, count],
  );
}
