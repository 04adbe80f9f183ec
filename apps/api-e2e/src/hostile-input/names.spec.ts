import type { Envelope, ProblemDto, UserDto } from '@boxoffice/contracts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';

const TEXTS = [
  ['SQL', `Robert'); DROP TABLE tickets;--`],
  ['SQL in a comment', `x' /* */ OR 1=1 -- `],
  ['a placeholder', '$1 ?1 :name %s {}'],
  ['HTML', `<img src=x onerror=alert(1)>"'&amp;`],
  ['quotes and backslashes', String.raw`"'\\\"` + '`'],
  ['right-to-left and combining characters', 'עִבְרִית e\u0301'],
  ['emoji', '👩‍👩‍👧‍👦🎟️'],
  ['characters of two code units', '𝒜'.repeat(255)],
  ['__proto__', '__proto__'],
  ['null', 'null'],
] as const;

describe('texts that mean something elsewhere', () => {
  const api = useSharedApi();

  /** Other files that share the database may have made some. */
  async function ticketsOfDemo(): Promise<number> {
    const { tickets } = await api.sql.row<{ tickets: number }>(
      'SELECT count(*)::integer AS tickets FROM tickets WHERE event_id = 1',
    );
    return tickets;
  }

  it.each(TEXTS)('%s as a name: kept as it is', async (_, name) => {
    const before = await ticketsOfDemo();
    const { status, body } = await api.post<Envelope<UserDto>>('/users', { name });
    expect(status).toBe(201);
    expect(body.data.name).toBe(name.trim().normalize('NFC'));
    const shown = await api.get<Envelope<UserDto>>(`/users/${body.data.id}`);
    expect(shown.body.data.name).toBe(name.trim().normalize('NFC'));
    expect(await ticketsOfDemo()).toBe(before);
  });

  it.each([
    ['a zero byte', 'a\u0000b'],
    ['a line break', 'a\nb'],
    ['an escape', 'a\u001b[31mb'],
    ['nothing but zero-width spaces', '\u200b\u200b'],
    ['nothing but a filler of Hangul', '\u3164'],
    ['nothing but empty Braille', '\u2800'],
    ['nothing but joiners', '\u200d\u200c'],
    ['nothing but an accent', '\u0301'],
    ['a joiner after a blank', 'Ada \u200dLovelace'],
    ['an override of the direction', '\u202eevil'],
    ['an isolate of the direction', 'a\u2066b'],
    ['a soft hyphen', 'a\u00adb'],
    ['a byte-order mark', 'a\ufeffb'],
  ])('%s in a name: 422', async (_, name) => {
    const answer = await expectNoChange(api.sql, () => api.post('/users', { name }));
    expectProblem(answer, 422, 'VALIDATION_FAILED');
  });

  it.each(['/auth/guest', '/auth/register'])(
    'a name that nobody sees, at %s: 422',
    async (path) => {
      for (const name of ['\u200b\u200b', '\u3164', '\u2800', '\u202eevil']) {
        const body = { name, email: 'unseen@example.org', password: 'four lemon trees at dawn' };
        const answer = await expectNoChange(api.sql, () => api.post(path, body));
        const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
        expect(errors).toMatchObject([{ field: 'name' }]);
      }
    },
  );

  it('half a character (a lone surrogate) in a name: no 500', async () => {
    const { status } = await api.post('/users', '{"name":"a\\ud800b"}');
    expect([201, 422]).toContain(status);
  });

  it.each(TEXTS)('%s as a tier: 404 or 422, and nothing changes', async (_, tier) => {
    const answer = await expectNoChange(api.sql, () =>
      api.post<ProblemDto>('/booking/reserve', { userId: 1, tickets: [{ tier, quantity: 1 }] }),
    );
    expect([404, 422]).toContain(answer.status);
    const code = answer.status === 404 ? 'TIER_NOT_FOUND' : 'VALIDATION_FAILED';
    expect(answer.body.code).toBe(code);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'vip', ' VIP'])(
    'the tier %j: 404',
    async (tier) => {
      const answer = await api.post('/booking/reserve', {
        userId: 1,
        tickets: [{ tier, quantity: 1 }],
      });
      expectProblem(answer, 404, 'TIER_NOT_FOUND');
    },
  );

  it.each(['VIP\u0000', '\u0000', '\ud800', 'V\nIP'])(
    'the tier %j, which no database keeps, with a key: 422',
    async (tier) => {
      const body = { userId: 1, tickets: [{ tier, quantity: 1 }] };
      const headers = { 'idempotency-key': `tier ${JSON.stringify(tier)}`.replaceAll(' ', '-') };
      const answer = await expectNoChange(api.sql, () =>
        api.post('/booking/reserve', body, { headers }),
      );
      expectProblem(answer, 422, 'VALIDATION_FAILED');
    },
  );

  it('a name that is longer for the database than it looks: 422', async () => {
    const answer = await expectNoChange(api.sql, () =>
      api.post('/users', { name: 'a\ufe0f'.repeat(200) }),
    );
    expectProblem(answer, 422, 'VALIDATION_FAILED');
  });

  it('an answer is never a page: HTML that comes back is JSON, and is not sniffed', async () => {
    const { headers } = await api.post('/users', { name: '<script>alert(1)</script>' });
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});
