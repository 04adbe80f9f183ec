import type { DataSource, EntityManager } from 'typeorm';
import {
  buyerName,
  HOUSE_CODES,
  HOUSE_EVENTS,
  HOUSE_ORGANISER,
  HOUSE_SERIES,
} from './house-events.js';
import { salesOf } from './house-sales.js';
import { SeededNumbers } from './seeded-numbers.js';

/** Where the ids of each kind begin: apart from those that the documentation names, and below those that are made later. */
const FIRST_BUYER_ID = 1_001;
const FIRST_BOOKING_ID = 10_001;
const FIRST_TICKET_ID = 100_001;

/** People who buy; somebody comes to several events. */
const BUYERS = 450;

/** John Doe's own: one concert that has been, and one to come. */
const JOHN = { userId: 1, bookings: 2 };

const SEED = 4;

/**
 * Makes the house of the demonstration alive: a second organisation, events of every kind beside event 1, and two months
 * of sales. In some statements for everything, so that a first start stays quick.
 */
export async function insertDemoHouse(dataSource: DataSource): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await insertEvents(manager);
    await insertSales(manager);
  });
}

async function insertEvents(manager: EntityManager): Promise<void> {
  const { id, name, contactEmail, imprint, terms, privacy, refundPolicy } = HOUSE_ORGANISER;
  await manager.query(
    `INSERT INTO organisers (id, name, contact_email, imprint, terms, privacy, refund_policy, currency,
       time_zone, language)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'EUR', 'Europe/Berlin', 'de')`,
    [id, name, contactEmail, imprint, terms, privacy, refundPolicy],
  );
  await manager.query(
    `INSERT INTO invoice_settings (organiser_id, legal_name, street, postal_code, city, country, vat_id,
       tax_number, prefix, footer)
     VALUES (1, 'Harbour Hall Ltd', 'Pier 4', '20457', 'Hamburg', 'DE', 'DE123456789', '', '', ''),
       ($1, $2, 'Speicherstraße 12', '20457', 'Hamburg', 'DE', '', '48/123/45678', 'HW-', $3)`,
    [id, name, 'Amtsgericht Hamburg HRB 123456\nIBAN DE02 1001 0010 0006 8201 01'],
  );
  await manager.query(
    `INSERT INTO organiser_members (organiser_id, user_id, role)
     SELECT $1, id, CASE id WHEN 5 THEN 'owner' ELSE 'door' END FROM users WHERE id IN (4, 5)`,
    [id],
  );
  await manager.query(
    `INSERT INTO event_series (id, organiser_id, name, subtitle, description) VALUES ($1, $2, $3, $4, $5)`,
    [
      HOUSE_SERIES.id,
      HOUSE_SERIES.organiserId,
      HOUSE_SERIES.name,
      HOUSE_SERIES.subtitle,
      HOUSE_SERIES.description,
    ],
  );
  await manager.query(
    `INSERT INTO events (id, organiser_id, series_id, state, published_at, name, subtitle, description, venue,
       address, starts_at, ends_at, doors_at, time_zone, currency, sale_starts_at, max_tickets_per_booking,
       max_tickets_per_user)
     SELECT id, "organiserId", "seriesId", 'published', now() - interval '62 days', name, subtitle, description,
       venue, address, start, start + hours * interval '1 hour', start - interval '1 hour', 'Europe/Berlin',
       currency, (today + "saleInDays" + time '09:00') AT TIME ZONE 'Europe/Berlin', "maxTickets", "maxTickets"
     FROM jsonb_to_recordset($1) AS house (id bigint, "organiserId" bigint, "seriesId" bigint, name text,
       subtitle text, description text, venue text, address text, currency text, "inDays" integer,
       "startsAt" time, hours integer, "saleInDays" integer, "maxTickets" integer)
     CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE 'Europe/Berlin')::date AS today) AS calendar
     CROSS JOIN LATERAL (
       SELECT (today + "inDays" + "startsAt") AT TIME ZONE 'Europe/Berlin' AS start
     ) AS times`,
    [JSON.stringify(HOUSE_EVENTS)],
  );
  const tiers = HOUSE_EVENTS.flatMap((event) =>
    event.tiers.map((tier, index) => ({ ...tier, eventId: event.id, position: index + 1 })),
  );
  await manager.query(
    `INSERT INTO tiers (event_id, id, name, price_minor, position, hidden)
     SELECT "eventId", id, name, "priceMinor", position, coalesce(hidden, false)
     FROM jsonb_to_recordset($1)
       AS tier ("eventId" bigint, id bigint, name text, "priceMinor" integer, position integer, hidden boolean)`,
    [JSON.stringify(tiers)],
  );
  await manager.query(
    `INSERT INTO ticket_types (event_id, id, tier_id, name, condition, price_minor, position)
     SELECT "eventId", id, "tierId", name, condition, "priceMinor", position
     FROM jsonb_to_recordset($1) AS type ("eventId" bigint, id bigint, "tierId" bigint, name text,
       condition text, "priceMinor" integer, position integer)`,
    [
      JSON.stringify(
        tiers.flatMap(({ eventId, id: tierId, types }) =>
          types.map((type, index) => ({ ...type, eventId, tierId, position: index + 1 })),
        ),
      ),
    ],
  );
  await manager.query(
    `INSERT INTO codes (event_id, id, code, code_key, kind, tier_id, discount_basis_points, max_uses)
     SELECT "eventId", id, code, code, kind, "tierId", "basisPoints", "maxUses"
     FROM jsonb_to_recordset($1) AS code ("eventId" bigint, id bigint, code text, kind text, "tierId" bigint,
       "basisPoints" integer, "maxUses" integer)`,
    [JSON.stringify(HOUSE_CODES)],
  );
}

