import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadinessDto } from '@boxoffice/contracts';
import {
  migrateDatabase,
  request,
  startApi,
  startMailServer,
  startPostgres,
  startStandby,
  type MailServer,
  type RunningApi,
  type ThrowAwayCluster,
} from '@boxoffice/testing';
import { expectInvariants } from '../invariants/expect-invariants.ts';
import { addBuyer } from '../mail/buyer-with-address.ts';
import { ageEveryHold, untilNoHoldIsLeft } from '../setup/age-holds.ts';
import { DatabaseWindow } from '../setup/database-window.ts';
import { until } from '../setup/until.ts';
import { expectHoldsKept, expectPaymentsKept } from './buyers.ts';
import { DatabaseAddress } from './database-address.ts';
import { PatientBuyers } from './patient-buyers.ts';

const BUYERS = 16;

/**
 * What a failover by hand is: the primary is gone, a person promotes the standby, and the address of the
 * database leads to it, before or afterwards. The standby is synchronous, so no answered success may be lost.
 */
describe('a failover to a standby', () => {
  let root: string;
  let mailServer: MailServer;
  let primary: ThrowAwayCluster;
  let standby: ThrowAwayCluster;
  let address: DatabaseAddress;
  let api: RunningApi;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'boxoffice-web-'));
    await writeFile(join(root, 'index.html'), '<!doctype html><title>The page</title>');
    mailServer = await startMailServer();
    primary = await startPostgres();
    await migrateDatabase(primary.url());
    standby = await startStandby(primary);
    await makeSynchronous();
    address = await DatabaseAddress.to(primary.port);
    api = await startApi({
      databaseUrl: address.url(primary.url()),
      env: {
        DEMO_IDENTITY: 'on',
        DEMO_DATA: 'on',
        WEB_ROOT: root,
        MAIL_TRANSPORT: 'smtp',
        SMTP_URL: mailServer.url,
        MAIL_FROM: 'Boxoffice <tickets@tickets.example>',
      },
    });
    await request(`${api.url}/api/v1/tickets/create`, { body: { gaCount: 20_000 } });
  });

  afterEach(async () => {
    await api.stop();
    await address.close();
    await standby.stop();
    await primary.stop();
    await mailServer.stop();
    await rm(root, { recursive: true });
  });

  async function makeSynchronous(): Promise<void> {
    const sql = new DatabaseWindow(primary.url());
    await sql.execute(`ALTER SYSTEM SET synchronous_standby_names = 'standby'`);
    await sql.execute('SELECT pg_reload_conf()');
    await until('the standby follows', async () => {
      const [row] = await sql.rows<{ sync_state: string }>(
        'SELECT sync_state FROM pg_stat_replication',
      );
      return row?.sync_state === 'sync';
    });
    await sql.close();
  }

  const ready = () => request<ReadinessDto>(`${api.url}/readyz`);
  const page = () => fetch(`${api.url}/events`, { headers: { accept: 'text/html' } });

  /** Everything that a process does by itself: it must go on without a restart. */
  async function expectEverythingGoesOn(sql: DatabaseWindow): Promise<void> {
    const buyer = await addBuyer(sql);
    const tickets = [{ tier: 'VIP', quantity: 1 }];
    const { body } = await request<{ data: { reservedTickets: { id: string }[] } }>(
      `${api.url}/api/v1/booking/reserve`,
      { body: { userId: buyer.id, tickets } },
    );
    const ticketIds = body.data.reservedTickets.map(({ id }) => id);
    await request(`${api.url}/api/v1/booking/confirm`, { body: { userId: buyer.id, ticketIds } });
    await until('a job sends the mail', () =>
      mailServer.mails.some(({ recipients }) => recipients.includes(buyer.address)),
    );
    await ageEveryHold(sql);
    await untilNoHoldIsLeft(sql);
    await until('the stock ledger is compacted and the audit sealed', async () => {
      const { rest } = await sql.row<{ rest: number }>(
        `SELECT (SELECT count(*) FROM stock_changes)::integer
           + (SELECT count(*) FROM audit_entries)::integer
           - (SELECT count(*) FROM audit_chain)::integer AS rest`,
      );
      return rest === 0;
    });
  }

  it.each<[string, () => Promise<void>, 'before' | 'after']>([
    ['killed, its address leading to the standby before', () => primary.kill9(), 'before'],
    ['shut down, its address leading to the standby after', () => shutDown(), 'after'],
  ])(
    'whose primary is %s the promotion: 503 in between, never 500, nothing lost, and sold again without a restart',
    async (_, end, moved) => {
      const buyers = new PatientBuyers(api.url, BUYERS);
      await until('the buyers are at it', () => buyers.confirmed.length >= 100);
      await end();
      if (moved === 'before') address.leadTo(standby.port);

      const unready = await until('the API is not ready', async () => {
        const answer = await ready();
        return answer.status === 200 ? null : answer;
      });
      expect(unready.status).toBe(503);
      expect((await request(`${api.url}/livez`)).status).toBe(200);
      expect([(await page()).status, await (await page()).text()]).toEqual([
        200,
        expect.stringContaining('The page'),
      ]);
      if (moved === 'before') {
        await until('the API has found the standby', async () => {
          const { body } = await ready();
          return body.status === 'UNAVAILABLE' && body.reason === 'database read-only';
        });
      }

      const sql = new DatabaseWindow(standby.url());
      await sql.execute('SELECT pg_promote(true, 600)');
      address.leadTo(standby.port);
      buyers.expectAnew();
      const afterMs = await until('the first reservation succeeds', () => buyers.reservedAfterMs);
      process.stdout.write(`Selling again ${afterMs.toFixed(0)} ms after the promotion.\n`);
      await until('the API is ready again', async () => (await ready()).status === 200);
      const before = buyers.confirmed.length;
      await until('the buyers go on', () => buyers.confirmed.length > before + BUYERS);
      await buyers.stop();

      expect([...buyers.refusals]).toEqual(['503, try again']);
      await expectHoldsKept(sql, buyers);
      await expectPaymentsKept(sql, buyers);
      await expectEverythingGoesOn(sql);
      await expectInvariants(sql);
      await sql.close();
    },
  );

  /** As systemd does it: whoever is connected is told so (57P01). */
  async function shutDown(): Promise<void> {
    process.kill(primary.pid, 'SIGINT');
    await primary.exited;
  }
});
