import { request } from '@boxoffice/testing';
import { expectProblem } from '../setup/expect-problem.ts';
import { useApi } from '../setup/use-api.ts';

const PUBLIC = [
  'get /api/v1',
  'get /api/v1/events',
  'get /api/v1/events/{id}',
  'get /api/v1/tickets',
  'get /api/v1/tickets/{id}',
  'get /health',
];

const PROTECTED = [
  'get /api/v1/booking/user/{userId}',
  'get /api/v1/booking/{id}',
  'get /api/v1/users',
  'get /api/v1/users/{id}',
  'post /api/v1/booking/confirm',
  'post /api/v1/booking/reserve',
  'post /api/v1/booking/{id}/cancel',
  'post /api/v1/booking/{id}/extend',
  'post /api/v1/tickets/create',
  'post /api/v1/users',
];

describe('without the demo identity', () => {
  const api = useApi({ DEMO_IDENTITY: 'off' });

  function call(operation: string) {
    const [method = '', path = ''] = operation.split(' ');
    return request(`${api.process.url}${path.replaceAll(/\{\w+\}/g, '1')}`, {
      method: method.toUpperCase(),
      ...(method === 'post' && {
        body: { userId: 1, name: 'x', gaCount: 1, ticketIds: [1], tickets: [] },
      }),
    });
  }

  it('every documented operation is either public or protected', async () => {
    const { body } = await request<{ paths: Record<string, object> }>(
      `${api.process.url}/docs-json`,
    );
    const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual([...PUBLIC, ...PROTECTED].sort());
  });

  it.each(PUBLIC)('%s is open to everyone', async (operation) => {
    expect((await call(operation)).status).toBe(200);
  });

  it.each(PROTECTED)('%s: 401', async (operation) => {
    expectProblem(await call(operation), 401, 'UNAUTHENTICATED');
  });

  it('the demo identity is off unless it is asked for', async () => {
    const { body } = await api.get<{ demoIdentity: boolean }>('');
    expect(body.demoIdentity).toBe(false);
  });
});
