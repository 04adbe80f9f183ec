import type { Envelope, OrganiserDto, OrganiserSummaryDto, ProblemDto } from '@boxoffice/contracts';
import { newcomer, type SignedIn } from '../accounts/people.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { CHOIR, founded, membersOf, memberOf } from './organisations.ts';

describe('an organisation', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  const listedTo = async (person: SignedIn, query = ''): Promise<OrganiserSummaryDto[]> =>
    (await api.get<Envelope<OrganiserSummaryDto[]>>(`/organisers${query}`, person)).body.data;

  it('is founded by an organiser, who owns it', async () => {
    const ada = await newcomer(api, 'organiser');
    const answer = await api.post<Envelope<OrganiserDto>>('/organisers', CHOIR, ada);
    const organiser = answer.body.data;
    expect(answer.status).toBe(201);
    expect(organiser).toEqual({
      ...CHOIR,
      id: expect.stringMatching(/^\d+$/),
      role: 'owner',
      createdAt: expect.stringMatching(/Z$/),
    });
    expect(await membersOf(api, organiser.id)).toEqual([{ id: ada.id, role: 'owner' }]);
    const found = await api.get<Envelope<OrganiserDto>>(`/organisers/${organiser.id}`, ada);
    expect(found.body.data).toEqual(organiser);
    expect(await listedTo(ada)).toEqual([{ id: organiser.id, name: CHOIR.name, role: 'owner' }]);
  });

  it('is founded by nobody else', async () => {
    for (const role of ['customer', 'door_staff'] as const) {
      const person = await newcomer(api, role);
      await expectNoChange(api.sql, async () =>
        expectProblem(await api.post('/organisers', CHOIR, person), 403, 'FORBIDDEN'),
      );
    }
    expectProblem(await api.post('/organisers', CHOIR), 401, 'UNAUTHENTICATED');
  });

  it('is one of twenty that an account may own, however many requests come at once', async () => {
    const ada = await newcomer(api, 'organiser');
    const answers = await Promise.all(
      Array.from({ length: 26 }, () => api.post('/organisers', CHOIR, ada)),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(6);
    for (const answer of refused) {
      expect(expectProblem(answer, 409, 'ORGANISER_LIMIT_EXCEEDED').limit).toBe(20);
    }
    expect(await listedTo(ada, '?limit=100')).toHaveLength(20);
    const bob = await newcomer(api, 'organiser');
    expect((await api.post('/organisers', CHOIR, bob)).status).toBe(201);
  });

  it('is founded once, however often the request is sent with a key', async () => {
    const ada = await newcomer(api, 'organiser');
    const headers = { ...ada.headers, 'idempotency-key': 'choir' };
    const ask = () => api.post<Envelope<OrganiserDto>>('/organisers', CHOIR, { headers });
    const [first, again] = [await ask(), await ask()];
    expect(again.body).toEqual(first.body);
    expect(await listedTo(ada)).toHaveLength(1);
  });

  it('is seen by all of its members, each with their own role', async () => {
    const choir = await founded(api);
    for (const role of ['manager', 'box_office', 'door'] as const) {
      const person = await memberOf(api, choir, role);
      const { body } = await api.get<Envelope<OrganiserDto>>(`/organisers/${choir.id}`, person);
      expect(body.data).toMatchObject({ ...CHOIR, role });
      expect(await listedTo(person)).toEqual([{ id: choir.id, name: CHOIR.name, role }]);
    }
  });

  it('is listed in pages, and to admins with all others', async () => {
    const [first, second] = [await founded(api), await founded(api)];
    const admin = await newcomer(api, 'admin');
    const page = await listedTo(admin, `?limit=1&after=${first.id}`);
    expect(page).toHaveLength(1);
    const both = await listedTo(admin, `?after=${BigInt(first.id) - 1n}`);
    expect(both.map(({ id }) => id)).toEqual(expect.arrayContaining([first.id, second.id]));
    expect(both.every(({ role }) => role === null)).toBe(true);
    const found = await api.get<Envelope<OrganiserDto>>(`/organisers/${first.id}`, admin);
    expect(found.body.data).toMatchObject({ id: first.id, role: null });
  });

  it('is changed by its owners alone, in what they name', async () => {
    const choir = await founded(api);
    const at = `/organisers/${choir.id}`;
    const change = { name: '  Choir of St John ', terms: '', currency: 'CHF', timeZone: 'UTC' };
    const { status, body } = await api.patch<Envelope<OrganiserDto>>(at, change, choir.owner);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ ...CHOIR, ...change, name: 'Choir of St John' });
    for (const role of ['manager', 'box_office', 'door'] as const) {
      const person = await memberOf(api, choir, role);
      await expectNoChange(api.sql, async () =>
        expectProblem(await api.patch(at, { name: 'Mine' }, person), 403, 'FORBIDDEN'),
      );
    }
  });

  it.each([
    ['name', ''],
    ['name', '\u200b'],
    ['name', 'x'.repeat(201)],
    ['name', 'a\nb'],
    ['name', null],
    ['contactEmail', 'nobody'],
    ['contactEmail', 'a@b.example\r\nbcc: c@d.example'],
    ['imprint', 'http://choir.example'],
    ['terms', 'javascript://choir.example/%0aalert(1)'],
    ['privacy', 'a\u0000b'],
    ['refundPolicy', 'x'.repeat(20_001)],
    ['refundPolicy', null],
    ['currency', 'EURO'],
    ['currency', 'XYZ'],
    ['currency', 'eur'],
    ['timeZone', 'Europe/Atlantis'],
    ['timeZone', '+02:00'],
    ['language', 'fr'],
    ['language', ['en']],
  ])('refuses %s: %j, and stores nothing', async (field, value) => {
    const choir = await founded(api);
    await expectNoChange(api.sql, async () => {
      for (const answer of [
        await api.post<ProblemDto>('/organisers', { ...CHOIR, [field]: value }, choir.owner),
        await api.patch<ProblemDto>(`/organisers/${choir.id}`, { [field]: value }, choir.owner),
      ]) {
        const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
        expect(errors?.map((error) => error.field)).toEqual([field]);
      }
    });
  });

  it('takes the longest texts that there may be', async () => {
    const { owner } = await founded(api);
    const text = JSON.stringify('🎫'.repeat(20_000)).replaceAll('🎫', '\\ud83c\\udfab');
    const { status } = await api.post(
      '/organisers',
      `{"imprint":${text},"terms":${text},"privacy":${text},"refundPolicy":${text},${JSON.stringify({ name: 'x'.repeat(200), contactEmail: 'a@b.example', currency: 'EUR', timeZone: 'UTC', language: 'de' }).slice(1)}`,
      owner,
    );
    expect(status).toBe(201);
  });

  it('is not given to somebody else by anybody but an admin', async () => {
    const { owner } = await founded(api);
    const body = { ...CHOIR, ownerEmail: 'grace@choir.example' };
    await expectNoChange(api.sql, async () => {
      const { errors } = expectProblem(
        await api.post<ProblemDto>('/organisers', body, owner),
        422,
        'VALIDATION_FAILED',
      );
      expect(errors?.map(({ field }) => field)).toEqual(['ownerEmail']);
    });
  });
});
