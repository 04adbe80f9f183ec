import { setTimeout as delay } from 'node:timers/promises';
import {
  migrateDatabase,
  request,
  startApi,
  startPostgres,
  type RunningApi,
  type ThrowAwayCluster,
} from '@boxoffice/testing';
import pg from 'pg';
import { until } from '../setup/until.ts';
import { LOG_SETTINGS, ServerLog } from './server-log.ts';

/**
 * How long nobody asks anything, in milliseconds. A slow machine asks less in that time and not more, so
 * this measures no speed.
 */
const IDLE_MS = 10_000;

/**
 * Most statements of an idle process in a second: it looks for ended holds and entries to seal once each; every three
 * seconds for changes to compact; every five for events that were cancelled or changed, open payments and webhooks to
 * send; and every ten for jobs of each kind, allotments and balances.
 */
const STATEMENTS_A_SECOND = 4;

/** What is asked less often than once in the time that is looked at: leases, sweeps, the upkeep of jobs. */
const STATEMENTS_NOW_AND_THEN = 8;

const KINDS_OF_JOBS = 8;
const LOOKS_FOR_JOBS = /^\s*WITH next AS .*pgboss\.job/s;

/** Connections that it makes beside those that it has: where its tasks happen to meet, on a slow machine. */
const CONNECTIONS_MORE = 5;

describe('what an API asks of its database', () => {
  let postgres: ThrowAwayCluster;
  let log: ServerLog;
  let api: RunningApi | undefined;

  beforeAll(async () => {
    postgres = await startPostgres({ settings: LOG_SETTINGS });
    log = new ServerLog(postgres);
    await migrateDatabase(postgres.url());
  });

  afterEach(async () => {
    await api?.stop();
    api = undefined;
  });

  afterAll(() => postgres.stop());

  it('is never compiled, on no connection of the migrations, the API or its jobs', async () => {
    api = await startApi({
      databaseUrl: postgres.url(),
      env: { DEMO_DATA: 'on', DEMO_IDENTITY: 'on', JOBS_SUPERVISE_SECONDS: '1' },
    });
    const base = `${api.url}/api/v1`;
    const ask = (path: string, body?: unknown) =>
      request<{ data: Reserved }>(`${base}${path}`, { body });
    const { body } = await ask('/booking/reserve', {
      userId: 1,
      tickets: [{ tier: 'GA', quantity: 3 }],
    });
    const ticketIds = body.data.reservedTickets.map(({ id }) => id);
    expect((await ask('/booking/confirm', { userId: 1, ticketIds })).status).toBe(200);
    for (const path of [
      '/events',
      '/tickets?eventId=1',
      '/booking/user/1',
      '/users',
      '/admin/audit',
    ]) {
      expect((await ask(path)).status).toBe(200);
    }
    await until('the jobs are looked after', () => log.plans(/^boxoffice-jobs/).length > 0);

    const plans = log.plans();
    const withJit = plans.filter((plan) => !/^\s*Settings:.*\bjit = 'off'/m.test(plan));
    expect(withJit).toEqual([]);
    expect(plans.filter((plan) => COMPILED.test(plan))).toEqual([]);
    for (const needed of ['migrations', 'tickets', 'bookings', 'stock_changes', 'audit_entries']) {
      expect(plans.some((plan) => plan.includes(needed))).toBe(true);
    }
  });

  it('would be compiled by a server that can, were it not for the setting', async () => {
    const client = new pg.Client({ connectionString: postgres.url(), application_name: 'control' });
    await client.connect();
    const { rows } = await client.query<{ can: boolean }>('SELECT pg_jit_available() AS can');
    await client.query('SET jit = on');
    await client.query('SET jit_above_cost = 0');
    await client.query('SELECT sum(id) FROM tickets');
    await client.end();
    const plans = await until('the plan is logged', () => {
      const found = log.plans(/^control/).filter((plan) => plan.includes('sum(id) FROM tickets'));
      return found.length > 0 ? found : undefined;
    });
    expect(plans.some((plan) => COMPILED.test(plan))).toBe(rows[0]?.can);
  });

  it('is little while nobody asks it anything, over connections that it has', async () => {
    log.begin();
    api = await startApi({ databaseUrl: postgres.url() });
    // Then whatever a start does is over, also where others keep the machine busy.
    await until(
      'it has looked for jobs of all kinds twice',
      () =>
        log.statements().filter((text) => LOOKS_FOR_JOBS.test(text)).length >= 2 * KINDS_OF_JOBS,
    );
    log.begin();
    const startedAt = performance.now();
    await delay(IDLE_MS);
    const statements = log.statements();
    const seconds = (performance.now() - startedAt) / 1000;
    expect(log.connections().length).toBeLessThanOrEqual(CONNECTIONS_MORE);
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.length).toBeLessThanOrEqual(
      STATEMENTS_A_SECOND * seconds + STATEMENTS_NOW_AND_THEN,
    );
  });
});

/** What PostgreSQL says of a plan that it has compiled. */
const COMPILED = /^\s*JIT:/m;

interface Reserved {
  readonly reservedTickets: { readonly id: string }[];
}
