import type { ApiIndexDto, Envelope, SignInDto } from '@boxoffice/contracts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useApi, useSharedApi } from '../setup/use-api.ts';
import { mailTo, tokenIn } from './mailbox.ts';
import { newcomer, registered, signIn, stranger } from './people.ts';

describe('sign-in', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  const attempt = (email: string, password: string) =>
    api.post('/auth/sign-in', { email, password });

  /** As if the last try had been so long ago. */
  const letPass = (interval: string) =>
    api.sql.execute(
      `UPDATE failed_sign_ins SET last_failed_at = last_failed_at - $1::interval,
         next_allowed_at = next_allowed_at - $1::interval`,
      [interval],
    );

  it('gives a token with which the API knows who calls', async () => {
    const person = await newcomer(api);
    const { status, body } = await api.get('/account', { headers: person.headers });
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, data: person.account });
  });

  it('is not kept by any cache', async () => {
    const { email, password } = await registered(api);
    const { headers } = await attempt(email, password);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('says the same of a wrong password and of an address that has no account', async () => {
    const known = await registered(api);
    const ofKnown = await attempt(known.email, 'not the password');
    const ofUnknown = await attempt(stranger().email, 'not the password');
    const [one, other] = [ofKnown, ofUnknown].map((answer) => {
      const problem = expectProblem(answer, 401, 'INVALID_CREDENTIALS');
      return JSON.stringify(problem).replace(problem.requestId ?? '', '');
    });
    expect(one).toEqual(other);
  });

  it('keeps count of both alike', async () => {
    const [known, unknown] = [await registered(api), stranger()];
    await attempt(known.email, 'not the password');
    const { counted } = await api.sql.row<{ counted: number }>(
      'SELECT count(*)::integer AS counted FROM failed_sign_ins',
    );
    await attempt(unknown.email, 'not the password');
    await attempt(known.email, 'not the password');
    const after = await api.sql.row('SELECT count(*)::integer AS counted FROM failed_sign_ins');
    expect(after).toEqual({ counted: counted + 1 });
  });

  it.each(['known', 'unknown'])(
    'makes whoever guesses at an address that is %s wait, longer each time',
    async (which) => {
      const { email } = which === 'known' ? await registered(api) : stranger();
      for (let i = 0; i < 3; i += 1) {
        expectProblem(await attempt(email, `guess ${i}`), 401, 'INVALID_CREDENTIALS');
      }
      const waits: number[] = [];
      for (let i = 0; i < 5; i += 1) {
        await letPass('1 hour');
        expectProblem(await attempt(email, `guess ${i}`), 401, 'INVALID_CREDENTIALS');
        const refused = await attempt(email, `guess ${i}`);
        expectProblem(refused, 429, 'TOO_MANY_REQUESTS');
        waits.push(Number(refused.headers['retry-after']));
      }
      expect(waits).toEqual([1, 2, 4, 8, 16]);
    },
  );

  it('is refused during the delay also with the right password, and works after it', async () => {
    const { email, password } = await registered(api);
    for (let i = 0; i < 12; i += 1) {
      await letPass('1 hour');
      await attempt(email, `guess ${i}`);
    }
    expectProblem(await attempt(email, password), 429, 'TOO_MANY_REQUESTS');
    await letPass('1 hour');
    expect((await attempt(email, password)).status).toBe(200);
    // The failures before it are forgiven.
    for (let i = 0; i < 3; i += 1) {
      expectProblem(await attempt(email, `guess ${i}`), 401, 'INVALID_CREDENTIALS');
    }
  });

  it('counts guesses that are made all at once', async () => {
    const { email } = await registered(api);
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, number) => attempt(email, `guess ${number}`)),
    );
    const judged = guesses.filter(({ status }) => status === 401).length;
    expect(judged).toBeLessThanOrEqual(4);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(30 - judged);
  });

  it('is possible again at once for the owner who sets a new password', async () => {
    const person = await registered(api);
    for (let i = 0; i < 12; i += 1) {
      await letPass('1 hour');
      await attempt(person.email, `guess ${i}`);
    }
    await api.post('/auth/forgot-password', { email: person.email });
    const token = tokenIn(await mailTo(api, person.email, 'reset-password'));
    const password = 'eleven quiet green harbours';
    await api.post('/auth/reset-password', { token, password });
    await signIn(api, { ...person, password });
  });

  it('tells whoever knows the password, and nobody else, that the account is disabled', async () => {
    const { email, password } = await registered(api);
    await api.sql.execute('UPDATE users SET disabled_at = now() WHERE email_key = $1', [email]);
    expectProblem(await attempt(email, 'not the password'), 401, 'INVALID_CREDENTIALS');
    expectProblem(await attempt(email, password), 403, 'ACCOUNT_DISABLED');
  });

  it('is refused to a user who has no password', async () => {
    await api.sql.execute(
      `INSERT INTO users (id, name, email, email_key, role)
       VALUES (900, 'Guest', 'guest-900@example.org', 'guest-900@example.org', 'guest')`,
    );
    expectProblem(await attempt('guest-900@example.org', ''), 401, 'INVALID_CREDENTIALS');
  });

  it.each([
    ['an object for a password', { password: { $gt: '' } }],
    ['a list of passwords', { password: ['a', 'b'] }],
    ['a password of thousands of letters', { password: 'x'.repeat(5_000) }],
    ['SQL for an address', { email: `' OR 1=1 --` }],
    ['nothing', { email: undefined, password: undefined }],
  ])('refuses %s', async (_, fault) => {
    const answer = await api.post('/auth/sign-in', { ...stranger(), ...fault });
    expectProblem(answer, 422, 'VALIDATION_FAILED');
  });
});

describe('the demo’s users', () => {
  const api = useApi({ DEMO_DATA: 'on' });

  it('are signed in by what the API tells of them, each with their role', async () => {
    const { body } = await api.get<ApiIndexDto>('');
    expect(body.demoUsers).toHaveLength(5);
    for (const { name, email, password, role } of body.demoUsers) {
      const answer = await api.post<Envelope<SignInDto>>('/auth/sign-in', { email, password });
      expect(answer.body.data.user).toMatchObject({ name, role });
    }
  });
});
