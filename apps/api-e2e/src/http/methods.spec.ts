import { request } from '@boxoffice/testing';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { rawRequest } from '../setup/raw-request.ts';
import { useApi, useSharedApi } from '../setup/use-api.ts';

describe('a path that is there, with a method that is not', () => {
  const api = useSharedApi();

  it.each([
    ['DELETE', '/api/v1/tickets/1', 'GET, HEAD, OPTIONS'],
    ['PUT', '/api/v1/users/1', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/api/v1/users', 'GET, HEAD, OPTIONS, POST'],
    ['GET', '/api/v1/booking/reserve?x=1', 'OPTIONS, POST'],
    ['HEAD', '/api/v1/booking/confirm', 'OPTIONS, POST'],
    ['GET', '/api/v1/booking/1/cancel', 'OPTIONS, POST'],
    ['POST', '/health', 'GET, HEAD, OPTIONS'],
    ['POST', '/docs', 'GET, HEAD, OPTIONS'],
    ['TRACE', '/api/v1/events', 'GET, HEAD, OPTIONS'],
  ])('%s %s: 405, which allows %s', async (method, path, allowed) => {
    const answer = await expectNoChange(api.sql, () =>
      rawRequest({ url: api.process.url, path, method }),
    );
    expect(answer.headers.allow).toBe(allowed);
    if (method === 'HEAD') expect(answer.status).toBe(405);
    else expectProblem(answer, 405, 'METHOD_NOT_ALLOWED');
  });

  it.each([
    ['/api/v1/booking/reserve', 'OPTIONS, POST'],
    ['/api/v1/events', 'GET, HEAD, OPTIONS'],
  ])('OPTIONS %s says what there is', async (path, allowed) => {
    const { status, headers } = await request(`${api.process.url}${path}`, { method: 'OPTIONS' });
    expect({ status, allow: headers.allow }).toEqual({ status: 204, allow: allowed });
  });

  it.each(['OPTIONS', 'DELETE', 'POST', 'GET'])('%s of a path that is not: 404', async (method) => {
    const answer = await request(`${api.process.url}/api/v1/nothing`, { method });
    expectProblem(answer, 404, 'ROUTE_NOT_FOUND');
    expect(answer.headers).not.toHaveProperty('allow');
  });

  it('HEAD of what can be read has the headers of GET, and no body', async () => {
    for (const path of ['/api/v1/events/1', '/health']) {
      const head = await rawRequest({ url: api.process.url, path, method: 'HEAD' });
      const got = await rawRequest({ url: api.process.url, path });
      expect(head.status).toBe(200);
      expect(head.body).toBe('');
      expect(head.headers['content-type']).toBe(got.headers['content-type']);
    }
  });
});

describe('with origins that may call', () => {
  const api = useApi({ CORS_ORIGINS: 'https://shop.example' });

  it('OPTIONS that is no question of a browser says what there is', async () => {
    const { status, headers } = await request(api.at('/events'), { method: 'OPTIONS' });
    expect({ status, allow: headers.allow }).toEqual({ status: 204, allow: 'GET, HEAD, OPTIONS' });
    expectProblem(await request(api.at('/nothing'), { method: 'OPTIONS' }), 404, 'ROUTE_NOT_FOUND');
  });
});
