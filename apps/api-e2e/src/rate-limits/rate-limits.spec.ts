import { generateKeyPairSync } from 'node:crypto';
import { ProblemCode } from '@boxoffice/contracts';
import { request, type Response } from '@boxoffice/testing';
import { newcomer, type SignedIn } from '../accounts/people.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { useApi } from '../setup/use-api.ts';

const LIMITED = {
  RATE_LIMITS: 'on',
  RATE_LIMIT_DEFAULT_ADDRESS: '20/600',
  RATE_LIMIT_RESERVE_ADDRESS: '5/600',
};

/** Asks as if a proxy had passed the request on for somebody. */
function askFor(
  api: ApiUnderTest,
  address: string,
  path = '/events/1',
): Promise<Response<unknown>> {
  return api.get(path, { headers: { 'x-forwarded-for': address } });
}

async function statusesOf(
  count: number,
  ask: () => Promise<Response<unknown>>,
): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  for (let asked = 0; asked < count; asked += 1) {
    const { status } = await ask();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  return statuses;
}

describe('whoever asks too often', () => {
  const api = useApi({ ...LIMITED, TRUSTED_PROXIES: 'loopback' });

  it('is told when to return, and nothing is done', async () => {
    const sale = await openSale(api.sql, { GA: 10 });
    const reserve = (): Promise<Response<unknown>> =>
      api.post(
        '/booking/reserve',
        { userId: '1', eventId: sale.eventId, tickets: [{ tier: 'GA', quantity: 1 }] },
        { headers: { 'idempotency-key': 'too-often' } },
      );
    expect(await statusesOf(5, reserve)).toEqual(new Map([[200, 5]]));
    const refused = await expectNoChange(api.sql, reserve);
    expectProblem(refused, 429, ProblemCode.TooManyRequests);
    const retryAfter = Number(refused.headers['retry-after']);
    expect(retryAfter).toBeGreaterThan(590);
    expect(retryAfter).toBeLessThanOrEqual(600);
    expect(refused.headers['ratelimit-policy']).toBe('"reserve";q=5;w=600');
    expect(refused.headers.ratelimit).toBe(`"reserve";r=0;t=${retryAfter}`);
  });

  it('is counted by the address that a trusted proxy names', async () => {
    expect(await statusesOf(22, () => askFor(api, '192.0.2.1'))).toEqual(
      new Map([
        [200, 20],
        [429, 2],
      ]),
    );
    expect((await askFor(api, '192.0.2.2')).status).toBe(200);
  });

  it('cannot take another address of the same IPv6 network', async () => {
    let host = 0;
    const ask = (): Promise<Response<unknown>> => {
      host += 1;
      return askFor(api, `2001:db8:1:2::${host.toString(16)}`);
    };
    expect((await statusesOf(21, ask)).get(429)).toBe(1);
    expect((await askFor(api, '2001:db8:1:3::1')).status).toBe(200);
  });

  it.each([
    ['another port', (caller: number) => `192.0.2.55:${4_000 + caller}`],
    ['another port of IPv6', (caller: number) => `[2001:db8:5:5::5]:${4_000 + caller}`],
    [
      'another spelling',
      (caller: number) =>
        ['192.0.2.56', '::ffff:192.0.2.56', '::FFFF:c000:238', '192.0.2.56:80'][caller % 4] ?? '',
    ],
    [
      'another port of the proxy before',
      (caller: number) => `192.0.2.57, 127.0.0.1:${4_000 + caller}`,
    ],
  ])('is not somebody else with %s', async (_, addressOf) => {
    let caller = 0;
    const ask = (): Promise<Response<unknown>> => {
      caller += 1;
      return askFor(api, addressOf(caller));
    };
    expect((await statusesOf(21, ask)).get(429)).toBe(1);
  });

  it('is counted as the proxy where that names no address', async () => {
    const proxy = await api.startAnother();
    let caller = 0;
    const statuses = await statusesOf(21, () => {
      caller += 1;
      const address = ['unknown', '_hidden', '0x7f.1', '999.1.1.1', `nobody${caller}`][caller % 5];
      return request(`${proxy.url}/api/v1/events/1`, {
        headers: { 'x-forwarded-for': address ?? '' },
      });
    });
    expect(statuses.get(429)).toBe(1);
    await proxy.stop();
  });

  it('is not counted for what asks for the health', async () => {
    const health = (): Promise<Response<unknown>> => request(`${api.process.url}/health`);
    expect(await statusesOf(40, health)).toEqual(new Map([[200, 40]]));
  });
});

describe('an account that asks too often', () => {
  const { privateKey: key } = generateKeyPairSync('ed25519');
  const api = useApi({
    RATE_LIMITS: 'on',
    RATE_LIMIT_RESERVE_ACCOUNT: '3/600',
    TRUSTED_PROXIES: 'loopback',
    DEMO_IDENTITY: 'off',
    // The demo's keys are believed from this machine only, and the requests come from elsewhere.
    TOKEN_KEYS: JSON.stringify({ keys: [{ kid: 'own', ...key.export({ format: 'jwk' }) }] }),
  });

  it('is told so wherever it asks from, and stands in nobody else’s way', async () => {
    const sale = await openSale(api.sql, { GA: 10 });
    const [eager, patient] = [await newcomer(api), await newcomer(api)];
    let host = 0;
    const reserveAs = ({ headers }: SignedIn): Promise<Response<unknown>> => {
      host += 1;
      return api.post(
        '/booking/reserve',
        { eventId: sale.eventId, tickets: [{ tier: 'GA', quantity: 1 }] },
        { headers: { ...headers, 'x-forwarded-for': `192.0.2.${host}` } },
      );
    };
    expect(await statusesOf(3, () => reserveAs(eager))).toEqual(new Map([[200, 3]]));
    const refused = await expectNoChange(api.sql, () => reserveAs(eager));
    expectProblem(refused, 429, ProblemCode.TooManyRequests);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(590);
    expect((await reserveAs(patient)).status).toBe(200);
  });
});

describe('without a trusted proxy', () => {
  const api = useApi(LIMITED);

  it('nobody changes their address by a header', async () => {
    let caller = 0;
    const ask = (): Promise<Response<unknown>> => {
      caller += 1;
      return askFor(api, `192.0.2.${caller}`);
    };
    expect((await statusesOf(21, ask)).get(429)).toBe(1);
  });

  it('the log says so, once', () => {
    const lines = api.process
      .log()
      .split('\n')
      .filter((line) => line.includes('TRUSTED_PROXIES'));
    expect(lines).toEqual([expect.stringContaining('"peer":"127.0.0.1"')]);
  });
});

describe('where limits are off', () => {
  const api = useApi({ ...LIMITED, RATE_LIMITS: 'off' });

  it('nobody is counted', async () => {
    expect(await statusesOf(40, () => api.get('/events/1'))).toEqual(new Map([[200, 40]]));
  });
});
