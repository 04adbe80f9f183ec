import type { Envelope, VerifiedEmailDto } from '@boxoffice/contracts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useApi, useSharedApi } from '../setup/use-api.ts';
import { allAnswered, mailsTo, mailTo, tokenIn } from './mailbox.ts';
import { registered, signIn, stranger } from './people.ts';

describe('registration', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  const accountsOf = (email: string): Promise<{ role: string; name: string }[]> =>
    api.sql.rows('SELECT role, name FROM users WHERE email_key = $1', [email.toLowerCase()]);

  it('opens an account by the link in the mail and the password, and not before', async () => {
    const person = stranger();
    const answer = await api.post('/auth/register', person);
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ success: true, message: expect.any(String), data: null });
    const mail = await mailTo(api, person.email, 'verify-email');
    expect(await accountsOf(person.email)).toEqual([]);
    expectProblem(await api.post('/auth/sign-in', person), 401, 'INVALID_CREDENTIALS');

    const verified = await api.post<Envelope<VerifiedEmailDto>>('/auth/verify-email', {
      token: tokenIn(mail),
      password: person.password,
    });
    expect(verified.body.data).toEqual({ email: person.email });
    const { account } = await signIn(api, person);
    expect(account).toMatchObject({
      name: person.name,
      email: person.email,
      emailVerified: true,
      role: 'customer',
      twoFactor: { enabled: false, recoveryCodesLeft: 0 },
      language: 'en',
    });
  });

  it('keeps the language of the registration, whatever speaks later', async () => {
    const person = stranger();
    const speaking = (language: string) => ({ headers: { 'accept-language': language } });
    await api.post('/auth/register', person, speaking('de'));
    const first = await mailTo(api, person.email, 'verify-email');
    await api.post('/auth/resend-verification', { email: person.email }, speaking('en'));
    await allAnswered(api);
    const mails = await mailsTo(api, person.email);
    expect(mails.map(({ subject }) => subject)).toEqual([first.subject, first.subject]);
    expect(first.subject).toBe('Bestätigen Sie Ihre E-Mail-Adresse');

    const { token, password } = { token: tokenIn(first), password: person.password };
    await api.post('/auth/verify-email', { token, password }, speaking('en'));
    const { account } = await signIn(api, person);
    expect(account).toMatchObject({ language: 'de' });
  });

  it('takes a link once', async () => {
    const person = stranger();
    await api.post('/auth/register', person);
    const token = tokenIn(await mailTo(api, person.email, 'verify-email'));
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        api.post('/auth/verify-email', { token, password: person.password }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
    expectProblem(
      await api.post('/auth/verify-email', { token, password: person.password }),
      410,
      'TOKEN_INVALID',
    );
    expect(await accountsOf(person.email)).toHaveLength(1);
  });

  it('takes no link that is too old, or that nobody was sent', async () => {
    const person = stranger();
    await api.post('/auth/register', person);
    const token = tokenIn(await mailTo(api, person.email, 'verify-email'));
    await api.sql.execute(`UPDATE one_time_tokens SET expires_at = now() WHERE email_key = $1`, [
      person.email,
    ]);
    expectProblem(
      await api.post('/auth/verify-email', { token, password: person.password }),
      410,
      'TOKEN_INVALID',
    );
    const made = { token: 'a'.repeat(43), password: person.password };
    expectProblem(await api.post('/auth/verify-email', made), 410, 'TOKEN_INVALID');
    expect(await accountsOf(person.email)).toEqual([]);
  });

  it('answers alike for an address that has an account; only the mail differs', async () => {
    const known = await registered(api);
    const unknown = stranger();
    const toKnown = await api.post('/auth/register', { ...unknown, email: known.email });
    const toUnknown = await api.post('/auth/register', unknown);
    expect(toKnown.status).toBe(toUnknown.status);
    expect(toKnown.body).toEqual(toUnknown.body);
    const { text } = await mailTo(api, known.email, 'already-registered');
    expect(text).toContain('/sign-in');
    expect(text).not.toContain('token=');
    // The password that somebody else chose counts for nothing.
    const tried = await api.post('/auth/sign-in', { ...unknown, email: known.email });
    expectProblem(tried, 401, 'INVALID_CREDENTIALS');
    await signIn(api, known);
  });

  it('does nothing before its answer that depends on the address', async () => {
    // While everybody waits for the users, an answer can only come from work that does not need them.
    const known = await registered(api);
    await api.sql.transaction(async (client) => {
      await client.query('LOCK TABLE users IN ACCESS EXCLUSIVE MODE');
      for (const email of [known.email, stranger().email]) {
        const register = await api.post('/auth/register', { ...stranger(), email });
        const forgot = await api.post('/auth/forgot-password', { email });
        const resend = await api.post('/auth/resend-verification', { email });
        expect([register, forgot, resend].map(({ status }) => status)).toEqual([202, 202, 202]);
      }
    });
    await allAnswered(api);
  });

  it('gives whoever knows a password the account that was asked for with it, and voids all links', async () => {
    const owner = stranger();
    const squatter = { ...owner, name: 'Squatter', password: 'the password of a squatter' };
    await api.post('/auth/register', squatter);
    await mailTo(api, owner.email, 'verify-email');
    await api.post('/auth/register', owner);
    const mails = [
      await mailTo(api, owner.email, 'verify-email', 2),
      ...(await mailsTo(api, owner.email)),
    ];
    const [own, , ofSquatter] = mails;
    if (!own || !ofSquatter) throw new Error('Two mails were expected.');
    await api.post('/auth/verify-email', { token: tokenIn(own), password: owner.password });
    const answer = await api.post('/auth/verify-email', {
      token: tokenIn(ofSquatter),
      password: squatter.password,
    });
    expectProblem(answer, 410, 'TOKEN_INVALID');
    expectProblem(await api.post('/auth/sign-in', squatter), 401, 'INVALID_CREDENTIALS');
    await signIn(api, owner);
  });

  it('takes nothing of the link alone, or with another password, and leaves it to its owner', async () => {
    const person = stranger();
    await api.post('/auth/register', person);
    const token = tokenIn(await mailTo(api, person.email, 'verify-email'));
    for (const body of [{ token }, { token, password: null }, { token, password: ['x'] }]) {
      expectProblem(await api.post('/auth/verify-email', body), 422, 'VALIDATION_FAILED');
    }
    for (const password of ['', 'nobody chose this one']) {
      const answer = await api.post('/auth/verify-email', { token, password });
      expectProblem(answer, 422, 'WRONG_PASSWORD');
    }
    expect(await accountsOf(person.email)).toEqual([]);
    const { password } = person;
    expect((await api.post('/auth/verify-email', { token, password })).status).toBe(200);
    await signIn(api, person);
  });

  it('makes whoever guesses at the password of a link wait, and its owner no longer than that', async () => {
    const person = stranger();
    await api.post('/auth/register', person);
    const token = tokenIn(await mailTo(api, person.email, 'verify-email'));
    const guess = () =>
      api.post('/auth/verify-email', { token, password: 'nobody chose this one' });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await guess()).status);
    expect(statuses).toContain(429);
    await api.sql.execute('UPDATE failed_sign_ins SET next_allowed_at = now()');
    const { password } = person;
    expect((await api.post('/auth/verify-email', { token, password })).status).toBe(200);
  });

  it('gives a stranger nothing when the owner opens their link, and the owner their own account by it', async () => {
    const owner = stranger();
    const squatter = { ...owner, name: 'Squatter', password: 'the password of a squatter' };
    await api.post('/auth/register', owner);
    await mailTo(api, owner.email, 'verify-email');
    await api.post('/auth/register', squatter);
    const ofSquatter = tokenIn(await mailTo(api, owner.email, 'verify-email', 2));
    const { password } = owner;
    const answer = await api.post('/auth/verify-email', { token: ofSquatter, password });
    expect(answer.status).toBe(200);
    expectProblem(await api.post('/auth/sign-in', squatter), 401, 'INVALID_CREDENTIALS');
    expect((await signIn(api, owner)).account.name).toBe(owner.name);
  });

  it('sends the link again, where something was registered', async () => {
    const person = stranger();
    await api.post('/auth/register', person);
    await mailTo(api, person.email, 'verify-email');
    await api.post('/auth/resend-verification', { email: person.email.toUpperCase() });
    const token = tokenIn(await mailTo(api, person.email, 'verify-email', 2));
    expect(
      (await api.post('/auth/verify-email', { token, password: person.password })).status,
    ).toBe(200);
    await signIn(api, person);
    const nobody = stranger();
    await api.post('/auth/resend-verification', { email: nobody.email });
    await allAnswered(api);
    expect(await mailsTo(api, nobody.email)).toEqual([]);
  });

  it('fills nobody’s mailbox', async () => {
    const person = stranger();
    for (let i = 0; i < 8; i += 1) await api.post('/auth/register', person);
    await allAnswered(api);
    expect(await mailsTo(api, person.email)).toHaveLength(5);
  });

  it('finds an account by its address in any spelling', async () => {
    const person = await registered(api, { ...stranger(), email: 'Mixed.Case@Example.org' });
    await signIn(api, { ...person, email: '  mixed.case@EXAMPLE.org ' });
    await api.post('/auth/register', { ...stranger(), email: 'MIXED.case@example.org' });
    await mailTo(api, 'mixed.case@example.org', 'already-registered');
  });

  it.each([
    ['a password that is too short', { password: 'short pass' }],
    ['a password that is too long', { password: 'long '.repeat(30) }],
    ['a password that is on every list', { password: 'password1234' }],
    ['the own name as a password', { name: 'Grace Hopper', password: 'grace hopper' }],
    ['a password that is no text', { password: { $ne: null } }],
    ['an address that is none', { email: 'nobody' }],
    ['a header in the address', { email: 'a@example.org\r\nBcc: all@example.org' }],
    ['no name', { name: '  ' }],
    ['a line break in the name', { name: 'a\r\nBcc: all@example.org' }],
  ])('refuses %s, and writes nothing down', async (_, fault) => {
    const asked = { ...stranger(), ...fault };
    const before = await api.sql.row('SELECT count(*) FROM account_requests');
    expectProblem(await api.post('/auth/register', asked), 422, 'VALIDATION_FAILED');
    expect(await api.sql.row('SELECT count(*) FROM account_requests')).toEqual(before);
  });

  it('gives nobody a role, or an id, or a proven address of their choice', async () => {
    const person = stranger();
    const greedy = { ...person, role: 'admin', id: '3', userId: '3', emailVerified: true };
    await api.post('/auth/register', greedy);
    const mail = await mailTo(api, person.email, 'verify-email');
    await api.post('/auth/verify-email', {
      token: tokenIn(mail),
      password: person.password,
      role: 'admin',
    });
    expect(await accountsOf(person.email)).toEqual([{ role: 'customer', name: person.name }]);
  });
});

describe('the first admin', () => {
  const admin = stranger();
  const api = useApi({ DEMO_IDENTITY: 'off', ADMIN_EMAILS: admin.email.toUpperCase() });

  it('is who proves an address that the settings name', async () => {
    await registered(api, admin);
    expect((await signIn(api, admin)).account.role).toBe('admin');
    expect((await signIn(api, await registered(api))).account.role).toBe('customer');
    const recorded = await api.sql.rows(
      `SELECT action, actor_role, before, after, request_id IS NOT NULL AS "isRequest"
       FROM audit_entries WHERE subject_kind = 'user' AND after ->> 'role' = 'admin'
         AND subject_id = (SELECT id FROM users WHERE email_key = $1)`,
      [admin.email],
    );
    expect(recorded).toEqual([
      {
        action: 'user.added',
        actor_role: 'nobody',
        before: null,
        after: { role: 'admin', givenBy: 'ADMIN_EMAILS' },
        isRequest: true,
      },
    ]);
  });
});
