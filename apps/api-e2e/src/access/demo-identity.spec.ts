import { hold } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { useApi } from '../setup/use-api.ts';
import { rawRequest } from '../setup/raw-request.ts';

describe('the demo identity', () => {
  const api = useApi();

  it('is said loudly at start', () => {
    expect(api.process.log()).toContain('DEMO IDENTITY IS ON');
  });

  it.each(['Bearer x', 'Basic am9objpkb2U=', 'x', ''])(
    'does not count for a request with a token: Authorization %j is 401',
    async (authorization) => {
      const answer = await rawRequest({
        url: api.process.url,
        path: '/api/v1/users',
        headers: { authorization },
      });
      expectProblem(answer, 401, 'UNAUTHENTICATED');
    },
  );

  it.each(['boxoffice.example', 'localhost.example', '127.0.0.1.example', '192.168.0.7:3001'])(
    'does not count under a foreign name: Host %s is 401',
    async (host) => {
      const answer = await rawRequest({
        url: api.process.url,
        path: '/api/v1/users',
        headers: { host },
      });
      expectProblem(answer, 401, 'UNAUTHENTICATED');
    },
  );

  it.each(['localhost', 'localhost:3001', '127.0.0.1:3001', '[::1]:3001'])(
    'counts under a loopback name: Host %s is 200',
    async (host) => {
      const { status } = await rawRequest({
        url: api.process.url,
        path: '/api/v1/users',
        headers: { host },
      });
      expect(status).toBe(200);
    },
  );

  it.each(['https://elsewhere.example', 'null', 'http://localhost.example'])(
    'does not count for a page of another site, which need not ask before it sends: Origin %s is 403',
    async (origin) => {
      const sale = await openSale(api.sql, { GA: 1 });
      const { bookingId } = await hold(api, sale, '1');
      const path = `/api/v1/booking/${bookingId}/cancel`;
      const headers = { origin };
      const answer = await rawRequest({ url: api.process.url, method: 'POST', path, headers });
      expectProblem(answer, 403, 'FORBIDDEN');
    },
  );

  it('counts for a page of this machine', async () => {
    const headers = { origin: 'http://localhost:4200' };
    const { status } = await rawRequest({ url: api.process.url, path: '/api/v1/users', headers });
    expect(status).toBe(200);
  });

  it.each(['x-forwarded-host', 'x-forwarded-for', 'forwarded'])(
    'is not given to a foreign name by %s',
    async (header) => {
      const answer = await rawRequest({
        url: api.process.url,
        path: '/api/v1/users',
        headers: { host: 'boxoffice.example', [header]: '127.0.0.1' },
      });
      expectProblem(answer, 401, 'UNAUTHENTICATED');
    },
  );

  it.each([
    'Forwarded',
    'Via',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'X-Forwarded-Port',
    'X-Forwarded-Server',
    'X-Forwarded-Prefix',
    'X-Real-IP',
    'X-Client-IP',
    'True-Client-IP',
    'CF-Connecting-IP',
    'CF-Ray',
  ])('does not count, nor are mails shown, for what has been passed on: %s', async (header) => {
    const headers = { [header]: '127.0.0.1' };
    const ask = (path: string) => rawRequest({ url: api.process.url, path, headers });
    expectProblem(await ask('/api/v1/users'), 401, 'UNAUTHENTICATED');
    expectProblem(await ask('/dev/mail'), 404, 'ROUTE_NOT_FOUND');
    expectProblem(await ask('/dev/mail/messages'), 404, 'ROUTE_NOT_FOUND');
  });

  it('lets a user act for themselves alone', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const { bookingId, ticketIds } = await hold(api, sale, '1');
    const cancel = await api.post(`/booking/${bookingId}/cancel`, { userId: 2 });
    expectProblem(cancel, 404, 'BOOKING_NOT_FOUND');
    const confirm = await api.post('/booking/confirm', { userId: 2, ticketIds });
    expectProblem(confirm, 403, 'TICKETS_OF_ANOTHER_USER');
  });
});
