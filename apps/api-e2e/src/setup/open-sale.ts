import type { DatabaseWindow } from './database-window.ts';
import { numberOfFile } from './shared-apis.ts';

export type TierName = 'VIP' | 'Front Row' | 'GA';
export type Stock = Readonly<Partial<Record<TierName, number>>>;

/** An event that only one test sells tickets of. */
export interface Sale {
  readonly eventId: string;
  /** Ids of its tickets, in order. */
  readonly tickets: Readonly<Record<TierName, readonly string[]>>;
}

export const TIERS = [
  { name: 'VIP', priceMinor: 10_000 },
  { name: 'Front Row', priceMinor: 5_000 },
  { name: 'GA', priceMinor: 1_000 },
] as const;

/**
 * Ids far above the demo's and far below those that the API makes; of their own for each test file, since files
 * share a database.
 */
const IDS_A_FILE = 10_000;
const FIRST_ID = 1_000 + numberOfFile() * IDS_A_FILE;
const IDS_AN_EVENT = 100_000;

let events = 0;

/** Puts an event with all three tiers and no limits on sale, written past the API. */
export async function openSale(sql: DatabaseWindow, stock: Stock): Promise<Sale> {
  const eventId = FIRST_ID + events;
  events += 1;
  await sql.execute(
    `INSERT INTO events (id, organiser_id, state, published_at, name, starts_at, time_zone, currency,
       max_tickets_per_booking, max_tickets_per_user)
     VALUES ($1::bigint, 1, 'published', now(), 'Event ' || $1::bigint, now() + interval '30 days', 'UTC', 'USD', NULL, NULL)`,
    [eventId],
  );
  const tickets: Record<TierName, string[]> = { VIP: [], 'Front Row': [], GA: [] };
  let nextId = eventId * IDS_AN_EVENT;
  for (const [index, { name, priceMinor }] of TIERS.entries()) {
    const tierId = eventId * IDS_AN_EVENT + index + 1;
    await sql.execute(
      `INSERT INTO tiers (event_id, id, name, price_minor, position) VALUES ($1, $2, $3, $4, $5)`,
      [eventId, tierId, name, priceMinor, index + 1],
    );
    const count = stock[name] ?? 0;
    tickets[name] = Array.from({ length: count }, (_, offset) => String(nextId + offset));
    nextId += count;
    await sql.execute(
      `INSERT INTO tickets (event_id, tier_id, id) SELECT $1, $2, unnest($3::bigint[])`,
      [eventId, tierId, tickets[name]],
    );
  }
  return { eventId: String(eventId), tickets };
}

let users = 0;

/** Adds users, written past the API. */
export async function addUsers(sql: DatabaseWindow, count: number): Promise<string[]> {
  const first = FIRST_ID + users;
  users += count;
  const ids = Array.from({ length: count }, (_, index) => String(first + index));
  await sql.execute(
    `INSERT INTO users (id, name) SELECT id, 'User ' || id FROM unnest($1::bigint[]) AS id`,
    [ids],
  );
  return ids;
}

/** A user of a test's own. */
export async function addUser(sql: DatabaseWindow): Promise<string> {
  const [id] = await addUsers(sql, 1);
  if (id === undefined) throw new Error('One user was asked for.');
  return id;
}
