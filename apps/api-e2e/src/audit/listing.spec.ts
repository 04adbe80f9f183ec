import { ProblemCode, type AuditPageDto, type Envelope } from '@boxoffice/contracts';
import { hold } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUsers, openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';

describe('listing the audit', () => {
  const api = useApi({ AUDIT_SEAL_INTERVAL_MS: '50' });
  let userIds: string[];
  let bookingIds: string[];

  const list = async (query: string): Promise<AuditPageDto> =>
    (await api.get<Envelope<AuditPageDto>>(`/admin/audit?${query}`)).body.data;

  beforeAll(async () => {
    const sale = await openSale(api.sql, { GA: 10 });
    userIds = await addUsers(api.sql, 2);
    bookingIds = [];
    for (const userId of [...userIds, ...userIds, ...userIds].sort()) {
      bookingIds.push((await hold(api, sale, userId)).bookingId);
    }
    await until(
      'all is sealed',
      async () => (await list('limit=200&subjectKind=booking')).entries.length === 6,
    );
  });

  it('is the latest first, page by page without a gap', async () => {
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page: AuditPageDto = await list(
        `subjectKind=booking&limit=4${next === null ? '' : `&before=${next}`}`,
      );
      seen.push(...page.entries.map(({ subject }) => subject.id));
      next = page.next;
    } while (next !== null);
    expect(seen).toEqual([...bookingIds].reverse());
  });

  it('is narrowed by actor, subject, action and time, and by all of them at once', async () => {
    const [first = '', second = ''] = userIds;
    const ofFirst = await list(`actorId=${first}`);
    expect(ofFirst.entries.map(({ actor }) => actor.id)).toEqual([first, first, first]);
    const [entry] = ofFirst.entries;
    const at = entry?.at ?? '';
    const id = entry?.subject.id ?? '';
    const later = new Date(Date.parse(at) + 60_000).toISOString();
    const all = `subjectKind=booking&subjectId=${id}&actorId=${first}&action=booking.reserved`;
    expect((await list(`${all}&from=${at}&to=${later}`)).entries).toEqual([entry]);
    expect((await list(`${all}&from=${later}`)).entries).toEqual([]);
    expect((await list(`${all}&to=2020-01-01T00:00:00Z`)).entries).toEqual([]);
    expect((await list(`actorId=${second}&subjectId=${id}`)).entries).toEqual([]);
    expect((await list('action=booking.confirmed')).entries).toEqual([]);
    // Whom the demonstration brings with rights.
    const users = (await list('subjectKind=user')).entries.map(({ subject }) => subject.id);
    expect(users.sort()).toEqual(['3', '4', '5']);
  });

  it('names the people in it, and leaves out the action that nobody asks about', async () => {
    const [first = ''] = userIds;
    const { entries, names } = await list(`actorId=${first}&limit=1`);
    expect(entries[0]?.actor).toEqual({ id: first, role: 'customer' });
    expect(names).toEqual({ [first]: `User ${first}` });
    expect((await list('exceptAction=booking.expired')).entries.length).toBeGreaterThanOrEqual(6);
    const others = await list('exceptAction=booking.reserved');
    expect(others.entries.filter(({ action }) => action === 'booking.reserved')).toEqual([]);
  });

  it('takes the midnight that ends a day', async () => {
    expect((await api.get('/admin/audit?to=9999-12-31T24:00:00Z')).status).toBe(200);
  });

  it.each([
    'from=2026-02-31T00:00:00Z',
    'from=0000-01-01T00:00Z',
    'limit=0',
    'limit=201',
    'limit=ten',
    'before=-1',
    'before=1%20OR%201=1',
    'subjectId=x',
    'subjectKind=secret',
    'action=%27;DROP%20TABLE%20users',
    'from=yesterday',
    'to=2026-13-01T00:00:00Z',
    'actorId=1&actorId=2',
  ])('refuses %s', async (query) => {
    expectProblem(await api.get(`/admin/audit?${query}`), 422, ProblemCode.ValidationFailed);
  });

  it('is for those who are known alone', async () => {
    const headers = { authorization: 'Bearer forged' };
    const answer = await api.get('/admin/audit', { headers });
    expectProblem(answer, 401, ProblemCode.Unauthenticated);
  });
});
