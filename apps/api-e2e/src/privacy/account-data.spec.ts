import { ProblemCode, type AccountDataDto, type Envelope } from '@boxoffice/contracts';
import { hold, pay } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { signIn } from './sign-in.ts';

describe('downloading what is stored about one', () => {
  const api = useApi({ AUDIT_SEAL_INTERVAL_MS: '50' });

  it('tells all of it, of nobody else, and no secret', async () => {
    const john = await signIn(api, 'john');
    const jane = await signIn(api, 'jane');
    const sale = await openSale(api.sql, { GA: 3 });
    const mine = await hold(api, sale, john.userId, 'GA', 2);
    await pay(api, mine);
    const others = await hold(api, sale, jane.userId);

    const { body, headers } = await until('what was recorded is sealed', async () => {
      const answer = await api.get<Envelope<AccountDataDto>>('/account/data', john);
      return answer.body.data.data.audit?.length === 2 && answer;
    });

    expect(headers['content-disposition']).toBe('attachment; filename="boxoffice-data.json"');
    expect(body.data).toMatchObject({
      at: expect.stringMatching(/Z$/),
      data: {
        account: [{ id: john.userId, name: 'John Doe', email: 'john@boxoffice.example' }],
        sessions: [{ userAgent: 'browser-of-john', ip: '127.0.0.1', endedAt: null }],
        bookings: [
          {
            id: mine.bookingId,
            status: 'confirmed',
            ticketIds: mine.ticketIds,
            totalMinor: '2000',
            payment: { provider: 'simulated', amountMinor: 2_000 },
          },
        ],
        audit: [
          { action: 'booking.confirmed', subjectId: mine.bookingId },
          { action: 'booking.reserved', subjectId: mine.bookingId },
        ],
        mails: expect.any(Array),
        accountRequests: expect.any(Array),
        keptAnswers: expect.any(Array),
      },
    });
    const text = JSON.stringify(body);
    expect(text).not.toMatch(/argon2|token_?hash|totp_?secret|password/i);
    expect(text).not.toContain(others.bookingId);
    expect(text).not.toMatch(/jane/i);
  });

  it('is for those who are signed in', async () => {
    const headers = { authorization: 'Bearer forged' };
    expectProblem(await api.get('/account/data', { headers }), 401, ProblemCode.Unauthenticated);
    expectProblem(await api.get('/account/data'), 401, ProblemCode.Unauthenticated);
  });
});
