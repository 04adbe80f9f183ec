import { hold } from '../setup/buy.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';

const POOL = 10;
/** Half of the pool; see `BatchSettings`. */
const BATCHES_MAX = 5;

/** Of all events, each of which would have a connection for itself. */
const BUSY_EVENTS = 50;

/** Transactions of reservations that cannot go on. */
const STUCK = `
  SELECT count(*)::integer AS stuck FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'boxoffice' AND wait_event_type = 'Lock'`;

describe('reservations of more events than there are connections', () => {
  const api = useApi({ DATABASE_POOL_SIZE: String(POOL) }, 1);

  const stuck = async (): Promise<number> => (await api.sql.row<{ stuck: number }>(STUCK)).stuck;

  it('take a part of the connections: payments and readings of others are answered meanwhile', async () => {
    const quiet = await openSale(api.sql, { GA: 2 });
    const buyer = await addUser(api.sql);
    const held = await hold(api, quiet, buyer);
    const crowd = await addUser(api.sql);
    const events: string[] = [];
    for (let event = 0; event < BUSY_EVENTS; event += 1) {
      events.push((await openSale(api.sql, { GA: 1 })).eventId);
    }

    const { reserved } = await api.sql.transaction(async (client) => {
      // Every booking of the crowd's refers to this row, and waits for it.
      await client.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [crowd]);
      const asked = events.map((eventId) =>
        api.post('/booking/reserve', {
          userId: crowd,
          eventId,
          tickets: [{ tier: 'GA', quantity: 1 }],
        }),
      );
      await until('as many wait as may', async () => (await stuck()) === BATCHES_MAX);
      const answers = await Promise.all([
        api.post('/booking/confirm', { userId: buyer, ticketIds: held.ticketIds }),
        api.get(`/booking/${held.bookingId}`),
        api.get(`/booking/user/${buyer}`),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      // Of those that waited none has gone on, and no other has joined them.
      expect(await stuck()).toBe(BATCHES_MAX);
      return { reserved: Promise.all(asked) };
    });
    // Nobody is lost: each got their ticket, or was told that too many were ahead.
    const statuses = new Set((await reserved).map(({ status }) => status));
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  });
});
