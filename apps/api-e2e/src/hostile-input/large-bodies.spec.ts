import { CONFIRM_TICKETS_MAX, RESERVE_LINES_MAX, type ProblemDto } from '@boxoffice/contracts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';

/** As many fields with names of their own. */
const fields = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, index]));

describe('a body with more in it than any valid one', () => {
  const api = useSharedApi();

  it.each([
    ['33,000 lines', '/booking/reserve', { userId: 1, tickets: Array(33_000).fill({}) }],
    ['9,000 fields', '/booking/reserve', { userId: 1, ...fields(9_000) }],
    ['9,000 fields', '/users', { name: 'Ada', ...fields(9_000) }],
    ['20,000 ids', '/booking/confirm', { userId: 1, ticketIds: Array(20_000).fill('x') }],
    ['a name of 9,000 letters', '/users', { name: 'x'.repeat(9_000) }],
  ])('%s at %s: 413, which names the limit', async (_, path, body) => {
    const answer = await expectNoChange(api.sql, () => api.post<ProblemDto>(path, body));
    const { detail } = expectProblem(answer, 413, 'BODY_TOO_LARGE');
    expect(detail).toMatch(/^The body must not be larger than (8|16|32|72) kB\.$/);
  });

  it.each([
    [
      '5,000 lines',
      '/booking/reserve',
      { userId: 1, tickets: Array(5_000).fill({}) },
      'tickets must contain no more than 100 elements',
    ],
    [
      '5,000 ids',
      '/booking/confirm',
      { userId: 1, ticketIds: Array(5_000).fill(7) },
      'ticketIds must contain no more than 1000 elements',
    ],
    ['500 fields', '/users', { name: 'Ada', ...fields(500) }, 'no more than 32 fields'],
    [
      'a line of 500 fields',
      '/booking/reserve',
      { userId: 1, tickets: [{ tier: 'VIP', quantity: 1, ...fields(500) }] },
      'no more than 32 fields',
    ],
    [
      '2,000 values in what nobody asked for',
      '/booking/confirm',
      { userId: 1, ticketIds: ['1'], more: Array(2_000).fill([]) },
      'no more than 1100 values',
    ],
    [
      '2,000 values where a text belongs',
      '/users',
      { name: Array(2_000).fill({}) },
      'no more than 1100 values',
    ],
  ])('%s at %s: 422 about the whole, not about each', async (_, path, body, message) => {
    const answer = await expectNoChange(api.sql, () => api.post<ProblemDto>(path, body));
    const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
    // One error alone: no rule has looked at what is in it.
    expect(errors).toEqual([expect.objectContaining({ messages: [expect.any(String)] })]);
    expect(errors?.[0]?.messages[0]).toContain(message);
    expect(JSON.stringify(answer.body).length).toBeLessThan(1_000);
  });

  it('500 fields of a query: 422', async () => {
    const query = Array.from({ length: 500 }, (_, index) => `f${index}`).join('&');
    const { errors } = expectProblem(await api.get(`/tickets?${query}`), 422, 'VALIDATION_FAILED');
    expect(errors).toHaveLength(1);
  });

  it('is counted by the rate limits like any other', async () => {
    const limited = await api.startAnother({
      RATE_LIMITS: 'on',
      RATE_LIMIT_RESERVE_ADDRESS: '2/60',
    });
    const ask = async () => {
      const { status } = await fetch(`${limited.url}/api/v1/booking/reserve`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ userId: 1, tickets: Array(1_000).fill({}) }),
      });
      return status;
    };
    expect([await ask(), await ask(), await ask()]).toEqual([422, 422, 429]);
    await limited.stop();
  });
});

describe('the largest valid request', () => {
  const api = useSharedApi();

  it('to reserve is read: 100 lines of the longest names, escaped and on lines of their own', async () => {
    const tier = '\\ud83d\\ude00'.repeat(50);
    const line = `{\n"tier": "${tier}",\n"quantity": 2147483647}`;
    const body = `{"userId": "1", "tickets": [${Array(RESERVE_LINES_MAX).fill(line).join(',\n')}]}`;
    expectProblem(await api.post('/booking/reserve', body), 404, 'TIER_NOT_FOUND');
  });

  it('to confirm is read: 1,000 of the longest ids, each on an indented line', async () => {
    const ticketIds = Array.from({ length: CONFIRM_TICKETS_MAX }, (_, index) =>
      String(9_223_372_036_854_770_000n + BigInt(index)),
    );
    const body = JSON.stringify({ userId: '1', ticketIds, paymentSimulation: 'success' }, null, 4);
    expectProblem(await api.post('/booking/confirm', body), 404, 'TICKET_NOT_FOUND');
  });

  it('to register is read: name and password of four-byte characters, escaped', async () => {
    const letters = (count: number): string => '\\ud83c\\udfad'.repeat(count);
    const email = `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.example`;
    const body = `{"name":"${letters(255)}","email":"${email}","password":"${letters(128)}"}`;
    const answer = await api.post('/auth/register', body);
    expect(answer.status).not.toBe(413);
  });
});
