import type {
  Envelope,
  RecoveryCodesDto,
  SecondFactorNeededDto,
  SignInDto,
  TwoFactorSecretDto,
} from '@boxoffice/contracts';
import { Secret, TOTP } from 'otpauth';
import { untilWaiting } from '../concurrency/collide.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { mailTo } from './mailbox.ts';
import { newcomer, refresh, signIn, signedInBy, type Person, type SignedIn } from './people.ts';

const PERIOD_MS = 30_000;

/** The code that an authenticator shows, or will show. */
function codeOf(secret: string, stepsAhead = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return totp.generate({ timestamp: Date.now() + stepsAhead * PERIOD_MS });
}

describe('a second factor', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  const post = <T>(path: string, body: object, { headers }: SignedIn) =>
    api.post<Envelope<T>>(`/account/two-factor${path}`, body, { headers });

  /** As if no code had been used yet: the clock cannot be turned on here. */
  const forgetCodes = ({ id }: SignedIn) =>
    api.sql.execute('UPDATE users SET totp_last_step = NULL WHERE id = $1', [id]);

  async function withSecondFactor(): Promise<{
    person: SignedIn;
    secret: string;
    /** The code that enabled it; by now, the app may show another one. */
    code: string;
    recoveryCodes: string[];
  }> {
    const person = await newcomer(api);
    const { password } = person;
    const begun = await post<TwoFactorSecretDto>('/begin', { password }, person);
    const { secret } = begun.body.data;
    const code = codeOf(secret);
    const enabled = await post<RecoveryCodesDto>('/enable', { code }, person);
    expect(enabled.status).toBe(200);
    return { person, secret, code, recoveryCodes: enabled.body.data.recoveryCodes };
  }

  async function challengeFor({ email, password }: Person): Promise<string> {
    const { status, body, headers } = await api.post<Envelope<SecondFactorNeededDto>>(
      '/auth/sign-in',
      { email, password },
    );
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('set-cookie');
    expect(Object.keys(body.data)).toEqual(['secondFactor']);
    return body.data.secondFactor.challenge;
  }

  const answer = (challenge: string, code: string) =>
    api.post<Envelope<SignInDto>>('/auth/sign-in/second-factor', { challenge, code });

  it('is set up with a secret that an authenticator reads, and counts once a code was shown', async () => {
    const person = await newcomer(api);
    const { password } = person;
    const { body } = await post<TwoFactorSecretDto>('/begin', { password }, person);
    const { secret, uri, qrSvg } = body.data;
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(uri).toContain(`secret=${secret}`);
    expect(uri).toContain(
      `otpauth://totp/Boxoffice:${encodeURIComponent(person.email)}?issuer=Boxoffice&`,
    );
    expect(qrSvg).toMatch(/^<svg /);
    await signIn(api, person);
    expectProblem(await post('/enable', { code: '000000' }, person), 422, 'WRONG_CODE');
    const enabled = await post<RecoveryCodesDto>('/enable', { code: codeOf(secret) }, person);
    expect(new Set(enabled.body.data.recoveryCodes).size).toBe(10);
    expect(enabled.headers['cache-control']).toBe('no-store');
    await mailTo(api, person.email, 'two-factor-changed');
    const shown = await api.get('/account', { headers: person.headers });
    expect(shown.body).toMatchObject({
      data: { twoFactor: { enabled: true, recoveryCodesLeft: 10 } },
    });
  });

  it('is asked for at sign-in, and nothing is given before', async () => {
    const { person, secret } = await withSecondFactor();
    const challenge = await challengeFor(person);
    const notYet = { authorization: `Bearer ${challenge}` };
    expectProblem(await api.get('/account', { headers: notYet }), 401, 'UNAUTHENTICATED');
    const signedIn = await answer(challenge, codeOf(secret, 1));
    expect(signedIn.status).toBe(200);
    const { cookie } = signedInBy(signedIn, person);
    expect((await refresh(api, cookie)).status).toBe(200);
  });

  it('takes each code once, and none before the last', async () => {
    const { person, secret, code: enabling } = await withSecondFactor();
    // Seen by somebody over the shoulder.
    expectProblem(await answer(await challengeFor(person), enabling), 422, 'WRONG_CODE');
    const challenges = [await challengeFor(person), await challengeFor(person)];
    const code = codeOf(secret, 1);
    const both = await Promise.all(challenges.map((challenge) => answer(challenge, code)));
    const statuses = both.map(({ status }) => status).sort();
    // The second finds the code used, or its challenge void.
    expect(statuses[0]).toBe(200);
    expect([410, 422]).toContain(statuses[1]);
  });

  it('lets one of several in who answer different challenges at once, and none waits in a circle', async () => {
    const { person, recoveryCodes } = await withSecondFactor();
    for (let round = 0; round < 3; round += 1) {
      const codes = recoveryCodes.slice(3 * round, 3 * round + 3);
      const tries: { code: string; challenge: string }[] = [];
      for (const code of codes) tries.push({ code, challenge: await challengeFor(person) });
      // The account is kept locked until all of them wait: they meet for certain.
      const { all } = await api.sql.transaction(async (client) => {
        await client.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [person.id]);
        const answers = Promise.all(tries.map((one) => answer(one.challenge, one.code)));
        await untilWaiting(api.sql, tries.length);
        return { all: answers };
      });
      const statuses = (await all).map(({ status }) => status).sort();
      expect(statuses).toEqual([200, 410, 410]);
    }
    expect(api.process.log()).not.toContain('run again');
  });

  it('takes a code that is a step off, and none that is further off', async () => {
    const { person, secret } = await withSecondFactor();
    for (const steps of [-3, 3]) {
      await forgetCodes(person);
      const refused = await answer(await challengeFor(person), codeOf(secret, steps));
      expectProblem(refused, 422, 'WRONG_CODE');
    }
    await forgetCodes(person);
    expect((await answer(await challengeFor(person), codeOf(secret, 1))).status).toBe(200);
  });

  it('takes a challenge once, and only in time', async () => {
    const { person, secret, recoveryCodes } = await withSecondFactor();
    const [first = '', second = ''] = recoveryCodes;
    const challenge = await challengeFor(person);
    expect((await answer(challenge, first)).status).toBe(200);
    expectProblem(await answer(challenge, second), 410, 'TOKEN_INVALID');
    const late = await challengeFor(person);
    await api.sql.execute('UPDATE one_time_tokens SET expires_at = now() WHERE used_at IS NULL');
    expectProblem(await answer(late, codeOf(secret, 1)), 410, 'TOKEN_INVALID');
    expectProblem(await answer('a'.repeat(43), codeOf(secret, 1)), 410, 'TOKEN_INVALID');
  });

  it('lets in by recovery codes, each once, however they are typed', async () => {
    const { person, recoveryCodes } = await withSecondFactor();
    const [code = ''] = recoveryCodes;
    const typed = ` ${code.toUpperCase().replaceAll('-', ' ')} `;
    expect((await answer(await challengeFor(person), typed)).status).toBe(200);
    expectProblem(await answer(await challengeFor(person), code), 422, 'WRONG_CODE');
    const shown = await api.get('/account', { headers: person.headers });
    expect(shown.body).toMatchObject({ data: { twoFactor: { recoveryCodesLeft: 9 } } });
  });

  it('makes whoever guesses codes wait, also with new challenges', async () => {
    const { person } = await withSecondFactor();
    for (let i = 0; i < 4; i += 1) {
      expectProblem(await answer(await challengeFor(person), `00000${i}`), 422, 'WRONG_CODE');
    }
    expectProblem(await answer(await challengeFor(person), '000009'), 429, 'TOO_MANY_REQUESTS');
  });

  it('is switched off by password and code together', async () => {
    const { person, secret, recoveryCodes } = await withSecondFactor();
    const { password } = person;
    const [code = ''] = recoveryCodes;
    const wrongPassword = await post('/disable', { password: 'x', code }, person);
    expectProblem(wrongPassword, 422, 'WRONG_PASSWORD');
    const wrongCode = await post('/disable', { password, code: '000000' }, person);
    expectProblem(wrongCode, 422, 'WRONG_CODE');
    expect((await post('/disable', { password, code: codeOf(secret, 1) }, person)).status).toBe(
      200,
    );
    await signIn(api, person);
    await mailTo(api, person.email, 'two-factor-changed', 2);
    expectProblem(
      await post('/disable', { password, code }, person),
      409,
      'TWO_FACTOR_NOT_ENABLED',
    );
  });

  it('gets new recovery codes, which void the old ones', async () => {
    const { person, recoveryCodes } = await withSecondFactor();
    const { password } = person;
    const renewed = await post<RecoveryCodesDto>('/recovery-codes', { password }, person);
    const [fresh = ''] = renewed.body.data.recoveryCodes;
    const [old = ''] = recoveryCodes;
    expectProblem(await answer(await challengeFor(person), old), 422, 'WRONG_CODE');
    expect((await answer(await challengeFor(person), fresh)).status).toBe(200);
  });

  it('is not set up twice, nor enabled before it was begun', async () => {
    const nobody = await newcomer(api);
    const early = await post('/enable', { code: '123456' }, nobody);
    expectProblem(early, 409, 'TWO_FACTOR_NOT_ENABLED');
    const { person } = await withSecondFactor();
    const again = await post('/begin', { password: person.password }, person);
    expectProblem(again, 409, 'TWO_FACTOR_ENABLED');
  });

  it('stays when the password is reset', async () => {
    const { person } = await withSecondFactor();
    await api.post('/auth/forgot-password', { email: person.email });
    const { text } = await mailTo(api, person.email, 'reset-password');
    const [, token = ''] = /token=([\w-]+)/.exec(text) ?? [];
    const password = 'eleven quiet green harbours';
    expect((await api.post('/auth/reset-password', { token, password })).status).toBe(200);
    await challengeFor({ ...person, password });
  });

  it('is kept so that whoever reads the database cannot make codes', async () => {
    const { person, secret, recoveryCodes } = await withSecondFactor();
    const user = await api.sql.row('SELECT * FROM users WHERE id = $1', [person.id]);
    expect(JSON.stringify(user)).not.toContain(secret);
    const codes = await api.sql.rows<{ code_hash: Buffer }>('SELECT code_hash FROM recovery_codes');
    const kept = codes.map(({ code_hash }) => code_hash.toString()).join();
    for (const code of recoveryCodes) expect(kept).not.toContain(code.replaceAll('-', ''));
  });
});
