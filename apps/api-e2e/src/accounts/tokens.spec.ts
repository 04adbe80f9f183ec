import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { request } from '@boxoffice/testing';
import { hold } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { useApi, useSharedApi } from '../setup/use-api.ts';
import { makeMember } from '../organisers/organisations.ts';
import { newcomer, signIn, type SignedIn } from './people.ts';

const encode = (value: object | Buffer): string =>
  (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url');

function newKey(kid: string): { kid: string; privateKey: KeyObject; jwk: object } {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { kid, privateKey, jwk: { ...privateKey.export({ format: 'jwk' }), kid } };
}

const key = newKey('today');
const API_KEYS = JSON.stringify({ keys: [key.jwk] });

/** A token that says the same as ours, but for what a test changes. */
function forge(
  claims: object = {},
  header: object = {},
  signature: (content: Buffer) => Buffer = (content) => sign(null, content, key.privateKey),
): string {
  const now = Math.floor(Date.now() / 1000);
  const content = [
    encode({ alg: 'EdDSA', kid: key.kid, typ: 'at+jwt', ...header }),
    encode({
      sub: '3',
      role: 'admin',
      sid: '1',
      iss: 'urn:boxoffice',
      aud: 'urn:boxoffice:api',
      iat: now,
      exp: now + 60,
      ...claims,
    }),
  ].join('.');
  return `${content}.${encode(signature(Buffer.from(content)))}`;
}

describe('a token', () => {
  // The demo identity is on: a request with a token must be judged by it all the same.
  const api = useApi({ TOKEN_KEYS: API_KEYS });

  // Where a token is believed by its signature: elsewhere, its session is asked for too.
  const profile = (authorization: string) => api.get('/users/3', { headers: { authorization } });

  it('that is forged here with the right key is taken, so that the refusals below mean something', async () => {
    expect((await profile(`Bearer ${forge()}`)).status).toBe(200);
    expect((await profile(`bearer  ${forge()}`)).status).toBe(200);
  });

  it.each<[string, () => string]>([
    ['has ended', () => forge({ exp: Math.floor(Date.now() / 1000) - 1 })],
    ['never ends', () => forge({ exp: undefined })],
    [
      'is signed with another key',
      () => forge({}, {}, (content) => sign(null, content, newKey('today').privateKey)),
    ],
    ['names a key that there is not', () => forge({}, { kid: 'other' })],
    ['is not signed (alg none)', () => forge({}, { alg: 'none' }, () => Buffer.alloc(0))],
    ['says that it is not signed, in other letters', () => forge({}, { alg: 'NonE' })],
    [
      'is signed with the public key as a shared secret',
      () =>
        forge({}, { alg: 'HS256' }, (content) =>
          createHmac('sha256', JSON.stringify(key.jwk)).update(content).digest(),
        ),
    ],
    [
      'brings its own key',
      () => {
        const own = newKey('today');
        return forge({}, { jwk: own.jwk }, (content) => sign(null, content, own.privateKey));
      },
    ],
    ['is no access token', () => forge({}, { typ: 'JWT' })],
    ['is of another issuer', () => forge({ iss: 'urn:elsewhere' })],
    ['is for somebody else', () => forge({ aud: 'urn:elsewhere' })],
    ['has a role that there is not', () => forge({ role: 'superuser' })],
    ['is of no id', () => forge({ sub: "1' OR '1'='1" })],
    ['has lost its signature', () => forge().replace(/[^.]+$/, '')],
    ['is no token', () => 'x'],
  ])('that %s: 401, and the demo identity does not step in', async (_, token) => {
    expectProblem(await profile(`Bearer ${token()}`), 401, 'UNAUTHENTICATED');
  });

  it('decides alone: whom the body names counts for nothing', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const headers = { authorization: `Bearer ${forge({ sub: '1', role: 'customer' })}` };
    const body = { userId: 2, eventId: sale.eventId, tickets: [{ tier: 'GA', quantity: 1 }] };
    expectProblem(await api.post('/booking/reserve', body, { headers }), 403, 'FORBIDDEN');
    const own = await api.post<{ data: { reservedTickets: { userId: string }[] } }>(
      '/booking/reserve',
      { ...body, userId: undefined },
      { headers },
    );
    expect(own.body.data.reservedTickets[0]?.userId).toBe('1');
  });

  it('of another user finds nobody’s bookings but their own', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const { bookingId, ticketIds } = await hold(api, sale, '1');
    const headers = { authorization: `Bearer ${forge({ sub: '2', role: 'customer' })}` };
    const found = await api.get(`/booking/${bookingId}`, { headers });
    expectProblem(found, 404, 'BOOKING_NOT_FOUND');
    for (const verb of ['cancel', 'extend']) {
      const changed = await api.post(`/booking/${bookingId}/${verb}`, {}, { headers });
      expectProblem(changed, 404, 'BOOKING_NOT_FOUND');
    }
    const paid = await api.post('/booking/confirm', { ticketIds }, { headers });
    expectProblem(paid, 403, 'TICKETS_OF_ANOTHER_USER');
    expectProblem(await api.get('/booking/user/1', { headers }), 403, 'FORBIDDEN');
    expectProblem(await api.get('/users/1', { headers }), 403, 'FORBIDDEN');
  });

  it('can be verified by whoever asks for the public keys, which tell nothing private', async () => {
    const { status, body } = await request<{ keys: object[] }>(
      `${api.process.url}/.well-known/jwks.json`,
    );
    expect(status).toBe(200);
    expect(body.keys).toEqual([
      { kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', kid: 'today', x: expect.any(String) },
    ]);
  });

  it('works in every process that has the key, and goes on working when the key is changed', async () => {
    const { headers } = await newcomer(api);
    const next = newKey('tomorrow');
    const [same, changed, later] = await Promise.all([
      api.startAnother(),
      api.startAnother({ TOKEN_KEYS: JSON.stringify({ keys: [next.jwk, key.jwk] }) }),
      api.startAnother({ TOKEN_KEYS: JSON.stringify({ keys: [next.jwk] }) }),
    ]);
    const ask = ({ url }: { url: string }) => request(`${url}/api/v1/account`, { headers });
    expect((await ask(same)).status).toBe(200);
    expect((await ask(changed)).status).toBe(200);
    expectProblem(await ask(later), 401, 'UNAUTHENTICATED');
    await Promise.all([same.stop(), changed.stop(), later.stop()]);
  });
});

