import type { ProblemDto } from '@boxoffice/contracts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectNothingFromInside, expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';

/** Written as JSON, because JavaScript cannot hold them. */
const NO_IDS = [
  '9223372036854775808',
  '"9223372036854775808"',
  '9007199254740993',
  '1e300',
  '-9223372036854775808',
  '"-1"',
  '0',
  '1.0000000000000001e0',
  '0.5',
  '"1.0"',
  '"0x10"',
  '"1n"',
  '""',
  'true',
  'null',
  '[]',
  '[1]',
  '{}',
  '{"toString":1}',
];

describe('numbers at the edges', () => {
  const api = useSharedApi();

  const reserve = (userId: string, eventId = '1') =>
    api.post<ProblemDto>(
      '/booking/reserve',
      `{"userId":${userId},"eventId":${eventId},"tickets":[{"tier":"VIP","quantity":0}]}`,
    );

  it.each(NO_IDS)('%s as a user’s id: refused as no id, or read exactly', async (id) => {
    const answer = await expectNoChange(api.sql, () => reserve(id));
    const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
    const fields = errors?.map(({ field }) => field).sort();
    // The quantity is refused in any case; 1.0000000000000001e0 is the number 1.
    if (id === '1.0000000000000001e0') expect(fields).toEqual(['tickets.0.quantity']);
    else expect(fields).toEqual(['tickets.0.quantity', 'userId']);
  });

  it.each(['9223372036854775807', '"9223372036854775807"', '9007199254740991'])(
    'the largest ids: %s is answered',
    async (id) => {
      const answer = await api.post<ProblemDto>(
        '/booking/reserve',
        `{"userId":${id},"eventId":${id},"tickets":[{"tier":"VIP","quantity":1}]}`,
      );
      expect([404, 422]).toContain(answer.status);
      expectNothingFromInside(answer);
    },
  );

  it.each(['2147483647', '2147483648', '9223372036854775807', '1e308', '1e400', '-0', '5e-324'])(
    'quantity %s: a clear refusal, nothing changes',
    async (quantity) => {
      const answer = await expectNoChange(api.sql, () =>
        api.post<ProblemDto>(
          '/booking/reserve',
          `{"userId":1,"tickets":[{"tier":"VIP","quantity":${quantity}}]}`,
        ),
      );
      expect([409, 422]).toContain(answer.status);
      expectProblem(answer, answer.status, answer.body.code);
    },
  );

  it('quantities that add up beyond 32 bits: a clear refusal with the numbers', async () => {
    const line = { tier: 'VIP', quantity: 2_147_483_647 };
    const answer = await expectNoChange(api.sql, () =>
      api.post<ProblemDto>('/booking/reserve', { userId: 1, tickets: Array(20).fill(line) }),
    );
    expect(expectProblem(answer, 409, 'NOT_ENOUGH_TICKETS')).toMatchObject({
      available: 50,
      requested: 20 * 2_147_483_647,
    });
  });

  it.each([
    ['/tickets?eventId=9223372036854775807', 404],
    ['/tickets?eventId=9223372036854775808', 422],
    ['/tickets?eventId=', 422],
    ['/tickets?eventId=1&eventId=2', 422],
    ['/tickets?eventId[]=1', 200],
    ['/tickets?eventId=1%00', 422],
    [`/tickets?eventId=1'%20OR%20'1'='1`, 422],
    ['/tickets?limit=1&limit=2', 422],
    ['/tickets?limit=Infinity', 422],
    ['/tickets?limit=9223372036854775808', 422],
    ['/users?after=-1', 422],
    ['/users?after=9223372036854775807', 200],
    ['/users?limit=501', 422],
    ['/booking/user/1?before=x', 422],
    ['/booking/user/1?before=9223372036854775807', 200],
    ['/booking/user/1?limit=0', 422],
  ])('%s: %i', async (path, status) => {
    const answer = await api.get<ProblemDto>(path);
    if (status >= 400) expectProblem(answer, status, answer.body.code);
    expect(answer.status).toBe(status);
  });
});
