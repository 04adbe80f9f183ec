import {
  REFRESH_TOKEN_REPEATABLE_SECONDS,
  RENEWAL_TIMEOUT_MS,
  type Envelope,
  type SessionDto,
  type SignInDto,
} from '@boxoffice/contracts';
import { CHOIR } from '../organisers/organisations.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { cookieOf, newcomer, refresh, registered, signIn } from './people.ts';

describe('a session', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  const sessionsOf = async (headers: { authorization: string }): Promise<SessionDto[]> =>
    (await api.get<Envelope<SessionDto[]>>('/account/sessions', { headers })).body.data;

  /** As if all tokens had been used so much earlier than they were. */
  const letSecondsPass = (seconds: number) =>
    api.sql.execute(`UPDATE refresh_tokens SET used_at = used_at - $1 * interval '1 second'`, [
      seconds,
    ]);
  const letTheWindowPass = () => letSecondsPass(REFRESH_TOKEN_REPEATABLE_SECONDS);

  it('is renewed by a cookie that no script reads and no other site sends', async () => {
    const { email, password } = await registered(api);
    const { headers } = await api.post('/auth/sign-in', { email, password });
    expect(headers['set-cookie']).toMatch(
      /^boxoffice_refresh=[\w-]{43}; Path=\/api\/v1\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
  });

  it('goes on with another cookie and another token', async () => {
    const person = await newcomer(api);
    const { status, body, headers } = await refresh(api, person.cookie);
    expect(status).toBe(200);
    expect(body.data.user).toEqual(person.account);
    expect(cookieOf({ status, body, headers })).not.toBe(person.cookie);
    const authorization = `Bearer ${body.data.accessToken}`;
    expect(await sessionsOf({ authorization })).toHaveLength(1);
  });

  it('ends, for everybody, when a cookie comes back that was used before', async () => {
    const { cookie, headers } = await newcomer(api);
    const next = cookieOf(await refresh(api, cookie));
    await letTheWindowPass();
    const stolen = await refresh(api, cookie);
    expectProblem(stolen, 401, 'UNAUTHENTICATED');
    expect(stolen.headers['set-cookie']).toMatch(/^boxoffice_refresh=;.*Expires=Thu, 01 Jan 1970/);
    expectProblem(await refresh(api, next), 401, 'UNAUTHENTICATED');
    // Where the database is asked, the token of the ended session is worth nothing either.
    expectProblem(await api.get('/account', { headers }), 401, 'UNAUTHENTICATED');
  });

  it('survives a page that is reloaded while it renews', async () => {
    const { cookie } = await newcomer(api);
    const lost = await refresh(api, cookie);
    const again = await refresh(api, cookie);
    expect([lost.status, again.status]).toEqual([200, 200]);
    expect((await refresh(api, cookieOf(again))).status).toBe(200);
  });

  it('survives an answer that gets lost: the page waits, and shows its cookie again', async () => {
    const { cookie, id } = await newcomer(api);
    const lost = await refresh(api, cookie);
    expect(lost.status).toBe(200);
    await letSecondsPass(RENEWAL_TIMEOUT_MS / 1000);
    const again = await refresh(api, cookie);
    expect(again.status).toBe(200);
    expect(again.body.data.user.id).toBe(id);
    const authorization = `Bearer ${again.body.data.accessToken}`;
    expect(await sessionsOf({ authorization })).toHaveLength(1);
  });

  it.each([
    ['none', ''],
    ['one that nobody was given', `boxoffice_refresh=${'a'.repeat(43)}`],
    ['an empty one', 'boxoffice_refresh='],
    ['one that is far too long', `boxoffice_refresh=${'a'.repeat(4_000)}`],
    ['one under another name', `refresh=${'a'.repeat(43)}`],
    ['one with SQL in it', `boxoffice_refresh=' OR 1=1 --`],
  ])('is not renewed by a cookie that is %s', async (_, cookie) => {
    expectProblem(await refresh(api, cookie), 401, 'UNAUTHENTICATED');
  });

  it('is always a new one: what a request brings along does not become it (fixation)', async () => {
    const attacker = await newcomer(api);
    const victim = await registered(api);
    const { email, password } = victim;
    const chosen = `boxoffice_refresh=${'f'.repeat(43)}`;
    for (const cookie of [attacker.cookie, chosen]) {
      const answer = await api.post<Envelope<SignInDto>>(
        '/auth/sign-in',
        { email, password },
        { headers: { cookie } },
      );
      expect(cookieOf(answer)).not.toBe(cookie);
      expectProblem(await refresh(api, cookie), 401, 'UNAUTHENTICATED');
    }
  });

  it('is ended by signing out, and the cookie is taken away', async () => {
    const { cookie } = await newcomer(api);
    const answer = await api.post('/auth/sign-out', undefined, { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toMatch(/^boxoffice_refresh=;/);
    expectProblem(await refresh(api, cookie), 401, 'UNAUTHENTICATED');
    const again = await api.post('/auth/sign-out', undefined, { headers: { cookie } });
    expect(again.status).toBe(200);
  });

  it.each(['https://elsewhere.example', 'null', 'http://localhost.example'])(
    'is neither renewed nor ended by a page of %s',
    async (origin) => {
      const { cookie } = await newcomer(api);
      expectProblem(await refresh(api, cookie, { origin }), 403, 'FORBIDDEN');
      const signOut = await api.post('/auth/sign-out', undefined, { headers: { cookie, origin } });
      expectProblem(signOut, 403, 'FORBIDDEN');
      expect((await refresh(api, cookie)).status).toBe(200);
    },
  );

  it('is renewed by a page of our own', async () => {
    const { cookie } = await newcomer(api);
    expect((await refresh(api, cookie, { origin: api.process.url })).status).toBe(200);
  });

  it('stands in the list with the others, and is ended from any of them', async () => {
    const person = await registered(api);
    const here = await signIn(api, person);
    const there = await signIn(api, person);
    const sessions = await sessionsOf(here.headers);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(sessions[0]).toEqual({
      id: expect.any(String),
      createdAt: expect.any(String),
      lastUsedAt: expect.any(String),
      userAgent: expect.any(String),
      ip: '127.0.0.1',
      current: expect.any(Boolean),
    });
    const other = sessions.find(({ current }) => !current);
    const path = `/account/sessions/${String(other?.id)}/end`;
    const ended = await api.post(path, undefined, { headers: here.headers });
    expect(ended.status).toBe(200);
    expectProblem(await refresh(api, there.cookie), 401, 'UNAUTHENTICATED');
    expect(await sessionsOf(here.headers)).toHaveLength(1);
    const again = await api.post(path, undefined, { headers: here.headers });
    expectProblem(again, 404, 'SESSION_NOT_FOUND');
  });

  it('of somebody else cannot be ended, or seen', async () => {
    const [one, other] = [await newcomer(api), await newcomer(api)];
    const [session] = await sessionsOf(one.headers);
    const path = `/account/sessions/${String(session?.id)}/end`;
    const answer = await api.post(path, undefined, { headers: other.headers });
    expectProblem(answer, 404, 'SESSION_NOT_FOUND');
    expect((await refresh(api, one.cookie)).status).toBe(200);
  });

  it('ends with all others by signing out everywhere', async () => {
    const person = await registered(api);
    const [here, there] = [await signIn(api, person), await signIn(api, person)];
    await api.post('/account/sign-out-everywhere', undefined, { headers: here.headers });
    for (const { cookie, headers } of [here, there]) {
      expectProblem(await refresh(api, cookie), 401, 'UNAUTHENTICATED');
      expectProblem(await api.get('/account', { headers }), 401, 'UNAUTHENTICATED');
    }
  });

  it('takes over a changed role when it is renewed', async () => {
    const { cookie, id } = await newcomer(api);
    await api.sql.execute(`UPDATE users SET role = 'organiser' WHERE id = $1`, [id]);
    const { body } = await refresh(api, cookie);
    const headers = { authorization: `Bearer ${body.data.accessToken}` };
    expect((await api.post('/organisers', CHOIR, { headers })).status).toBe(201);
  });
});
