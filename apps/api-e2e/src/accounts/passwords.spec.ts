import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { allAnswered, mailsTo, mailTo, tokenIn } from './mailbox.ts';
import { newcomer, refresh, registered, signIn, stranger } from './people.ts';

const NEW = 'seven grey herons on ice';

describe('a password', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  /** The token of the link that somebody gets who has forgotten theirs. */
  async function resetToken(email: string): Promise<string> {
    expect((await api.post('/auth/forgot-password', { email })).status).toBe(202);
    return tokenIn(await mailTo(api, email, 'reset-password'));
  }

  it('that is lost is set anew by the link in a mail, and all sessions end', async () => {
    const person = await newcomer(api);
    const token = await resetToken(person.email);
    const reset = await api.post('/auth/reset-password', { token, password: NEW });
    expect(reset.status).toBe(200);
    expectProblem(await refresh(api, person.cookie), 401, 'UNAUTHENTICATED');
    expectProblem(await api.post('/auth/sign-in', person), 401, 'INVALID_CREDENTIALS');
    await signIn(api, { ...person, password: NEW });
    await mailTo(api, person.email, 'password-changed');
  });

  it('is set by a link once, also when it is opened many times at once', async () => {
    const { email } = await registered(api);
    const token = await resetToken(email);
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, number) =>
        api.post('/auth/reset-password', { token, password: `${NEW} ${number}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
    const again = await api.post('/auth/reset-password', { token, password: NEW });
    expectProblem(again, 410, 'TOKEN_INVALID');
  });

  it('is not set by a link that is too old, or older than one that worked', async () => {
    const { email } = await registered(api);
    const first = await resetToken(email);
    await api.post('/auth/forgot-password', { email });
    const second = tokenIn(await mailTo(api, email, 'reset-password', 2));
    expect((await api.post('/auth/reset-password', { token: second, password: NEW })).status).toBe(
      200,
    );
    const older = await api.post('/auth/reset-password', { token: first, password: NEW });
    expectProblem(older, 410, 'TOKEN_INVALID');
    const third = tokenIn(
      await (async () => {
        await api.post('/auth/forgot-password', { email });
        return mailTo(api, email, 'reset-password', 3);
      })(),
    );
    await api.sql.execute(`UPDATE one_time_tokens SET expires_at = now() WHERE used_at IS NULL`);
    const late = await api.post('/auth/reset-password', { token: third, password: NEW });
    expectProblem(late, 410, 'TOKEN_INVALID');
  });

  it('that is refused leaves the link good', async () => {
    const { email } = await registered(api);
    const token = await resetToken(email);
    const weak = await api.post('/auth/reset-password', { token, password: 'password1234' });
    expectProblem(weak, 422, 'VALIDATION_FAILED');
    expect((await api.post('/auth/reset-password', { token, password: NEW })).status).toBe(200);
  });

  it('cannot be asked for in a way that tells whether there is an account', async () => {
    const known = await registered(api);
    const answers = [
      await api.post('/auth/forgot-password', { email: known.email }),
      await api.post('/auth/forgot-password', { email: stranger().email }),
    ];
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  });

  it('of a disabled account is not reset', async () => {
    const { email } = await registered(api);
    await api.sql.execute('UPDATE users SET disabled_at = now() WHERE email_key = $1', [email]);
    await api.post('/auth/forgot-password', { email });
    await allAnswered(api);
    const mails = await mailsTo(api, email);
    expect(mails.filter(({ template }) => template === 'reset-password')).toEqual([]);
  });

  it('is changed by whoever knows it, and all other sessions end', async () => {
    const person = await registered(api);
    const [here, there] = [await signIn(api, person), await signIn(api, person)];
    const { headers } = here;
    const body = { currentPassword: person.password, newPassword: NEW };
    expect((await api.post('/account/password', body, { headers })).status).toBe(200);
    expectProblem(await refresh(api, there.cookie), 401, 'UNAUTHENTICATED');
    expect((await refresh(api, here.cookie)).status).toBe(200);
    expectProblem(await api.post('/auth/sign-in', person), 401, 'INVALID_CREDENTIALS');
    await signIn(api, { ...person, password: NEW });
    await mailTo(api, person.email, 'password-changed');
  });

  it('is not changed by a thief of the session, who has to wait for each guess', async () => {
    const { headers } = await newcomer(api);
    const guess = (number: number) =>
      api.post(
        '/account/password',
        { currentPassword: `guess ${number}`, newPassword: NEW },
        { headers },
      );
    for (let i = 0; i < 4; i += 1) expectProblem(await guess(i), 422, 'WRONG_PASSWORD');
    expectProblem(await guess(5), 429, 'TOO_MANY_REQUESTS');
  });

  it('that is new is judged as every other', async () => {
    const { headers, password, name } = await newcomer(api);
    for (const newPassword of ['short', 'password1234', name.padEnd(12, '.')]) {
      const body = { currentPassword: password, newPassword };
      const answer = await api.post('/account/password', body, { headers });
      const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
      expect(errors?.[0]?.field).toBe('newPassword');
    }
  });

  it('is kept as a slow hash and nowhere else', async () => {
    const person = await newcomer(api);
    await resetToken(person.email);
    const { password_hash: hash } = await api.sql.row<{ password_hash: string }>(
      'SELECT password_hash FROM users WHERE id = $1',
      [person.id],
    );
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    for (const table of ['account_requests', 'one_time_tokens', 'mails', 'idempotency_keys']) {
      const rows = await api.sql.rows(`SELECT * FROM ${table}`);
      expect(JSON.stringify(rows)).not.toContain(person.password);
    }
    expect(api.process.log()).not.toContain(person.password);
  });
});
