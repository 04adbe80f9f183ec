import type { DataSource } from 'typeorm';

/** The demo event's tiers in sale order; ticket ids run on across them. */
const TIERS = [
  { id: 1, name: 'VIP', priceMinor: 10_000, tickets: 50 },
  { id: 2, name: 'Front Row', priceMinor: 5_000, tickets: 100 },
  { id: 3, name: 'GA', priceMinor: 1_000, tickets: 500 },
];

/** Months until the demo event: far enough to stay in the future. */
const MONTHS_AHEAD = 6;

/**
 * Adds the demo event to a database without events: event 1 with tickets 1 to 650.
 *
 * @returns whether the data was put in
 * The small ids cannot meet those made later: these begin above 2^22.
 */
export async function insertDemoEvent(dataSource: DataSource): Promise<boolean> {
  const [existing] = await dataSource.query<{ id: string }[]>('SELECT id FROM events LIMIT 1');
  if (existing) return false;
  await dataSource.transaction(async (manager) => {
    await manager.query(
      `INSERT INTO organisers (id, name, contact_email, currency, time_zone, language)
       VALUES (1, 'Harbour Hall', 'tickets@harbour-hall.example', 'USD', 'Europe/Berlin', 'en')`,
    );
    await manager.query(
      `INSERT INTO events (id, organiser_id, state, published_at, name, description, venue, starts_at, time_zone, currency,
         max_tickets_per_booking, max_tickets_per_user)
       VALUES (1, 1, 'published', now(), $1, $2, $3,
         (date_trunc('day', now() AT TIME ZONE 'Europe/Berlin') + $4 * interval '1 month'
           + interval '20 hours') AT TIME ZONE 'Europe/Berlin',
         'Europe/Berlin', 'USD',
         -- As the first API had it; new events limit both.
         NULL, NULL)`,
      [
        'Midnight Orchestra',
        'Forty players, one conductor and a hall lit by nothing but the stands: an evening of film scores and late romantics, played without a break until midnight.',
        'Harbour Hall, Pier 4',
        MONTHS_AHEAD,
      ],
    );
    let firstId = 1;
    for (const [index, tier] of TIERS.entries()) {
      await manager.query(
        `INSERT INTO tiers (event_id, id, name, price_minor, position) VALUES (1, $1, $2, $3, $4)`,
        [tier.id, tier.name, tier.priceMinor, index + 1],
      );
      await manager.query(
        `INSERT INTO tickets (event_id, tier_id, id) SELECT 1, $1, generate_series($2::int, $3::int)`,
        [tier.id, firstId, firstId + tier.tickets - 1],
      );
      firstId += tier.tickets;
    }
  });
  return true;
}
