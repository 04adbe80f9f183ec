import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type {
  ApiIndexDto,
  ConfirmationDto,
  Envelope,
  ReservationDto,
  ReserveLineDto,
} from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import { runToEnd } from '../faults/run-to-end.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale, type Sale } from '../setup/open-sale.ts';
import { productionSettings } from '../setup/production.ts';
import { useApi } from '../setup/use-api.ts';

const SECURITY = fileURLToPath(new URL('../../../../docs/security.md', import.meta.url));

const TWO_VIP = [{ tier: 'VIP', quantity: 2 }];

/** Settings that production does not start with, and what it says then. */
const REFUSED_AT_START: Record<string, { settings: Record<string, string>; says: RegExp }> = {
  'the demo identity': { settings: { DEMO_IDENTITY: 'on' }, says: /^DEMO_IDENTITY=on is refused/ },
  'the demo data': { settings: { DEMO_DATA: 'on' }, says: /^DEMO_DATA=on is refused/ },
  'keys that stand in the source': {
    settings: { TOKEN_KEYS: '', SECRET_KEYS: '' },
    says: /^Set TOKEN_KEYS and SECRET_KEYS/,
  },
  'mails that are kept instead of sent': {
    settings: { MAIL_TRANSPORT: 'keep', SMTP_URL: '' },
    says: /^MAIL_TRANSPORT=keep is refused/,
  },
  'the simulated payment provider': {
    settings: { PAYMENT_PROVIDERS: 'offline,simulated' },
    says: /^PAYMENT_PROVIDERS with simulated is refused/,
  },
  'no payment provider': {
    settings: { PAYMENT_PROVIDERS: '' },
    says: /^PAYMENT_PROVIDERS must be set/,
  },
  'the demo’s sender': { settings: { MAIL_FROM: '' }, says: /^MAIL_FROM must be set/ },
  'links without TLS': {
    settings: { PUBLIC_URL: 'http://tickets.example' },
    says: /^PUBLIC_URL must begin with https/,
  },
  'webhooks to private addresses': {
    settings: { WEBHOOKS_ALLOW_PRIVATE: 'on' },
    says: /^WEBHOOKS_ALLOW_PRIVATE=on is refused/,
  },
};

describe('production', () => {
  const settings = productionSettings();
  const api = useApi(settings);

  /** What a running production refuses, each with the test below. */
  const REFUSED_WHEN_ASKED: Record<string, () => Promise<void>> = {
    'requests that only name a user': async () => {
      const sale = await openSale(api.sql, { VIP: 1 });
      const body = { userId: 1, eventId: sale.eventId, tickets: [{ tier: 'VIP', quantity: 1 }] };
      expectProblem(await api.post('/booking/reserve', body), 401, 'UNAUTHENTICATED');
      const { body: index } = await api.get<{ demoIdentity: boolean }>('');
      expect(index.demoIdentity).toBe(false);
    },
    'the demo users’ password': async () => {
      const { body } = await api.get<{ demoUsers: unknown[] }>('');
      expect(body.demoUsers).toEqual([]);
      const signIn = { email: 'admin@boxoffice.example', password: 'midnight orchestra at pier 4' };
      expectProblem(await api.post('/auth/sign-in', signIn), 401, 'INVALID_CREDENTIALS');
    },
    'the page of mails': async () => {
      for (const path of ['/dev/mail', '/dev/mail/messages', '/dev/mail/1', '/dev/mail/1/html']) {
        expectProblem(await request(`${api.process.url}${path}`), 404, 'ROUTE_NOT_FOUND');
      }
    },
    'a payment that is simulated': async () => {
      const { guest, ticketIds } = await holdAsGuest(await openSale(api.sql, { VIP: 2 }), TWO_VIP);
      for (const paymentSimulation of ['success', 'fail']) {
        await expectNoChange(api.sql, async () => {
          const refused = await api.post(
            '/booking/confirm',
            { ticketIds, paymentSimulation },
            guest,
          );
          expectProblem(refused, 409, 'PAYMENTS_NOT_CONFIGURED');
        });
      }
    },
    'a payment that nobody takes': async () => {
      const { guest, ticketIds } = await holdAsGuest(await openSale(api.sql, { VIP: 2 }), TWO_VIP);
      await expectNoChange(api.sql, async () => {
        for (const some of [ticketIds, ticketIds.slice(0, 1)]) {
          const refused = await api.post('/booking/confirm', { ticketIds: some }, guest);
          expectProblem(refused, 409, 'PAYMENTS_NOT_CONFIGURED');
        }
      });
      expect((await api.get<ApiIndexDto>('')).body.paymentProviders).toEqual(['stripe', 'offline']);
    },
  };

  async function holdAsGuest(sale: Sale, tickets: ReserveLineDto[]) {
    const { body: session } = await api.post<Envelope<{ accessToken: string }>>('/auth/guest', {
      name: 'A Guest',
      email: 'guest@guests.example',
    });
    const guest = { headers: { authorization: `Bearer ${session.data.accessToken}` } };
    const { status, body } = await api.post<Envelope<ReservationDto>>(
      '/booking/reserve',
      { eventId: sale.eventId, tickets },
      guest,
    );
    expect({ status, body }).toMatchObject({ status: 200 });
    return { guest, ticketIds: body.data.reservedTickets.map(({ id }) => id) };
  }

  it.each(Object.keys(REFUSED_AT_START))('does not start with %s', async (name) => {
    const { settings: wrong, says } = REFUSED_AT_START[name] ?? { settings: {}, says: /^$/ };
    const { code, stderr } = await runToEnd({
      DATABASE_URL: api.databaseUrl,
      PORT: '0',
      ...settings,
      ...wrong,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^[^\n]+\.\n$/);
  });

  it.each(Object.keys(REFUSED_WHEN_ASKED))('refuses %s', async (name) => {
    await REFUSED_WHEN_ASKED[name]?.();
  });

  it('confirms what is free, also where it was held beside what is not', async () => {
    const sale = await openSale(api.sql, { VIP: 1, GA: 2 });
    await api.sql.execute(`UPDATE tiers SET price_minor = 0 WHERE event_id = $1 AND name = 'GA'`, [
      sale.eventId,
    ]);
    const { guest, ticketIds } = await holdAsGuest(sale, [
      { tier: 'VIP', quantity: 1 },
      { tier: 'GA', quantity: 2 },
    ]);
    const [vip, ...free] = ticketIds;
    expect(sale.tickets.VIP).toEqual([vip]);
    const { status, body } = await api.post<Envelope<ConfirmationDto>>(
      '/booking/confirm',
      { ticketIds: free },
      guest,
    );
    expect({ status, success: body.success }).toEqual({ status: 200, success: true });
    expect(
      await api.sql.rows('SELECT provider, amount_minor::integer AS amount FROM payments'),
    ).toEqual([{ provider: 'none', amount: 0 }]);
  });

  it('lists all of it in docs/security.md', () => {
    const [, section = ''] =
      /## For demonstration only\n([\s\S]*?)\n## /.exec(readFileSync(SECURITY, 'utf8')) ?? [];
    const listed = [...section.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, what]) => what);
    expect(listed.slice(2)).toEqual([
      ...Object.keys(REFUSED_AT_START),
      ...Object.keys(REFUSED_WHEN_ASKED),
    ]);
  });
});
