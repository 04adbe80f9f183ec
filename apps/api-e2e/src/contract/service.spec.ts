import { request } from '@boxoffice/testing';
import { useSharedApi } from '../setup/use-api.ts';
import { MOMENT, WORDS } from './shapes.ts';

describe('the service itself', () => {
  const api = useSharedApi();

  it('GET /health says OK, the time and for how long it has run', async () => {
    const { status, body } = await request(`${api.process.url}/health`);
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'OK',
      timestamp: MOMENT,
      uptime: expect.any(Number),
      database: 'up',
    });
  });

  it('GET /health has no prefix', async () => {
    const { status } = await api.get('/health');
    expect(status).toBe(404);
  });

  it('GET /api/v1 says what it is and where its parts are', async () => {
    const { status, body } = await api.get<{ endpoints: Record<string, string> }>('');
    expect(status).toBe(200);
    expect(body).toEqual({
      message: WORDS,
      version: expect.stringMatching(/^1\.\d+\.\d+$/),
      endpoints: expect.any(Object),
      paymentProviders: ['simulated'],
      demoIdentity: true,
      demoUsers: [],
    });
  });

  it('GET /api/v1 names only addresses that answer', async () => {
    const { body } = await api.get<{ endpoints: Record<string, string> }>('');
    const { booking, ...pages } = body.endpoints;
    expect(booking).toBe('/api/v1/booking');
    for (const path of Object.values(pages)) {
      const { status } = await request(`${api.process.url}${path}`);
      expect({ path, status }).toEqual({ path, status: 200 });
    }
  });
});
