import { startTestPostgres } from '../database/test-postgres.ts';
import { runToTheEnd, type Undo } from '../processes/run-to-the-end.ts';
import { BenchDatabase } from './database/bench-database.ts';
import { startOurs } from './servers/variants.ts';
import { TokenSigner } from './tokens/token-signer.ts';

const TICKETS = 1_000_000;
const TICKETS_A_BOOKING = 4;
const DAYS = 60;
const LOOKS = 25;

/** Sells all tickets of an event, over 60 days; in the order of foreign keys and checks, a statement a table. */
const SOLD_SQL = [
  `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at, status,
     confirmed_at, created_at)
   SELECT $1::bigint, 500000000 + number, 1 + number % 1000,
     ARRAY(SELECT generate_series(first, first + ${TICKETS_A_BOOKING - 1})),
     jsonb_build_array(jsonb_build_object('tierId', ($1::bigint * 10 + 1)::text, 'tier', 'GA',
       'quantity', ${TICKETS_A_BOOKING}, 'priceMinor', 1000)),
     ${TICKETS_A_BOOKING * 1000}, 'USD', now(), 'confirmed', moment, moment
   FROM generate_series(0, ${TICKETS / TICKETS_A_BOOKING - 1}) AS number,
     LATERAL (SELECT $2::bigint + number * ${TICKETS_A_BOOKING} AS first,
       now() - number % ${DAYS * 96} * interval '15 minutes' AS moment) AS made`,
  `UPDATE tickets AS ticket SET status = 'booked', booking_id = booking.id, user_id = booking.user_id,
     booked_at = booking.confirmed_at
   FROM bookings AS booking
   WHERE ticket.event_id = $1 AND booking.event_id = $1
     AND booking.id = 500000000 + (ticket.id - $2::bigint) / ${TICKETS_A_BOOKING}`,
];

const PAID_SQL = `
  INSERT INTO payments (event_id, id, booking_id, provider, provider_reference, amount_minor, currency, status)
  SELECT event_id, id, id, 'simulation', 'bench-' || id, total_minor, currency, 'captured'
  FROM bookings WHERE event_id = $1 AND status = 'confirmed'`;

/**
 * `node tools/bench/dashboard.ts`: how long the API takes for the figures and lists of an event with a million sold
 * tickets, and for its export. Prints server times; nothing is written.
 */
async function measure(undo: Undo): Promise<void> {
  const cluster = await startTestPostgres();
  undo(() => cluster.stop());
  const database = await BenchDatabase.create(cluster, 'bench_dashboard');
  const { tokenKeys } = new TokenSigner();
  const api = await startOurs(database.url, { tokenKeys, nodeOptions: [] });
  undo(() => api.stop());
  await database.addBuyersAndOrganiser();
  const eventId = await database.addEvent({ GA: TICKETS });
  const { rows } = await database.sql.query<{ first: string }>(
    'SELECT min(id) AS first FROM tickets WHERE event_id = $1',
    [eventId],
  );
  const began = performance.now();
  await database.sql.query(SOLD_SQL[0] ?? '', [eventId, rows[0]?.first]);
  await database.sql.query(SOLD_SQL[1] ?? '', [eventId, rows[0]?.first]);
  await database.sql.query(PAID_SQL, [eventId]);
  await database.settle();
  console.log(`sold ${TICKETS} tickets in ${Math.round((performance.now() - began) / 1000)} s`);

  const base = `http://127.0.0.1:${api.port}/api/v1`;
  const own = '/organisers/1/events';
  for (const path of [`${own}/${eventId}/figures`, own, `${own}/${eventId}`]) {
    const times: number[] = [];
    for (let look = 0; look < LOOKS; look += 1) {
      const start = performance.now();
      const answer = await fetch(base + path);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${path} was answered ${answer.status}.`);
      times.push(performance.now() - start);
    }
    const sorted = times.toSorted((one, other) => one - other);
    const [median = 0, most = 0] = [sorted[Math.floor(LOOKS / 2)], sorted.at(-1)];
    console.log(`GET ${path}: median ${median.toFixed(1)} ms, most ${most.toFixed(1)} ms`);
  }
  for (const format of ['csv', 'xlsx']) {
    const asked = await fetch(`${base}${own}/${eventId}/exports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'tickets', format }),
    });
    const { data } = (await asked.json()) as { data: { url: string } };
    const start = performance.now();
    const answer = await fetch(`http://127.0.0.1:${api.port}${data.url}`);
    let bytes = 0;
    for await (const chunk of answer.body ?? []) bytes += (chunk as Uint8Array).length;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${format} of ${TICKETS} tickets: ${(bytes / 1e6).toFixed(0)} MB in ${seconds} s`);
  }
}

await runToTheEnd(measure, { whenInterrupted: 1 });
