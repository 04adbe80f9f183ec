import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HealthDto, ReadinessDto } from '@boxoffice/contracts';
import {
  migrateDatabase,
  request,
  startApi,
  startPostgres,
  type RunningApi,
  type ThrowAwayCluster,
} from '@boxoffice/testing';
import { expectInvariants } from '../invariants/expect-invariants.ts';
import { DatabaseWindow } from '../setup/database-window.ts';
import { until } from '../setup/until.ts';
import { Buyers } from './buyers.ts';

describe('a database that takes no changes, as after a failover', () => {
  let postgres: ThrowAwayCluster;
  let api: RunningApi;
  let sql: DatabaseWindow;

  beforeAll(async () => {
    postgres = await startPostgres();
    await migrateDatabase(postgres.url());
    api = await startApi({
      databaseUrl: postgres.url(),
      env: { DEMO_IDENTITY: 'on', DEMO_DATA: 'on' },
    });
    sql = new DatabaseWindow(postgres.url());
    await request(`${api.url}/api/v1/tickets/create`, { body: { gaCount: 20_000 } });
  });

  afterAll(async () => {
    await api.stop();
    await sql.close();
    await postgres.stop();
  });

  const readOnly = async (setting: 'on' | 'off'): Promise<void> => {
    await sql.execute(`ALTER SYSTEM SET default_transaction_read_only = ${setting}`);
    await sql.execute('SELECT pg_reload_conf()');
  };
  const ready = () => request<ReadinessDto>(`${api.url}/readyz`);
  const reserve = () =>
    request(`${api.url}/api/v1/booking/reserve`, {
      body: { userId: 1, tickets: [{ tier: 'GA', quantity: 1 }] },
    });
  const backends = async (): Promise<number[]> => {
    const rows = await sql.rows<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'boxoffice%'`,
    );
    return rows.map(({ pid }) => pid);
  };

  it('answers 503 and never 500, says so, and sells again as soon as it can, over new connections', async () => {
    expect(await ready()).toMatchObject({ status: 200, body: { status: 'OK' } });
    const buyers = new Buyers(api.url, 32);
    await until('the buyers are at it', () => buyers.confirmed.length >= 100);
    const before = await backends();
    await readOnly('on');
    await buyers.gone();
    expect(new Set(buyers.failures)).toEqual(new Set([503]));

    expect(await reserve()).toMatchObject({
      status: 503,
      headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
      body: { code: 'DATABASE_UNAVAILABLE', error: { status: 503 } },
    });
    // A connection that was dropped a moment ago counts as a database that is down, until there is a new one.
    const unready = await until('it says why it is not ready', async () => {
      const answer = await ready();
      return answer.body.reason === 'database read-only' ? answer : undefined;
    });
    expect(unready).toMatchObject({ status: 503, body: { status: 'UNAVAILABLE' } });
    expect(await request<HealthDto>(`${api.url}/health`)).toMatchObject({
      status: 503,
      body: { status: 'UNAVAILABLE', database: 'read-only' },
    });
    expect((await request(`${api.url}/livez`)).status).toBe(200);
    expect((await request(`${api.url}/api/v1/events`)).status).toBe(200);

    await readOnly('off');
    await until('the API is ready again', async () => (await ready()).status === 200);
    expect((await reserve()).status).toBe(200);
    // Whatever was connected to the server that took no changes is connected anew.
    const after = await until('all connections are new', async () => {
      const now = await backends();
      return now.some((pid) => before.includes(pid)) ? undefined : now;
    });
    expect(after.length).toBeGreaterThan(0);
    await expectInvariants(sql);
  });
});

describe('an API whose database is gone', () => {
  let postgres: ThrowAwayCluster;
  let api: RunningApi;
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'boxoffice-web-'));
    await writeFile(join(root, 'index.html'), '<!doctype html><title>The page</title>');
    await writeFile(join(root, 'main-ABCD1234.js'), 'void 0');
    postgres = await startPostgres();
    await migrateDatabase(postgres.url());
    api = await startApi({ databaseUrl: postgres.url(), env: { WEB_ROOT: root } });
    await postgres.kill9();
  });

  afterAll(async () => {
    await api.stop();
    await postgres.stop();
    await rm(root, { recursive: true });
  });

  it('lives, is not ready, and says so', async () => {
    expect(await request(`${api.url}/livez`)).toMatchObject({
      status: 200,
      body: { status: 'OK' },
    });
    const answer = await until('the API sees that the database is down', async () => {
      const now = await request<ReadinessDto>(`${api.url}/readyz`);
      return now.status === 200 ? null : now;
    });
    expect(answer).toMatchObject({
      status: 503,
      body: { status: 'UNAVAILABLE', reason: 'database down' },
    });
  });

  it('serves the pages and their files', async () => {
    const page = await fetch(`${api.url}/events/1`, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('The page')]);
    // Nobody knows whether it is there.
    expect((await fetch(`${api.url}/events/999999`)).status).toBe(200);
    expect((await request(`${api.url}/sitemap.xml`)).status).toBe(503);
    expect((await request(`${api.url}/robots.txt`)).status).toBe(200);
    expect((await fetch(`${api.url}/main-ABCD1234.js`)).status).toBe(200);
    expect((await request(`${api.url}/api/v1/events`)).status).toBe(503);
  });
});