describe('who may do what, by a token', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  it('is what the role says', async () => {
    const create = ({ headers }: SignedIn) =>
      api.post('/tickets/create', { gaCount: 1 }, { headers });
    const users = ({ headers }: SignedIn) => api.get('/users', { headers });
    const [customer, door, organiser, admin] = [
      await newcomer(api),
      await newcomer(api, 'door_staff'),
      await newcomer(api, 'organiser'),
      await newcomer(api, 'admin'),
    ];
    const found = ({ headers }: SignedIn) => api.post('/organisers', {}, { headers });
    for (const person of [customer, door]) {
      expectProblem(await found(person), 403, 'FORBIDDEN');
      expectProblem(await users(person), 403, 'FORBIDDEN');
    }
    expectProblem(await found(organiser), 422, 'VALIDATION_FAILED');
    expectProblem(await users(organiser), 403, 'FORBIDDEN');
    expectProblem(await found(admin), 422, 'VALIDATION_FAILED');
    expect((await create(admin)).status).toBe(201);
    expect((await users(admin)).status).toBe(200);
  });

  it('puts tickets of an event on sale by the membership, and not by the role', async () => {
    const create = ({ headers }: SignedIn) =>
      api.post('/tickets/create', { gaCount: 1 }, { headers });
    for (const role of ['customer', 'door_staff', 'organiser'] as const) {
      const person = await newcomer(api, role);
      expectProblem(await create(person), 404, 'EVENT_NOT_FOUND');
      for (const low of ['door', 'box_office'] as const) {
        await makeMember(api, person, low);
        expectProblem(await create(person), 403, 'FORBIDDEN');
      }
      for (const high of ['manager', 'owner'] as const) {
        await makeMember(api, person, high);
        expect((await create(person)).status).toBe(201);
      }
    }
  });

  it('lets an admin act for somebody else', async () => {
    const [customer, admin] = [await newcomer(api), await newcomer(api, 'admin')];
    const body = { userId: customer.id, tickets: [{ tier: 'GA', quantity: 1 }] };
    const held = await api.post('/booking/reserve', body, { headers: admin.headers });
    expect(held.status).toBe(200);
    const own = await api.get(`/booking/user/${customer.id}`, { headers: customer.headers });
    expect(own.body).toMatchObject({ data: { bookings: [{ status: 'pending' }] } });
  });

  it('of somebody who was disabled is asked of the database where it can do harm', async () => {
    const admin = await newcomer(api, 'admin');
    await api.sql.execute('UPDATE users SET disabled_at = now() WHERE id = $1', [admin.id]);
    const { headers } = admin;
    expectProblem(await api.get('/admin/users', { headers }), 401, 'UNAUTHENTICATED');
    expectProblem(await api.get('/account', { headers }), 401, 'UNAUTHENTICATED');
    expectProblem(await api.get('/users', { headers }), 401, 'UNAUTHENTICATED');
    const add = await api.post('/users', { name: 'Ada' }, { headers });
    expectProblem(add, 401, 'UNAUTHENTICATED');
    const create = await api.post('/tickets/create', { gaCount: 1 }, { headers });
    expectProblem(create, 401, 'UNAUTHENTICATED');
    await api.sql.execute(`UPDATE users SET disabled_at = NULL, role = 'customer' WHERE id = $1`, [
      admin.id,
    ]);
    expectProblem(await api.get('/admin/users', { headers }), 403, 'FORBIDDEN');
    await signIn(api, admin);
  });
});
