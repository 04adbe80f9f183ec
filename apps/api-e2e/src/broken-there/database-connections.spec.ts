import { request } from '@boxoffice/testing';
import { hold } from '../setup/buy.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';

/** Ends every connection of the API; those of the tests have another name. */
const KILL_CONNECTIONS = `
  SELECT pid, pg_terminate_backend(pid) AS ended FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'boxoffice'`;

describe('broken there: database connections', () => {
  const api = useApi();

  it('an idle database connection killed: the process lives, and the next request works', async () => {
    const sale = await openSale(api.sql, { GA: 20 });
    const userId = await addUser(api.sql);
    await Promise.all(Array.from({ length: 10 }, () => hold(api, sale, userId)));
    const { pid } = api.process;
    const ended = await api.sql.rows<{ pid: number; ended: boolean }>(KILL_CONNECTIONS);
    expect(ended.length).toBeGreaterThan(0);
    await until('the killed connections are gone', async () => {
      const left = await api.sql.rows(
        `SELECT pid FROM pg_stat_activity WHERE pid = ANY($1::int[])`,
        [ended.map((connection) => connection.pid)],
      );
      return left.length === 0;
    });
    // What PostgreSQL said last has arrived; an answer shows that the process has had a turn to read it.
    await request(`${api.process.url}/livez`);
    await hold(api, sale, userId);
    expect(api.process.pid).toBe(pid);
    expect((await request(`${api.process.url}/health`)).status).toBe(200);
  });

  it('every database connection killed while requests run: they are answered, and the next ones work', async () => {
    const sale = await openSale(api.sql, { GA: 100 });
    const userId = await addUser(api.sql);
    const reserve = () =>
      api.post<{ code?: string }>('/booking/reserve', {
        userId,
        eventId: sale.eventId,
        tickets: [{ tier: 'GA', quantity: 1 }],
      });
    const inFlight = Array.from({ length: 50 }, reserve);
    await api.sql.rows(KILL_CONNECTIONS);
    for (const { status, body } of await Promise.all(inFlight)) {
      if (status !== 200) expect(body).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    }
    const { status } = await reserve();
    expect(status).toBe(200);
  });
});
