import { startMailServer, type MailServer } from '@boxoffice/testing';
import { allAnswered } from '../accounts/mailbox.ts';
import { signIn, stranger, type Person } from '../accounts/people.ts';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { until } from '../setup/until.ts';
import { delivered, deliveredMail, mailedTo, SUBJECTS, tokenOf } from './delivered.ts';

const { verifyEmail, alreadyRegistered, resetPassword, passwordChanged } = SUBJECTS;
const NEW = 'seven grey herons on ice';

describe('a flood of requests for mails to one address', () => {
  let server: MailServer;
  let api: ApiUnderTest;

  beforeAll(async () => {
    server = await startMailServer();
    api = new ApiUnderTest(mailedTo(server), 1);
    await api.start();
  });

  afterAll(async () => {
    await api.end();
    await server.stop();
  });

  async function flood(path: string, body: object, count = 8): Promise<void> {
    for (let i = 0; i < count; i += 1) expect((await api.post(path, body)).status).toBe(202);
    await allAnswered(api);
  }

  const verify = (token: string, { password }: Person) =>
    api.post('/auth/verify-email', { token, password });

  async function withAccount(): Promise<Person> {
    const person = stranger();
    await api.post('/auth/register', person);
    const mail = await deliveredMail(server, person.email, verifyEmail);
    expect((await verify(tokenOf(mail), person)).status).toBe(200);
    return person;
  }

  /** Waits until all mails that were taken over are with the server. */
  const allSent = (): Promise<unknown> =>
    until('every mail is sent', async () => {
      const { unsent } = await api.sql.row<{ unsent: number }>(
        'SELECT count(*)::integer AS unsent FROM mails WHERE sent_at IS NULL AND data IS NOT NULL',
      );
      return unsent === 0;
    });

  it('for links again takes neither a new password nor a registration from its owner', async () => {
    const owner = await withAccount();
    await flood('/auth/resend-verification', { email: owner.email });
    await api.post('/auth/forgot-password', { email: owner.email });
    const token = tokenOf(await deliveredMail(server, owner.email, resetPassword));
    expect((await api.post('/auth/reset-password', { token, password: NEW })).status).toBe(200);

    const newcomer = stranger();
    await flood('/auth/resend-verification', { email: newcomer.email });
    await api.post('/auth/register', newcomer);
    const mail = await deliveredMail(server, newcomer.email, verifyEmail);
    expect((await verify(tokenOf(mail), newcomer)).status).toBe(200);
  });

  it('sends five of a kind, and leaves every other kind its own', async () => {
    const pending = stranger();
    await flood('/auth/register', pending);
    await flood('/auth/resend-verification', { email: pending.email });
    await allSent();
    expect(delivered(server, pending.email)).toHaveLength(5);
    const owner = await withAccount();
    await flood('/auth/register', { ...stranger(), email: owner.email });
    await flood('/auth/forgot-password', { email: owner.email });
    await allSent();
    expect(delivered(server, owner.email, alreadyRegistered)).toHaveLength(5);
    expect(delivered(server, owner.email, resetPassword)).toHaveLength(3);
  });

  it('by strangers who register leaves the owner links that work with the own password', async () => {
    const owner = stranger();
    await flood('/auth/register', { ...owner, name: 'Stranger', password: 'not what she chose' });
    await api.post('/auth/register', owner);
    await flood('/auth/resend-verification', { email: owner.email });
    await allSent();
    const mails = delivered(server, owner.email, verifyEmail);
    expect(mails).toHaveLength(5);
    for (const mail of mails) {
      expectProblem(
        await verify(tokenOf(mail), { ...owner, password: 'nobody chose this' }),
        422,
        'WRONG_PASSWORD',
      );
      await api.sql.execute('UPDATE failed_sign_ins SET next_allowed_at = now()');
    }
    const [first] = mails;
    expect(first && (await verify(tokenOf(first), owner)).status).toBe(200);
    await signIn(api, owner);
  });

  it.each([
    ['25 by strangers', 25, 0],
    ['2,000 by strangers', 1, 2_000],
  ])('leaves the owner’s registration to be found behind %s', async (_, registered, copied) => {
    const owner = stranger();
    const { email } = owner;
    const others = { ...owner, name: 'Stranger', password: 'not what she chose' };
    await flood('/auth/register', others, 5);
    await api.post('/auth/register', owner);
    await allAnswered(api);
    await flood('/auth/register', others, registered);
    // As many more would take minutes to hash: the same, under other tokens, hashes and tags.
    await api.sql.execute(
      `INSERT INTO one_time_tokens
         (token_hash, purpose, name, email, email_key, password_hash, password_tag, expires_at)
       SELECT sha256(nth::text::bytea || token_hash), purpose, name, email, email_key,
         regexp_replace(password_hash, '[^$]+([$][^$]+)$',
           rtrim(encode(decode(md5(nth::text), 'hex'), 'base64'), '=') || '\\1'), nth, expires_at
       FROM generate_series(1, $2) AS nth, LATERAL (
         SELECT * FROM one_time_tokens WHERE email_key = $1 ORDER BY created_at DESC LIMIT 1) AS last`,
      [email, copied],
    );
    await allSent();
    const tokens = delivered(server, email, verifyEmail).map(tokenOf);
    expect(tokens).toHaveLength(5);
    // Without the link, a password is worth nothing; with it, another one is not either.
    const made = await verify('a'.repeat(43), others);
    expectProblem(made, 410, 'TOKEN_INVALID');
    const [token = ''] = tokens;
    const guessed = await verify(token, { ...owner, password: 'nobody chose this' });
    expectProblem(guessed, 422, 'WRONG_PASSWORD');
    expectProblem(await api.post('/auth/sign-in', others), 401, 'INVALID_CREDENTIALS');
    expect((await verify(token, owner)).status).toBe(200);
    expect((await signIn(api, owner)).account.name).toBe(owner.name);
    await api.sql.execute('UPDATE failed_sign_ins SET next_allowed_at = now()');
    expectProblem(await api.post('/auth/sign-in', others), 401, 'INVALID_CREDENTIALS');
  });

  it('for new passwords kills no link that was mailed', async () => {
    const owner = await withAccount();
    await flood('/auth/forgot-password', { email: owner.email });
    await allSent();
    const [oldest] = delivered(server, owner.email, resetPassword).map(tokenOf);
    const reset = { token: oldest, password: NEW };
    expect((await api.post('/auth/reset-password', reset)).status).toBe(200);
    // None of the others works any more, so what was sent before counts no more.
    await flood('/auth/forgot-password', { email: owner.email });
    const token = tokenOf(await deliveredMail(server, owner.email, resetPassword, 4));
    const again = { token, password: `${NEW} again` };
    expect((await api.post('/auth/reset-password', again)).status).toBe(200);
  });

  it('holds back no mail that says that a password was changed', async () => {
    const owner = await withAccount();
    for (const path of ['register', 'resend-verification', 'forgot-password'] as const) {
      await flood(`/auth/${path}`, { ...stranger(), email: owner.email });
    }
    const { headers } = await signIn(api, owner);
    let currentPassword = owner.password;
    for (let changes = 1; changes <= 6; changes += 1) {
      const newPassword = `${NEW} ${changes}`;
      const body = { currentPassword, newPassword };
      expect((await api.post('/account/password', body, { headers })).status).toBe(200);
      currentPassword = newPassword;
      await deliveredMail(server, owner.email, passwordChanged, changes);
    }
  });

  it('is forgotten when its time is over', async () => {
    const owner = await withAccount();
    await flood('/auth/forgot-password', { email: owner.email });
    await allSent();
    await api.sql.execute(
      `UPDATE mails SET counted_at = counted_at - interval '30 minutes' WHERE to_address = $1`,
      [owner.email],
    );
    await flood('/auth/forgot-password', { email: owner.email });
    await allSent();
    expect(delivered(server, owner.email, resetPassword)).toHaveLength(6);
  });
});
