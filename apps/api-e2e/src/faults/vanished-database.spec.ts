import type { Envelope, ReadinessDto, ReservationDto } from '@boxoffice/contracts';
import {
  migrateDatabase,
  request,
  startApi,
  startMailServer,
  startPostgres,
  type MailServer,
  type Response,
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

/** More than the pool has connections, twice. */
const REQUESTS = 24;

/** Before this, in milliseconds, a statement would have been given up at all: what is noticed is noticed earlier. */
const QUERY_TIMEOUT_MS = 35_000;

/**
 * What nobody tells a client of: a primary whose host has no power, or a firewall that has forgotten the
 * connections. Nothing is closed, and what is sent stays unanswered.
 */
describe('a database that vanishes without closing its connections', () => {
  let mailServer: MailServer;
  let postgres: ThrowAwayCluster;
  let address: DatabaseAddress;
  let api: RunningApi;
  let sql: DatabaseWindow;

  beforeAll(async () => {
    mailServer = await startMailServer();
    postgres = await startPostgres();
    await migrateDatabase(postgres.url());
    address = await DatabaseAddress.to(postgres.port);
    api = await startApi({
      databaseUrl: address.url(postgres.url()),
      env: {
        DEMO_IDENTITY: 'on',
        DEMO_DATA: 'on',
        MAIL_TRANSPORT: 'smtp',
        SMTP_URL: mailServer.url,
        MAIL_FROM: 'Boxoffice <tickets@tickets.example>',
      },
    });
    sql = new DatabaseWindow(postgres.url());
    await request(`${api.url}/api/v1/tickets/create`, { body: { gaCount: 20_000 } });
  });

  afterAll(async () => {
    await api.stop();
    await address.close();
    await sql.close();
    await postgres.stop();
    await mailServer.stop();
  });

  const ready = () => request<ReadinessDto>(`${api.url}/readyz`);
  const reserve = (userId = '1', tier = 'GA') =>
    request<Envelope<ReservationDto>>(`${api.url}/api/v1/booking/reserve`, {
      body: { userId, tickets: [{ tier, quantity: 1 }] },
    });

  /** Reservations and readings at once, more than there are connections. */
  async function askMuch(): Promise<{ answers: Response<unknown>[]; longestMs: number }> {
    const begun = performance.now();
    let longestMs = 0;
    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, async (_, index) => {
        const answer = await (index % 3 === 0
          ? reserve()
          : request(`${api.url}/api/v1/booking/user/${String(1 + (index % 3))}`));
        longestMs = Math.max(longestMs, performance.now() - begun);
        return answer;
      }),
    );
    return { answers, longestMs };
  }

  async function expectJobsGoOn(): Promise<void> {
    const buyer = await addBuyer(sql);
    const { body } = await reserve(buyer.id, 'Front Row');
    const ticketIds = body.data.reservedTickets.map(({ id }) => id);
    await request(`${api.url}/api/v1/booking/confirm`, { body: { userId: buyer.id, ticketIds } });
    await until('a job sends the mail', () =>
      mailServer.mails.some(({ recipients }) => recipients.includes(buyer.address)),
    );
    await ageEveryHold(sql);
    await untilNoHoldIsLeft(sql);
  }

  it.each(['for as long as requests wait', 'and is back at once, without the connections'])(
    '%s: all are answered 503, and it sells again within seconds',
    async (long) => {
      const buyers = new PatientBuyers(api.url, BUYERS);
      await until('the buyers are at it', () => buyers.confirmed.length >= 100);
      address.vanish();
      if (long.startsWith('for')) {
        const { answers, longestMs } = await askMuch();
        for (const answer of answers) {
          expect(answer).toMatchObject({
            status: 503,
            headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
          });
          expect(JSON.stringify(answer.body)).not.toMatch(/SELECT|INSERT|\.js|Error/);
        }
        process.stdout.write(`All answered after ${longestMs.toFixed(0)} ms.\n`);
        expect(longestMs).toBeLessThan(QUERY_TIMEOUT_MS);
        expect((await ready()).body).toEqual({ status: 'UNAVAILABLE', reason: 'database down' });
        expect((await request(`${api.url}/livez`)).status).toBe(200);
      }

      address.comeBack();
      buyers.expectAnew();
      const afterMs = await until('the first reservation succeeds', () => buyers.reservedAfterMs);
      process.stdout.write(`Selling again ${afterMs.toFixed(0)} ms after it came back.\n`);
      expect(afterMs).toBeLessThan(QUERY_TIMEOUT_MS / 2);
      await until('the API is ready again', async () => (await ready()).status === 200);
      const before = buyers.confirmed.length;
      await until('the buyers go on', () => buyers.confirmed.length > before + BUYERS);
      await buyers.stop();
      expect([...buyers.refusals]).toEqual(['503, try again']);

      await expectHoldsKept(sql, buyers);
      await expectPaymentsKept(sql, buyers);
      await expectJobsGoOn();
      await expectInvariants(sql);
    },
  );
});
