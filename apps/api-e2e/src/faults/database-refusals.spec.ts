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
import pg from 'pg';
import { expectInvariants } from '../invariants/expect-invariants.ts';
import { DatabaseWindow } from '../setup/database-window.ts';
import { until } from '../setup/until.ts';
import { DatabaseAddress } from './database-address.ts';

/** Few, so that a test can take all of them. */
const CONNECTIONS_MAX = 30;

const OURS = `application_name LIKE 'boxoffice%'`;

/** Every kind of problem says when to try again, and nothing about what happened inside. */
function expectUnavailable(answer: Response<unknown>, code: string, detail: RegExp): void {
  expect(answer).toMatchObject({
    status: 503,
    headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
    body: { code, detail: expect.stringMatching(detail), error: { status: 503 } },
  });
  expect(JSON.stringify(answer.body)).not.toMatch(
    /SELECT|INSERT|UPDATE|COMMIT|\.js|Error:|FATAL|too many clients|\b(5[357][0-9P]\d\d|ECONN\w+)\b/,
  );
}

describe('a PostgreSQL that refuses', () => {
  let postgres: ThrowAwayCluster;
  let address: DatabaseAddress;
  let api: RunningApi;
  let sql: DatabaseWindow;

  beforeAll(async () => {
    postgres = await startPostgres({
      settings: {
        max_connections: String(CONNECTIONS_MAX),
        superuser_reserved_connections: '0',
      },
    });
    await migrateDatabase(postgres.url());
    address = await DatabaseAddress.to(postgres.port);
    api = await startApi({
      databaseUrl: address.url(postgres.url()),
      env: { DEMO_IDENTITY: 'on', DEMO_DATA: 'on', LOG_LEVEL: 'fatal' },
    });
    sql = new DatabaseWindow(`${postgres.url()}?options=-c%20synchronous_commit%3Dlocal`);
  });

  afterAll(async () => {
    await api.stop();
    await address.close();
    await sql.close();
    await postgres.stop();
  });

  afterEach(async () => {
    await waitForStandby('');
    await until('it sells again', async () => (await reserve()).status === 200);
    await expectInvariants(sql);
  });

  const post = <Body>(path: string, body: unknown, key: string): Promise<Response<Body>> =>
    request<Body>(`${api.url}/api/v1/booking/${path}`, {
      body,
      headers: { 'idempotency-key': key },
    });
  const reserve = (key: string = randomUUID()) =>
    post<Envelope<ReservationDto>>(
      'reserve',
      { userId: 1, tickets: [{ tier: 'GA', quantity: 1 }] },
      key,
    );
  const hold = async (): Promise<{ bookingId: string; ticketIds: string[] }> => {
    const { data } = (await reserve()).body;
    return {
      bookingId: data.bookingId,
      ticketIds: data.reservedTickets.map(({ id }) => id),
    };
  };
  const confirm = (ticketIds: string[], key: string = randomUUID()) =>
    post('confirm', { userId: 1, ticketIds }, key);

  const count = async (what: string, parameters: unknown[] = []): Promise<number> =>
    (await sql.row<{ count: number }>(`SELECT count(*)::integer FROM ${what}`, parameters)).count;
  const keptAnswers = (key: string): Promise<number> =>
    count('idempotency_keys WHERE key = $1', [key]);

  async function waitForStandby(name: string): Promise<void> {
    await sql.execute(`ALTER SYSTEM SET synchronous_standby_names = '${name}'`);
    await sql.execute('SELECT pg_reload_conf()');
    await until('the server has read it', async () => {
      const row = await sql.row<{ name: string }>(
        `SELECT current_setting('synchronous_standby_names') AS name`,
      );
      return row.name === name;
    });
  }

  /** Until the commit has reached the server, which keeps its answer back. */
  const untilCommitting = (): Promise<boolean> =>
    until('the commit has reached the server', async () => {
      const committing = await count(
        `pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name = 'boxoffice'`,
      );
      return committing > 0;
    });

  it('53300, too many connections: nothing was begun, and it goes on when there is room', async () => {
    const others: pg.Client[] = [];
    // The last place is this test's, as soon as it is free.
    for (;;) {
      await sql.rows(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${OURS}`);
      const other = new pg.Client({ connectionString: postgres.url() });
      other.on('error', () => undefined);
      try {
        await other.connect();
        others.push(other);
      } catch (error) {
        expect(error).toMatchObject({ code: '53300' });
        if ((await count(`pg_stat_activity WHERE ${OURS}`)) === 0) break;
      }
    }
    const before = await count('bookings');
    const key = randomUUID();
    expectUnavailable(await reserve(key), 'BUSY', /Nothing was changed/);
    expectUnavailable(
      await request(`${api.url}/api/v1/booking/user/1`),
      'BUSY',
      /Nothing was changed/,
    );
    expect(await keptAnswers(key)).toBe(0);
    for (const other of others) await other.end();
    await until('it sells again', async () => (await reserve(key)).status === 200);
    expect(await count('bookings')).toBe(before + 1);
  });

  it('55P03, a lock that does not come: nothing was changed, and the same key carries it out later', async () => {
    const { bookingId, ticketIds } = await hold();
    const key = randomUUID();
    await sql.transaction(async (client) => {
      await client.query('SELECT 1 FROM bookings WHERE id = $1 FOR UPDATE', [bookingId]);
      expectUnavailable(await confirm(ticketIds, key), 'BUSY', /Nothing was changed/);
    });
    expect((await confirm(ticketIds, key)).status).toBe(200);
    expect(await count('payments WHERE booking_id = $1', [bookingId])).toBe(1);
  });

  it('57P01, ended by an administrator in the middle: unknown, and the same key tells the truth', async () => {
    const { bookingId, ticketIds } = await hold();
    const key = randomUUID();
    await sql.transaction(async (client) => {
      await client.query('SELECT 1 FROM bookings WHERE id = $1 FOR UPDATE', [bookingId]);
      const asked = confirm(ticketIds, key);
      await until('it waits', async () => (await count('pg_locks WHERE NOT granted')) > 0);
      await sql.rows(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${OURS} AND wait_event_type = 'Lock'`,
      );
      expectUnavailable(await asked, 'DATABASE_UNAVAILABLE', /Look whether/);
    });
    expect(await count('payments WHERE booking_id = $1', [bookingId])).toBe(0);
    expect((await confirm(ticketIds, key)).status).toBe(200);
    expect(await count('payments WHERE booking_id = $1', [bookingId])).toBe(1);
  });

  it('57P03, starting up: unavailable, and it sells once it has started', async () => {
    // A server that recovers takes nobody in; so does one whose database takes no connections.
    await postgres.kill9();
    const restarted = postgres.restart();
    const answers: Response<unknown>[] = [];
    await until('it sells again', async () => {
      const answer = await reserve();
      if (answer.status === 200) return true;
      answers.push(answer);
      return false;
    });
    await restarted;
    for (const answer of answers) expectUnavailable(answer, 'DATABASE_UNAVAILABLE', /./);
  });

  /** What PostgreSQL says when the disk fills up, or a standby takes over, while a batch is being written. */
  it.each([
    ['25006', 'a read-only transaction'],
    ['53100', 'a full disk'],
    ['53200', 'a full lock table'],
  ])(
    '%s, %s in the middle of a batch: nothing is written, and the same keys carry it out later',
    async (code) => {
      const { bookingId, ticketIds } = await hold();
      const keys = Array.from({ length: 8 }, () => randomUUID());
      const payingKey = randomUUID();
      const before = await count('bookings');
      // By statement, after the rows of the whole batch have been written.
      await sql.execute(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'could not extend file "base/1/2"' USING ERRCODE = '${code}'; END $$`);
      const tables = ['bookings', 'payments'];
      for (const table of tables) {
        await sql.execute(
          `CREATE TRIGGER refuse AFTER INSERT ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse()`,
        );
      }
      try {
        const answers = await Promise.all([...keys.map(reserve), confirm(ticketIds, payingKey)]);
        for (const answer of answers) expectUnavailable(answer, 'DATABASE_UNAVAILABLE', /./);
        expect(await count('bookings')).toBe(before);
        expect(await count('payments WHERE booking_id = $1', [bookingId])).toBe(0);
        for (const key of [...keys, payingKey]) expect(await keptAnswers(key)).toBe(0);
      } finally {
        for (const table of tables) await sql.execute(`DROP TRIGGER refuse ON ${table}`);
        await sql.execute('DROP FUNCTION refuse()');
      }
      const later = async (ask: () => Promise<Response<unknown>>): Promise<void> => {
        await until('it sells again', async () => (await ask()).status === 200);
      };
      for (const key of keys) await later(() => reserve(key));
      await later(() => confirm(ticketIds, payingKey));
      expect(await count('bookings')).toBe(before + keys.length);
      expect(await count('payments WHERE booking_id = $1', [bookingId])).toBe(1);
    },
  );

  it.each(['reserve', 'confirm'] as const)(
    'a connection that is reset in the COMMIT of a %s: unknown, and the same key tells what was done',
    async (route) => {
      const { bookingId, ticketIds } = await hold();
      const key = randomUUID();
      const ask = () => (route === 'reserve' ? reserve(key) : confirm(ticketIds, key));
      const before = await count('bookings');
      await waitForStandby('nobody');
      const asked = ask();
      await untilCommitting();
      address.cutAll();
      expectUnavailable(await asked, 'DATABASE_UNAVAILABLE', /Look whether/);
      // Not known yet, to anybody: the first request is still committing. A connection that was cut, too, may be found
      // out only by the next request.
      const busy = await until('a request meets the first one', async () => {
        const answer = await ask();
        return (answer.body as { code?: string }).code === 'BUSY' ? answer : undefined;
      });
      expectUnavailable(busy, 'BUSY', /Nothing was changed by this request/);

      await waitForStandby('');
      const replay = await until('the first request has ended', async () => {
        const answer = await ask();
        return answer.status === 200 ? answer : undefined;
      });
      expect(replay.headers['idempotency-replayed']).toBe('true');
      expect(await count('bookings')).toBe(before + (route === 'reserve' ? 1 : 0));
      expect(await count('payments WHERE booking_id = $1', [bookingId])).toBe(
        route === 'confirm' ? 1 : 0,
      );
    },
  );
});

describe('a PostgreSQL with a small lock table', () => {
  it('is warned about at start, in one sentence', async () => {
    const postgres = await startPostgres({
      settings: { max_connections: String(CONNECTIONS_MAX), max_locks_per_transaction: '10' },
    });
    await migrateDatabase(postgres.url());
    const api = await startApi({ databaseUrl: postgres.url(), env: { LOG_LEVEL: 'warn' } });
    try {
      const lines = api
        .log()
        .split('\n')
        .filter((line) => line.includes('max_locks'));
      expect(lines).toEqual([expect.stringContaining('room for 300 locks')]);
    } finally {
      await api.stop();
      await postgres.stop();
    }
  });
});
