import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';

describe('an error', () => {
  const api = useSharedApi();

  it('is problem+json with every member of RFC 9457, a code, and the first API’s error', async () => {
    const { status, headers, body } = await api.get('/tickets/999999?secret=1');
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toEqual({
      type: 'urn:boxoffice:problem:ticket-not-found',
      title: 'Ticket not found',
      status: 404,
      detail: 'There is no ticket 999999.',
      instance: '/api/v1/tickets/999999',
      code: 'TICKET_NOT_FOUND',
      requestId: headers['x-request-id'],
      error: { message: 'There is no ticket 999999.', status: 404 },
    });
  });

  it('of validation lists each field that was refused, however deep it lies', async () => {
    const answer = await api.post('/booking/reserve', {
      userId: 'x',
      eventId: -1,
      tickets: [
        { tier: 'VIP', quantity: 1 },
        { tier: 7, quantity: 0 },
      ],
    });
    const problem = expectProblem(answer, 422, 'VALIDATION_FAILED');
    expect(problem.errors?.map(({ field }) => field).sort()).toEqual([
      'eventId',
      'tickets.1.quantity',
      'tickets.1.tier',
      'userId',
    ]);
    for (const { messages } of problem.errors ?? []) expect(messages[0]).toMatch(/\S/);
  });

  it.each(['[]', 'null', '7', '"text"', 'true'])(
    'is told where the body is %s instead of an object',
    async (body) => {
      const answer = await api.post('/booking/reserve', body);
      expectProblem(answer, 422, 'VALIDATION_FAILED');
    },
  );

  it('is told where the body is not JSON by its media type', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      const answer = await api.post('/users', 'name=x', { headers: { 'content-type': type } });
      expectProblem(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
    }
  });
});
