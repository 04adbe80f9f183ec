import { request } from '@boxoffice/testing';
import { useApi, useSharedApi } from '../setup/use-api.ts';

const SHOP = 'https://shop.example';

describe('pages of other origins', () => {
  describe('with CORS_ORIGINS', () => {
    const api = useApi({ CORS_ORIGINS: ` ${SHOP} , https://two.example,` });

    const preflight = (origin: string) =>
      request(api.at('/booking/reserve'), {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });

    it('the named ones may call', async () => {
      for (const origin of [SHOP, 'https://two.example']) {
        const asked = await preflight(origin);
        expect(asked.status).toBe(204);
        expect(asked.headers['access-control-allow-origin']).toBe(origin);
        expect(asked.headers['access-control-allow-methods']).toContain('POST');
        const answered = await api.get('/tickets?limit=0', { headers: { origin } });
        expect(answered.headers['access-control-allow-origin']).toBe(origin);
      }
    });

    it('others may not', async () => {
      for (const origin of ['https://evil.example', `${SHOP}.evil.example`, 'null']) {
        const { headers } = await preflight(origin);
        expect(headers).not.toHaveProperty('access-control-allow-origin', origin);
        expect(headers['access-control-allow-origin']).not.toBe('*');
      }
    });

    it('a problem can be read by a page of a named origin too', async () => {
      const { status, headers } = await api.get('/tickets/abc', { headers: { origin: SHOP } });
      expect(status).toBe(400);
      expect(headers['access-control-allow-origin']).toBe(SHOP);
    });
  });

  describe('without CORS_ORIGINS', () => {
    const api = useSharedApi();

    it('none may call', async () => {
      const { headers } = await api.get('/tickets?limit=0', { headers: { origin: SHOP } });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    });
  });

  describe('in the demonstration', () => {
    const api = useApi({ CORS_ORIGINS: 'http://localhost:3000' });
    const order = { userId: 1, tickets: [{ tier: 'VIP', quantity: 1 }] };

    it('the front end of the first API may buy', async () => {
      const headers = { origin: 'http://localhost:3000' };
      const asked = await request(api.at('/booking/reserve'), {
        method: 'OPTIONS',
        headers: {
          ...headers,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      expect(asked.status).toBe(204);
      expect(asked.headers['access-control-allow-headers']).toContain('content-type');
      const reserved = await api.post('/booking/reserve', order, { headers });
      expect(reserved.status).toBe(200);
      expect(reserved.headers['access-control-allow-origin']).toBe('http://localhost:3000');
    });

    it.each(['http://localhost:3002', 'http://127.0.0.1:3000', 'https://localhost:3000'])(
      '%s may not',
      async (origin) => {
        const { headers } = await request(api.at('/booking/reserve'), {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'POST' },
        });
        expect(headers).not.toHaveProperty('access-control-allow-origin');
      },
    );
  });
});