async function insertSales(manager: EntityManager): Promise<void> {
  const chance = new SeededNumbers(SEED);
  const sold = HOUSE_EVENTS.flatMap((event) => salesOf(event, chance)).sort(
    (a, b) => b.agoMs - a.agoMs,
  );
  const ticketIds = ticketIdsByTier();
  const bookings = sold.map((booking, index) => ({
    ...booking,
    id: FIRST_BOOKING_ID + index,
    userId: FIRST_BUYER_ID + ((index * 31) % BUYERS),
    ticketIds: booking.tierIds.map((tierId) => ticketIds.get(tierId)?.shift()),
  }));
  // Of the first date of the series, and of the second one.
  for (const eventId of [2, 3].slice(0, JOHN.bookings)) {
    const his = bookings.find((booking) => booking.eventId === eventId);
    if (his) his.userId = JOHN.userId;
  }
  await manager.query(
    `INSERT INTO users (id, name, role, email, email_key)
     SELECT id, name, 'guest', email, email
     FROM jsonb_to_recordset($1) AS buyer (id bigint, name text, email text)`,
    [
      JSON.stringify(
        Array.from({ length: BUYERS }, (_, index) => ({
          id: FIRST_BUYER_ID + index,
          name: buyerName(index),
          email: `buyer${index + 1}@boxoffice.example`,
        })),
      ),
    ],
  );
  const given = JSON.stringify(bookings);
  await manager.query(
    `INSERT INTO bookings (event_id, id, user_id, status, ticket_ids, lines, total_minor, currency,
       hold_expires_at, confirmed_at, created_at, updated_at)
     SELECT "eventId", sold.id, "userId", 'confirmed', "ticketIds", lines, "totalMinor", event.currency,
       paid.at + interval '8 minutes', paid.at, paid.at - interval '2 minutes', paid.at
     FROM jsonb_to_recordset($1) AS sold ("eventId" bigint, id bigint, "userId" bigint, "ticketIds" bigint[],
       lines jsonb, "totalMinor" bigint, "agoMs" double precision)
     JOIN events AS event ON event.id = "eventId"
     CROSS JOIN LATERAL (SELECT now() - "agoMs" * interval '1 millisecond' AS at) AS paid
     ORDER BY sold.id`,
    [given],
  );
  // After their bookings, which a sold ticket names.
  await manager.query(
    `INSERT INTO tickets (event_id, id, tier_id, status, booking_id, user_id, booked_at, updated_at)
     SELECT ticket."eventId", ticket.id, ticket."tierId",
       CASE WHEN booking.id IS NULL THEN 'available' ELSE 'booked' END,
       booking.id, booking.user_id, booking.confirmed_at, coalesce(booking.confirmed_at, now())
     FROM jsonb_to_recordset($1) AS ticket ("eventId" bigint, id bigint, "tierId" bigint)
     LEFT JOIN (
       SELECT booking.*, listed.ticket_id FROM bookings AS booking
       CROSS JOIN LATERAL unnest(booking.ticket_ids) AS listed (ticket_id)
       WHERE booking.id >= $2
     ) AS booking ON booking.ticket_id = ticket.id
     ORDER BY ticket.id`,
    [JSON.stringify(allTickets()), FIRST_BOOKING_ID],
  );
  await manager.query(
    `INSERT INTO payments (event_id, id, booking_id, provider, amount_minor, currency, status, created_at)
     SELECT event_id, id, id, CASE total_minor WHEN 0 THEN 'none' ELSE 'simulated' END, total_minor,
       currency, 'captured', confirmed_at
     FROM bookings WHERE id >= $1 AND status = 'confirmed'`,
    [FIRST_BOOKING_ID],
  );
}

interface HouseTicket {
  eventId: number;
  tierId: number;
  id: number;
}

/** The ids run on across tiers and events. */
function allTickets(): HouseTicket[] {
  return HOUSE_EVENTS.flatMap(({ id: eventId, tiers }) =>
    tiers.flatMap(({ id: tierId, tickets }) =>
      Array.from({ length: tickets }, () => ({ eventId, tierId })),
    ),
  ).map((ticket, index) => ({ ...ticket, id: FIRST_TICKET_ID + index }));
}

function ticketIdsByTier(): Map<number, number[]> {
  const byTier = Map.groupBy(allTickets(), ({ tierId }) => tierId);
  return new Map([...byTier].map(([tierId, tickets]) => [tierId, tickets.map(({ id }) => id)]));
}
