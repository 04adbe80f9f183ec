import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { ProblemCode } from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import { expectProblem } from '../setup/expect-problem.ts';
import { rawRequest } from '../setup/raw-request.ts';
import { useApi, useSharedApi } from '../setup/use-api.ts';

/** What would tell an attacker which holes to look for. */
const TELLS_TALES = ['server', 'x-powered-by', 'via', 'x-aspnet-version'];

describe('the headers of an answer', () => {
  const api = useSharedApi();

  it.each([
    '/api/v1/tickets/1',
    '/api/v1/users/1',
    '/api/v1/nothing',
    '/health',
    '/dev/mail/messages',
  ])('of %s say that it is data, kept nowhere and shown in no frame', async (path) => {
    const { headers } = await request(`${api.process.url}${path}`);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    for (const name of TELLS_TALES) expect(headers).not.toHaveProperty(name);
    // There is no TLS here to insist on.
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('of the description for people let Swagger UI run from our own files', async () => {
    const { status, headers } = await request(`${api.process.url}/docs`);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("script-src 'self';");
  });
});

describe('too much of a request', () => {
  const api = useSharedApi();

  const ask = (path: string, headers: Record<string, string> = {}) =>
    rawRequest({ url: api.process.url, path, headers });

  it('an address beyond its limit: 414', async () => {
    expectProblem(await ask(`/api/v1/events?${'x'.repeat(5_000)}`), 414, ProblemCode.UriTooLong);
    expect((await ask(`/api/v1/events?${'x'.repeat(3_000)}`)).status).toBe(200);
  });

  it('headers beyond their limit: 431', async () => {
    const { status, headers, body } = await ask('/api/v1/events', { 'x-much': 'x'.repeat(9_000) });
    expect(status).toBe(431);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({ code: ProblemCode.HeadersTooLarge, status: 431 });
    expect((await ask('/api/v1/events', { 'x-much': 'x'.repeat(6_000) })).status).toBe(200);
  });

  it('what is no HTTP at all: 400, and nothing about who reads it', async () => {
    const socket = connect(api.process.port, '127.0.0.1');
    socket.write('NONSENSE\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('"code":"BAD_REQUEST"');
    expect(answer).not.toMatch(/node|fastify|HPE_|Parse/i);
  });

  it('the service goes on', async () => {
    expect((await ask('/health')).status).toBe(200);
  });
});

describe('where pages of another origin are let in', () => {
  const ORIGIN = 'https://shop.example';
  const api = useApi({ CORS_ORIGINS: ORIGIN });

  it('they may send what identifies their visitor, and read what they need', async () => {
    const { headers } = await api.get('/events/1', { headers: { origin: ORIGIN } });
    expect(headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': expect.stringContaining('retry-after'),
    });
    expect(headers.vary).toMatch(/origin/i);
  });

  it.each(['https://evil.example', 'null', `${ORIGIN}.evil.example`, 'http://shop.example'])(
    'those of %s may not',
    async (origin) => {
      const { headers } = await api.get('/events/1', { headers: { origin } });
      expect(headers['access-control-allow-origin']).not.toBe(origin);
      expect(headers['access-control-allow-origin']).not.toBe('*');
    },
  );
});
