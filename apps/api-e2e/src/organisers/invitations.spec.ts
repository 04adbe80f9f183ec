import type {
  Envelope,
  OrganiserDto,
  OrganiserInvitationDto,
  OrganiserRole,
} from '@boxoffice/contracts';
import { startMailServer, type MailServer, type ReceivedMail } from '@boxoffice/testing';
import { signedInBy, signIn, stranger, type Person, type SignedIn } from '../accounts/people.ts';
import { untilWaiting } from '../concurrency/collide.ts';
import { delivered, deliveredMail, mailedTo, SUBJECTS, tokenOf } from '../mail/delivered.ts';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { CHOIR, makeMember, membersOf, type Organisation } from './organisations.ts';

describe('an invitation to work for an organisation', () => {
  let server: MailServer;
  let api: ApiUnderTest;
  let choir: Organisation;

  beforeAll(async () => {
    server = await startMailServer();
    api = new ApiUnderTest({ ...mailedTo(server), DATABASE_POOL_SIZE: '10' }, 1);
    await api.start();
    choir = await founded();
  });

  afterAll(async () => {
    await api.end();
    await server.stop();
  });

  /** Somebody who has proved their address by the mail that came to it. */
  async function withAccount(person = stranger()): Promise<SignedIn> {
    await api.post('/auth/register', person);
    const mail = await deliveredMail(server, person.email, SUBJECTS.verifyEmail);
    const { password } = person;
    const { status } = await api.post('/auth/verify-email', { token: tokenOf(mail), password });
    expect(status).toBe(200);
    return signIn(api, person);
  }

  async function founded(organiser: object = CHOIR): Promise<Organisation> {
    const person = await withAccount();
    await api.sql.execute(`UPDATE users SET role = 'organiser' WHERE id = $1`, [person.id]);
    const owner = await signIn(api, person);
    const { status, body } = await api.post<Envelope<OrganiserDto>>(
      '/organisers',
      organiser,
      owner,
    );
    expect(status).toBe(201);
    return { id: body.data.id, owner };
  }

  const invite = (email: string, role: OrganiserRole = 'manager', { id, owner } = choir) =>
    api.post<Envelope<OrganiserInvitationDto>>(
      `/organisers/${id}/invitations`,
      { email, role },
      owner,
    );

  const INVITATION = `Join ${CHOIR.name} on Boxoffice`;

  /** The token of an invitation's mail: the newest, once there are as many. */
  const tokenFor = async (
    email: string,
    count = 1,
    subject: string | RegExp = INVITATION,
  ): Promise<string> => linkIn(await deliveredMail(server, email, subject, count));

  const accept = (token: string, by: SignedIn) =>
    api.post<Envelope<OrganiserDto>>('/organisers/invitations/accept', { token }, by);

  const openOf = async ({ id, owner } = choir): Promise<OrganiserInvitationDto[]> => {
    const at = `/organisers/${id}/invitations`;
    return (await api.get<Envelope<OrganiserInvitationDto[]>>(at, owner)).body.data;
  };

  it('comes by mail, and is accepted with the account that has the address', async () => {
    const person = stranger();
    const { status, body } = await invite(person.email.toUpperCase());
    expect(status).toBe(201);
    expect(body.data).toEqual({
      id: expect.stringMatching(/^\d+$/),
      email: person.email.toUpperCase(),
      role: 'manager',
      createdAt: expect.stringMatching(/Z$/),
      expiresAt: expect.stringMatching(/Z$/),
    });
    expect(await openOf()).toContainEqual(body.data);
    const mail = await deliveredMail(server, person.email, INVITATION);
    expect(mail.to).toEqual([{ name: '', address: person.email }]);
    expect(mail.text).toContain(`${CHOIR.name} sells its tickets with Boxoffice`);
    expect(mail.text).toContain('a manager');
    const token = linkIn(mail);
    expect(JSON.stringify(body)).not.toContain(token);

    // Nobody needs an account before they are invited.
    const account = await withAccount(person);
    const accepted = await accept(token, account);
    expect(accepted.status).toBe(200);
    expect(accepted.body.data).toMatchObject({ ...CHOIR, id: choir.id, role: 'manager' });
    expect(await membersOf(api, choir.id)).toContainEqual({ id: account.id, role: 'manager' });
    expect(await openOf()).not.toContainEqual(expect.objectContaining({ id: body.data.id }));
  });

  it('is in the language of the organisation', async () => {
    const chor = await founded({ ...CHOIR, name: 'Chor St. Marien', language: 'de' });
    const { email } = stranger();
    await invite(email, 'box_office', chor);
    const mail = await deliveredMail(server, email, 'Chor St. Marien lädt Sie zu Boxoffice ein');
    expect(mail.text).toContain('Abendkasse');
    expect(linkIn(mail)).toMatch(/^[\w-]{43}$/);
  });

  it('makes an owner of whom an admin founds an organisation for', async () => {
    const person = await withAccount();
    const admin = await withAccount();
    await api.sql.execute(`UPDATE users SET role = 'admin' WHERE id = $1`, [admin.id]);
    const founding = await api.post<Envelope<OrganiserDto>>(
      '/organisers',
      { ...CHOIR, ownerEmail: person.email },
      await signIn(api, admin),
    );
    expect(founding).toMatchObject({ status: 201, body: { data: { role: null } } });
    const { id } = founding.body.data;
    expect(await membersOf(api, id)).toEqual([]);
    expect((await accept(await tokenFor(person.email), person)).status).toBe(200);
    expect(await membersOf(api, id)).toEqual([{ id: person.id, role: 'owner' }]);
  });

  it('is worth nothing to another account, and stays open', async () => {
    const person = await withAccount();
    const thief = await withAccount();
    await invite(person.email);
    const token = await tokenFor(person.email);
    await expectNoChange(api.sql, async () => {
      expectProblem(await accept(token, thief), 403, 'INVITATION_FOR_ANOTHER_ADDRESS');
      const nobody = await api.post('/organisers/invitations/accept', { token });
      expectProblem(nobody, 401, 'UNAUTHENTICATED');
    });
    expect((await accept(token, person)).status).toBe(200);
  });

  it('is worth nothing to whoever only says the address', async () => {
    const person = await withAccount();
    await invite(person.email);
    const token = await tokenFor(person.email);
    const { name, email } = person;
    const guest: Person = { name, email, password: '' };
    const asGuest = signedInBy(await api.post('/auth/guest', { name, email }), guest);
    await expectNoChange(api.sql, async () =>
      expectProblem(await accept(token, asGuest), 403, 'FORBIDDEN'),
    );
    // An account whose address isn't proved: none is made so today, and none may pass.
    await api.sql.execute(
      'UPDATE users SET email_verified_at = NULL, password_hash = NULL WHERE id = $1',
      [person.id],
    );
    await expectNoChange(api.sql, async () =>
      expectProblem(await accept(token, person), 403, 'INVITATION_FOR_ANOTHER_ADDRESS'),
    );
  });

  it('ends by its time', async () => {
    const person = await withAccount();
    const { id } = (await invite(person.email)).body.data;
    const token = await tokenFor(person.email);
    await api.sql.execute(
      `UPDATE organiser_invitations SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [id],
    );
    expect((await openOf()).map((open) => open.id)).not.toContain(id);
    await expectNoChange(api.sql, async () =>
      expectProblem(await accept(token, person), 410, 'TOKEN_INVALID'),
    );
    expect((await invite(person.email)).status).toBe(201);
    expect((await accept(await tokenFor(person.email, 2), person)).status).toBe(200);
  });

  it('is taken back', async () => {
    const person = await withAccount();
    const { id } = (await invite(person.email)).body.data;
    const token = await tokenFor(person.email);
    const at = `/organisers/${choir.id}/invitations/${id}`;
    expect((await api.delete(at, choir.owner)).status).toBe(200);
    await expectNoChange(api.sql, async () => {
      expectProblem(await accept(token, person), 410, 'TOKEN_INVALID');
      expectProblem(await api.delete(at, choir.owner), 404, 'INVITATION_NOT_FOUND');
    });
  });

  it('takes the place of the one before', async () => {
    const person = await withAccount();
    await invite(person.email, 'manager');
    const first = await tokenFor(person.email);
    await invite(person.email, 'door');
    const second = await tokenFor(person.email, 2);
    expectProblem(await accept(first, person), 410, 'TOKEN_INVALID');
    expect((await accept(second, person)).body.data.role).toBe('door');
  });

  it('by a manager doesn’t take the place of an owner’s', async () => {
    const manager = await withAccount();
    await makeMember(api, manager, 'manager', choir.id);
    const person = await withAccount();
    const { id } = (await invite(person.email, 'owner')).body.data;
    await expectNoChange(api.sql, async () => {
      const body = { email: person.email, role: 'door' };
      const again = await api.post(`/organisers/${choir.id}/invitations`, body, manager);
      expectProblem(again, 403, 'FORBIDDEN');
      const withdrawn = await api.delete(`/organisers/${choir.id}/invitations/${id}`, manager);
      expectProblem(withdrawn, 403, 'FORBIDDEN');
    });
    expect((await accept(await tokenFor(person.email), person)).body.data.role).toBe('owner');
  });

  it('works once, also where it is accepted five times at once', async () => {
    const person = await withAccount();
    await invite(person.email);
    const token = await tokenFor(person.email);
    const { all } = await api.sql.transaction(async (client) => {
      await client.query('SELECT FROM organisers WHERE id = $1 FOR UPDATE', [choir.id]);
      const answers = Promise.all(Array.from({ length: 5 }, () => accept(token, person)));
      await untilWaiting(api.sql, 5);
      return { all: answers };
    });
    expect((await all).map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410]);
    const members = await membersOf(api, choir.id);
    expect(members.filter(({ id }) => id === person.id)).toHaveLength(1);
    expectProblem(await accept(token, person), 410, 'TOKEN_INVALID');
  });

  it('isn’t sent to a member, and none is accepted by one', async () => {
    const person = await withAccount();
    await invite(person.email);
    const token = await tokenFor(person.email);
    await makeMember(api, person, 'door', choir.id);
    await expectNoChange(api.sql, async () => {
      expectProblem(await invite(person.email), 409, 'ALREADY_MEMBER');
      expectProblem(await accept(token, person), 409, 'ALREADY_MEMBER');
    });
  });

  it('is sent to an address five times an hour, by whomever, and the last link works', async () => {
    const person = await withAccount();
    const other = await founded();
    for (let sent = 1; sent <= 5; sent += 1) {
      expect((await invite(person.email, 'door', sent === 1 ? other : choir)).status).toBe(201);
      await tokenFor(person.email, sent);
    }
    await expectNoChange(api.sql, async () => {
      const answer = await invite(person.email);
      expectProblem(answer, 429, 'TOO_MANY_REQUESTS');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    });
    expect(delivered(server, person.email, INVITATION)).toHaveLength(5);
    expect((await accept(await tokenFor(person.email, 5), person)).status).toBe(200);
  });

  it('is one too many beyond 200 members and open invitations', async () => {
    const full = await founded();
    await api.sql.execute(
      `INSERT INTO organiser_invitations
         (id, organiser_id, email, email_key, role, token_hash, expires_at)
       SELECT nth, $1, nth || '@example.org', nth || '@example.org', 'door',
         sha256(nth::text::bytea), now() + interval '1 day'
       FROM generate_series(1, 199) AS nth`,
      [full.id],
    );
    await expectNoChange(api.sql, async () => {
      const answer = await invite(stranger().email, 'door', full);
      expect(expectProblem(answer, 409, 'MEMBER_LIMIT_EXCEEDED').limit).toBe(200);
    });
    // One of those takes the place of another.
    expect((await invite('7@example.org', 'door', full)).status).toBe(201);
  });

  it.each([
    { email: 'nobody', role: 'door' },
    { email: 'a@b.example, c@d.example', role: 'door' },
    { email: 'a@b.example\r\nbcc: c@d.example', role: 'door' },
    { email: null, role: 'door' },
    { email: 'a@b.example', role: 'admin' },
    { email: 'a@b.example', role: 'guest' },
    { role: 'door' },
    { email: 'a@b.example' },
  ])('isn’t written for %j', async (body) => {
    await expectNoChange(api.sql, async () => {
      const at = `/organisers/${choir.id}/invitations`;
      expectProblem(await api.post(at, body, choir.owner), 422, 'VALIDATION_FAILED');
    });
  });

  it.each([['x'.repeat(43)], ['x'], ["' OR 1=1 --"]])('isn’t guessed: %s', async (token) => {
    expectProblem(await accept(token, choir.owner), 410, 'TOKEN_INVALID');
  });

  it.each([[''], [null], [1], [{}], ['x'.repeat(1_001)]])(
    'has a token: %j is none',
    async (token) => {
      const answer = await api.post('/organisers/invitations/accept', { token }, choir.owner);
      expectProblem(answer, 422, 'VALIDATION_FAILED');
    },
  );
});

/** The token of the link in an invitation: behind the #, where no server sees it. */
function linkIn({ text }: ReceivedMail): string {
  const [, token] = /\/organiser\/invitation#(\S+)/.exec(text) ?? [];
  if (token === undefined) throw new Error(`No invitation in: ${text}`);
  return token;
}
