import type { HealthDto } from '@boxoffice/contracts';
import {
  migrateDatabase,
  request,
  startApi,
  startPostgres,
  type RunningApi,
  type ThrowAwayCluster,
} from '@boxoffice/testing';
import { expectInvariants } from '../invariants/expect-invariants.ts';
import { ageEveryHold, untilNoHoldIsLeft } from '../setup/age-holds.ts';
import { DatabaseWindow } from '../setup/database-window.ts';
import { until } from '../setup/until.ts';
import { Buyers, expectHoldsKept, expectPaymentsKept } from './buyers.ts';

/** How many bookings came and were paid for in one transaction, whose time they share. */
async function largestBatches(
  sql: DatabaseWindow,
): Promise<{ reserved: number; confirmed: number }> {
  return sql.row<{ reserved: number; confirmed: number }>(
    `SELECT
       (SELECT max(count)::integer FROM
         (SELECT count(*) FROM bookings GROUP BY created_at) AS batch) AS reserved,
       (SELECT max(count)::integer FROM
         (SELECT count(*) FROM bookings WHERE confirmed_at IS NOT NULL GROUP BY confirmed_at)
         AS batch) AS confirmed`,
  );
}

describe('a PostgreSQL that is killed', () => {
  let postgres: ThrowAwayCluster;
  let api: RunningApi;
  let sql: DatabaseWindow;

  beforeAll(async () => {
    postgres = await startPostgres();
    await migrateDatabase(postgres.url());
    api = await startApi({
      databaseUrl: postgres.url(),
      env: { DEMO_IDENTITY: 'on', DEMO_DATA: 'on', EXPIRY_SWEEP_INTERVAL_MS: '50' },
    });
    sql = new DatabaseWindow(postgres.url());
    await request(`${api.url}/api/v1/tickets/create`, { body: { gaCount: 20_000 } });
  });

  afterAll(async () => {
    await api.stop();
    await sql.close();
    await postgres.stop();
  });

  const health = () => request<HealthDto>(`${api.url}/health`);
  const reserve = () =>
    request(`${api.url}/api/v1/booking/reserve`, {
      body: { userId: 1, tickets: [{ tier: 'GA', quantity: 1 }] },
    });

  it('kill -9 during a load: no ticket has two owners, every answered success is there, every hold ends', async () => {
    const buyers = new Buyers(api.url, 64);
    await until('the buyers are at it', () => buyers.confirmed.length >= 300);
    await postgres.kill9();
    await buyers.gone();

    // While it is away: said so, and the process lives.
    expect(await health()).toMatchObject({ status: 503, body: { status: 'UNAVAILABLE' } });
    expect(await reserve()).toMatchObject({
      status: 503,
      headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
      body: { code: 'DATABASE_UNAVAILABLE', error: { status: 503 } },
    });

    await postgres.restart();
    await until('the API finds the database again', async () => (await health()).status === 200);
    expect((await reserve()).status).toBe(200);
    await expectInvariants(sql);
    await expectHoldsKept(sql, buyers);
    await expectPaymentsKept(sql, buyers);
    const batches = await largestBatches(sql);
    expect(Math.min(batches.reserved, batches.confirmed)).toBeGreaterThan(1);
    await ageEveryHold(sql);
    await untilNoHoldIsLeft(sql);
    await expectInvariants(sql);
    await expectPaymentsKept(sql, buyers);
    // Whoever was in the middle of something was told that the database is away, and no more.
    expect(new Set(buyers.failures)).toEqual(new Set([503]));
  });

  it('/health is 200 before, 503 while the database is down, 200 after', async () => {
    expect(await health()).toMatchObject({ status: 200, body: { status: 'OK', database: 'up' } });
    await postgres.kill9();
    // A server process that the killed one has left may still answer for a moment.
    const down = await until('the API sees that the database is down', async () => {
      const answer = await health();
      return answer.status === 200 ? null : answer;
    });
    expect(down).toMatchObject({
      status: 503,
      body: { status: 'UNAVAILABLE', database: 'down' },
    });
    await postgres.restart();
    const back = await until('the API is healthy again', async () => {
      const answer = await health();
      return answer.status === 200 ? answer : null;
    });
    expect(back.body).toMatchObject({ status: 'OK', database: 'up' });
  });
});
