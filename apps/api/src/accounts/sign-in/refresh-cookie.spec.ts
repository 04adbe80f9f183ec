import fastifyCookie from '@fastify/cookie';
import { fastify, type FastifyInstance } from 'fastify';
import { Settings } from '../../platform/config/settings.js';
import { RefreshCookie } from './refresh-cookie.js';

const SESSION = { sessionId: '1', refreshToken: 'secret', expiresAt: new Date(2e12) };

/** A server that gives the cookie, and says what it reads. */
async function serverWith(settings: Partial<Settings>): Promise<FastifyInstance> {
  const cookie = new RefreshCookie(Object.assign(new Settings(), settings));
  const server = fastify();
  await server.register(fastifyCookie, { hook: false });
  server.get('/write', (_, reply) => {
    cookie.write(reply, SESSION);
    return reply.send();
  });
  server.get('/read', (request) => ({ read: cookie.read(request) ?? null }));
  return server;
}

describe('the cookie that renews a session', () => {
  it.each<[string, Partial<Settings>]>([
    ['in production', { NODE_ENV: 'production' }],
    ['where strangers get to', { HOST: '0.0.0.0' }],
  ])('goes over TLS alone %s, and its name says so', async (_, settings) => {
    const server = await serverWith(settings);
    const { headers } = await server.inject('/write');
    expect(headers['set-cookie']).toBe(
      '__Secure-boxoffice_refresh=secret; Path=/api/v1/auth; Expires=Wed, 18 May 2033 03:33:20 GMT; HttpOnly; Secure; SameSite=Strict',
    );
    const bare = { cookie: 'boxoffice_refresh=planted' };
    expect((await server.inject({ url: '/read', headers: bare })).json()).toEqual({ read: null });
    await server.close();
  });

  it('is taken from pages of our own, of the settings, and from programs', async () => {
    const server = await serverWith({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://tickets.example',
      CORS_ORIGINS: ['https://shop.example'],
    });
    const statusFor = async (origin: string | undefined): Promise<number> => {
      const headers = { host: 'api.internal', cookie: '__Secure-boxoffice_refresh=secret' };
      const from = origin === undefined ? {} : { origin };
      const { statusCode } = await server.inject({
        url: '/read',
        headers: { ...headers, ...from },
      });
      return statusCode;
    };
    for (const origin of [
      undefined,
      'https://tickets.example',
      'https://shop.example',
      'https://api.internal',
    ]) {
      expect(await statusFor(origin)).toBe(200);
    }
    for (const origin of ['https://evil.example', 'null', 'https://tickets.example.evil.example']) {
      // A domain error: without the filter that turns it into an answer, Fastify calls it a failure.
      expect(await statusFor(origin)).toBe(500);
    }
    await server.close();
  });
});
