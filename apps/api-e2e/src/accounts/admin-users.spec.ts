import type { AdminUserDto, Envelope } from '@boxoffice/contracts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { newcomer, refresh, signIn, type SignedIn } from './people.ts';

describe('users, for admins', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });
  let admin: SignedIn;

  beforeAll(async () => {
    admin = await newcomer(api, 'admin');
  });

  const list = async (query: string): Promise<AdminUserDto[]> => {
    const { headers } = admin;
    return (await api.get<Envelope<AdminUserDto[]>>(`/admin/users${query}`, { headers })).body.data;
  };

  const change = (id: string, what: string, body?: object, by = admin) =>
    api.post<Envelope<AdminUserDto>>(`/admin/users/${id}/${what}`, body, { headers: by.headers });

  it('are found by a part of the name or the address, by id, and by role', async () => {
    const person = await newcomer(api);
    const described: AdminUserDto = {
      id: person.id,
      name: person.name,
      email: person.email,
      role: 'customer',
      emailVerified: true,
      disabled: false,
      createdAt: expect.any(String) as string,
      lastSeenAt: expect.any(String) as string,
    };
    expect(await list(`?search=${person.email.toUpperCase().slice(0, -4)}`)).toEqual([described]);
    expect(await list(`?search=${person.id}`)).toEqual([described]);
    expect((await list('?search=doe')).map(({ name }) => name)).toEqual(['John Doe']);
    const admins = await list('?role=admin');
    expect(new Set(admins.map(({ role }) => role))).toEqual(new Set(['admin']));
  });

  it('are found however the accents of their names are written', async () => {
    const person = await newcomer(api);
    const { headers } = person;
    for (const name of ['Zoe\u0308 Brontë', 'Zoë Bronte\u0308']) {
      const renamed = await api.post('/account/name', { name }, { headers });
      expect(renamed.body).toMatchObject({ data: { name: 'Zoë Brontë' } });
      for (const search of ['zoe\u0308 brontë', 'ZOË BRONTE\u0308']) {
        const found = await list(`?search=${encodeURIComponent(search)}`);
        expect(found.map(({ id }) => id)).toEqual([person.id]);
      }
    }
    // As it was kept before names had a normal form.
    await api.sql.execute('UPDATE users SET name = $1 WHERE id = $2', ['Zoe\u0308', person.id]);
    const found = await list(`?search=${encodeURIComponent('zoë')}`);
    expect(found.map(({ id }) => id)).toEqual([person.id]);
    expectProblem(
      await api.post('/account/name', { name: '\u3164' }, { headers }),
      422,
      'VALIDATION_FAILED',
    );
  });

  it('come page by page', async () => {
    const first = await list('?limit=2');
    expect(first.map(({ id }) => id)).toEqual(['1', '2']);
    expect((await list('?limit=1&after=2')).map(({ id }) => id)).toEqual(['3']);
  });

  it.each(['%', '_', '%25%27', "'; DROP TABLE users; --", '\\'])(
    'are searched for %j as it stands',
    async (search) => {
      expect(await list(`?search=${encodeURIComponent(search)}`)).toEqual([]);
    },
  );

  it.each(['?limit=0', '?limit=1000', '?role=root', '?after=x', `?search=${'x'.repeat(101)}`])(
    'are not listed with %s',
    async (query) => {
      const answer = await api.get(`/admin/users${query}`, { headers: admin.headers });
      expectProblem(answer, 422, 'VALIDATION_FAILED');
    },
  );

  it('are given another role, which holds at once where it matters', async () => {
    const person = await newcomer(api);
    const { status, body } = await change(person.id, 'role', { role: 'admin' });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ id: person.id, role: 'admin' });
    const renewed = await refresh(api, person.cookie);
    const headers = { authorization: `Bearer ${renewed.body.data.accessToken}` };
    expect((await api.get('/admin/users', { headers })).status).toBe(200);
    await change(person.id, 'role', { role: 'customer' });
    expectProblem(await api.get('/admin/users', { headers }), 403, 'FORBIDDEN');
  });

  it('are disabled: signed out at once, and kept out until they are enabled', async () => {
    const person = await newcomer(api);
    const { body } = await change(person.id, 'disable');
    expect(body.data.disabled).toBe(true);
    expectProblem(await refresh(api, person.cookie), 401, 'UNAUTHENTICATED');
    expectProblem(await api.post('/auth/sign-in', person), 403, 'ACCOUNT_DISABLED');
    expect((await change(person.id, 'enable')).body.data.disabled).toBe(false);
    expectProblem(await refresh(api, person.cookie), 401, 'UNAUTHENTICATED');
    await signIn(api, person);
  });

  it('are not oneself: an admin neither demotes nor disables themselves', async () => {
    for (const [what, body] of [
      ['role', { role: 'customer' }],
      ['disable', {}],
      ['enable', {}],
    ] as const) {
      expectProblem(await change(admin.id, what, body), 409, 'OWN_ACCOUNT');
    }
  });

  it('always have an admin among them, also when two demote each other at once', async () => {
    const [one, other] = [await newcomer(api, 'admin'), await newcomer(api, 'admin')];
    const answers = await Promise.all([
      change(one.id, 'role', { role: 'customer' }, other),
      change(other.id, 'role', { role: 'customer' }, one),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it.each([
    ['a role that there is not', { role: 'root' }],
    ['the role of guests', { role: 'guest' }],
    ['no role', {}],
    ['a list of roles', { role: ['admin'] }],
  ])('are not given %s', async (_, body) => {
    expectProblem(await change('2', 'role', body), 422, 'VALIDATION_FAILED');
  });

  it('who are not there: 404', async () => {
    expectProblem(await change('999', 'role', { role: 'admin' }), 404, 'USER_NOT_FOUND');
    expectProblem(await change('999', 'disable'), 404, 'USER_NOT_FOUND');
    expectProblem(await change('abc', 'disable'), 400, 'INVALID_ID');
  });

  it('are nobody else’s business', async () => {
    for (const role of ['customer', 'door_staff', 'organiser'] as const) {
      const person = await newcomer(api, role);
      const { headers } = person;
      expectProblem(await api.get('/admin/users', { headers }), 403, 'FORBIDDEN');
      const promoted = await change(person.id, 'role', { role: 'admin' }, person);
      expectProblem(promoted, 403, 'FORBIDDEN');
      const enabled = await change('1', 'disable', undefined, person);
      expectProblem(enabled, 403, 'FORBIDDEN');
    }
  });

  it('are changed once by a request that is sent twice with a key', async () => {
    const person = await newcomer(api);
    const { authorization } = admin.headers;
    const headers = { authorization, 'idempotency-key': 'disable-once' };
    const path = `/admin/users/${person.id}/disable`;
    const first = await api.post(path, undefined, { headers });
    await change(person.id, 'enable');
    const second = await api.post(path, undefined, { headers });
    expect(second.body).toEqual(first.body);
    await signIn(api, person);
  });
});

describe('one’s own account', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  it('gets another name, and nothing else by the same request', async () => {
    const person = await newcomer(api);
    const { headers } = person;
    const body = { name: ' Ada Lovelace ', role: 'admin', email: 'eve@example.org' };
    const { status, body: answer } = await api.post('/account/name', body, { headers });
    expect(status).toBe(200);
    const { id, email } = person;
    expect(answer).toMatchObject({ data: { id, email, name: 'Ada Lovelace', role: 'customer' } });
    const empty = await api.post('/account/name', { name: ' ' }, { headers });
    expectProblem(empty, 422, 'VALIDATION_FAILED');
  });
});

describe('an account with the demo identity', () => {
  const api = useSharedApi();

  it('is nobody’s: the demo’s admin has none', async () => {
    expectProblem(await api.get('/account'), 401, 'UNAUTHENTICATED');
    expectProblem(await api.post('/account/name', { name: 'x' }), 401, 'UNAUTHENTICATED');
  });

  it('may be changed by the demo’s admin, as everything may', async () => {
    const { status } = await api.post('/admin/users/2/role', { role: 'organiser' });
    expect(status).toBe(200);
  });
});
