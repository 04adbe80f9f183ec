import { request } from '@boxoffice/testing';
import type { Envelope, ProblemDto, UserDto } from '@boxoffice/contracts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectNothingFromInside, expectProblem } from '../setup/expect-problem.ts';
import { rawRequest } from '../setup/raw-request.ts';
import { useSharedApi } from '../setup/use-api.ts';

describe('bodies made to break something', () => {
  const api = useSharedApi();

  it.each([
    [
      '101 lines',
      '/booking/reserve',
      { userId: 1, tickets: Array(101).fill({ tier: 'VIP', quantity: 1 }) },
    ],
    ['3,000 empty lines', '/booking/reserve', { userId: 1, tickets: Array(3_000).fill({}) }],
    [
      '3,000 lines that are null',
      '/booking/reserve',
      { userId: 1, tickets: Array(3_000).fill(null) },
    ],
    [
      '1,001 ids',
      '/booking/confirm',
      { userId: 1, ticketIds: Array.from({ length: 1_001 }, (_, index) => index + 1) },
    ],
    [
      '7,000 ids that are none',
      '/booking/confirm',
      { userId: 1, ticketIds: Array(7_000).fill('x') },
    ],
  ])('%s: 422, and the answer is short', async (_, path, body) => {
    const answer = await expectNoChange(api.sql, () => api.post<ProblemDto>(path, body));
    expectProblem(answer, 422, 'VALIDATION_FAILED');
    expect(JSON.stringify(answer.body).length).toBeLessThan(20_000);
  });

  it.each([
    '{"name":"x","__proto__":{"role":"admin"}}',
    '{"__proto__":{"name":"x"}}',
    '{"name":"x","constructor":{"prototype":{"role":"admin"}}}',
    '{"name":"x","\\u005f_proto__":{"role":"admin"}}',
  ])('keys of prototypes: %s is refused or without effect', async (body) => {
    const admins = () => api.sql.rows(`SELECT id FROM users WHERE role = 'admin' ORDER BY id`);
    const before = await admins();
    const answer = await api.post<ProblemDto>('/users', body);
    expect([201, 400, 422]).toContain(answer.status);
    expectNothingFromInside(answer);
    const after = await api.post<Envelope<UserDto>>('/users', { name: 'Ada' });
    expect(after.body.data).toMatchObject({ name: 'Ada', role: 'customer' });
    expect(await admins()).toEqual(before);
  });

  it('a key that stands twice: the last one counts, for the check and for the deed', async () => {
    const answer = await api.post<Envelope<UserDto>>('/users', '{"name":"first","name":"last"}');
    expect(answer.body.data.name).toBe('last');
    const refused = await api.post('/users', '{"name":"first","name":""}');
    expectProblem(refused, 422, 'VALIDATION_FAILED');
    const twice = await api.post(
      '/booking/reserve',
      '{"userId":1,"tickets":[{"tier":"VIP","quantity":1,"quantity":-1}]}',
    );
    expectProblem(twice, 422, 'VALIDATION_FAILED');
  });

  it('bytes that are no UTF-8: no 500', async () => {
    const { status } = await rawRequest({
      url: api.process.url,
      path: '/api/v1/users',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    });
    expect([400, 422]).toContain(status);
  });

  it.each([
    ['10,000 characters', 10_000],
    ['100,000 characters', 100_000],
  ])('an address of %s: 4xx', async (_, length) => {
    for (const path of [
      `/tickets/${'1'.repeat(length)}`,
      `/tickets?eventId=${'1'.repeat(length)}`,
    ]) {
      const answer = await request(api.at(path));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expectNothingFromInside(answer);
    }
    expect((await api.get('/tickets/1')).status).toBe(200);
  });

  it.each([
    '/tickets/%',
    '/tickets/%zz',
    '/tickets/%ff',
    '/tickets/..%2f..%2fetc%2fpasswd',
    '//',
    '/tickets/1;x',
  ])('the address %s: 4xx, as problem+json', async (path) => {
    const answer = await rawRequest({ url: api.process.url, path: `/api/v1${path}` });
    expect([400, 404]).toContain(answer.status);
    expectProblem(answer, answer.status, (answer.body as ProblemDto).code);
  });
});
