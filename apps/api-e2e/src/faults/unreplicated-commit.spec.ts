import { randomUUID } from 'node:crypto';
import type { Envelope, ReservationDto } from '@boxoffice/contracts';
import {
  migrateDatabase,
  request,
  startApi,
  startPostgres,
  type Response,
  type RunningApi,
  type ThrowAwayCluster,
} from '@boxoffice/testing';
import { expectInvariants } from '../invariants/expect-invariants.ts';
import { DatabaseWindow } from '../setup/database-window.ts';
import { until } from '../setup/until.ts';

const UNKNOWN = {
  status: 503,
  headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
  body: {
    code: 'DATABASE_UNAVAILABLE',
    detail: expect.stringMatching(/Look whether the request took effect/),
  },
};

/**
 * PostgreSQL answers such a commit with success and a warning: it is done here, and lost if this server is. So it
 * is no success for whoever asked.
 */
describe('a commit whose wait for a synchronous standby was ended', () => {
  let primary: ThrowAwayCluster;
  let api: RunningApi;
  let sql: DatabaseWindow;

  beforeAll(async () => {
    primary = await startPostgres();
    await migrateDatabase(primary.url());
    api = await startApi({
      databaseUrl: primary.url(),
      env: { DEMO_IDENTITY: 'on', DEMO_DATA: 'on' },
    });
    sql = new DatabaseWindow(`${primary.url()}?options=-c%20synchronous_commit%3Dlocal`);
  });

  afterEach(() => waitForStandby(''));

  afterAll(async () => {
    await api.stop();
    await sql.close();
    await primary.stop();
  });

  /** @param name of the standby that every commit waits for; none where it is empty */
  async function waitForStandby(name: string): Promise<void> {
    await sql.execute(`ALTER SYSTEM SET synchronous_standby_names = '${name}'`);
    await sql.execute('SELECT pg_reload_conf()');
    await until('the server has read it', async () => {
      const [row] = await sql.rows<{ name: string }>(
        `SELECT current_setting('synchronous_standby_names') AS name`,
      );
      return row?.name === name;
    });
  }

  const post = <Body>(path: string, body: unknown, key?: string): Promise<Response<Body>> =>
    request<Body>(`${api.url}/api/v1/booking/${path}`, {
      body,
      ...(key !== undefined && { headers: { 'idempotency-key': key } }),
    });
  const reserve = (key?: string) =>
    post<Envelope<ReservationDto>>(
      'reserve',
      { userId: 1, tickets: [{ tier: 'GA', quantity: 1 }] },
      key,
    );

  /** Ends each such wait of the API's as it comes, until the request is answered. */
  async function whileWaitsAreEnded<T>(
    end: 'pg_cancel_backend' | 'pg_terminate_backend',
    asked: Promise<T>,
  ): Promise<{ answer: T; ended: number }> {
    let answer: T | undefined;
    let ended = 0;
    void asked.then((come) => (answer = come));
    await until('the request is answered', async () => {
      const rows = await sql.rows<object>(
        `SELECT ${end}(pid) FROM pg_stat_activity
         WHERE wait_event = 'SyncRep' AND application_name = 'boxoffice'`,
      );
      ended += rows.length;
      return answer;
    });
    return { answer: await asked, ended };
  }

  const bookings = async (): Promise<number> =>
    (await sql.row<{ count: number }>('SELECT count(*)::integer FROM bookings')).count;

  it.each(['pg_cancel_backend', 'pg_terminate_backend'] as const)(
    'is answered as one whose outcome is not known, whoever asked for it (%s)',
    async (end) => {
      const { body: hold } = await reserve();
      const ticketIds = hold.data.reservedTickets.map(({ id }) => id);
      const before = await bookings();
      await waitForStandby('nobody');
      const reserved = await whileWaitsAreEnded(end, reserve());
      expect(reserved.answer).toMatchObject(UNKNOWN);
      expect(reserved.ended).toBeGreaterThan(0);
      const paid = await whileWaitsAreEnded(end, post('confirm', { userId: 1, ticketIds }));
      expect(paid.answer).toMatchObject(UNKNOWN);
      // Without a transaction of ours around it, and through the routes that carry out one request each.
      const created = await whileWaitsAreEnded(
        end,
        request(`${api.url}/api/v1/users`, { body: { name: 'Edith' } }),
      );
      expect(created.answer).toMatchObject(UNKNOWN);

      // All of it was done all the same.
      await waitForStandby('');
      expect(await bookings()).toBe(before + 1);
      expect((await reserve()).status).toBe(200);
      await expectInvariants(sql);
    },
  );

  it('is told as a success by its key only once a standby has it', async () => {
    const key = randomUUID();
    await waitForStandby('nobody');
    const first = await whileWaitsAreEnded('pg_cancel_backend', reserve(key));
    expect(first.answer).toMatchObject(UNKNOWN);
    const again = await whileWaitsAreEnded('pg_cancel_backend', reserve(key));
    expect(again.answer).toMatchObject(UNKNOWN);
    await waitForStandby('');
    const before = await bookings();
    expect(await reserve(key)).toMatchObject({
      status: 200,
      headers: { 'idempotency-replayed': 'true' },
    });
    expect(await bookings()).toBe(before);
  });
});
