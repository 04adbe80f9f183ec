import { request } from '@boxoffice/testing';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';

interface LogLine {
  readonly level: number;
  readonly time: number;
  readonly msg: string;
  readonly reqId?: string;
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  readonly milliseconds?: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('the log', () => {
  const api = useApi({}, 1);

  const lines = () =>
    api.process
      .log()
      .split('\n')
      .map((line) => JSON.parse(line) as LogLine);

  /** It is written when the answer is out, so it may come after it. */
  const lineOf = (requestId: string | undefined) =>
    until(`request ${String(requestId)} is in the log`, () =>
      lines().find(({ reqId }) => reqId === requestId),
    );

  it('is one JSON object a line', async () => {
    await api.get('/tickets');
    for (const line of lines()) {
      expect(line).toMatchObject({
        level: expect.any(Number),
        time: expect.any(Number),
        msg: expect.any(String),
      });
    }
  });

  it('has a line for each request, under the id that the answer’s x-request-id names', async () => {
    const { headers } = await api.get('/tickets?limit=0');
    const id = headers['x-request-id'];
    expect(id).toMatch(UUID);
    expect(await lineOf(id)).toMatchObject({
      method: 'GET',
      path: '/api/v1/tickets',
      status: 200,
      milliseconds: expect.any(Number),
      level: 30,
    });
  });

  it('has a problem under the id that the problem names', async () => {
    const { headers, body } = await api.get<{ requestId: string }>('/tickets/abc');
    expect(body.requestId).toBe(headers['x-request-id']);
    expect(await lineOf(body.requestId)).toMatchObject({ status: 400 });
  });

  it.each([
    ['an unknown route', '/nothing', {}],
    ['bad JSON', '/api/v1/users', { body: '{' }],
    ['a wrong media type', '/api/v1/users', { body: 'x', headers: { 'content-type': 'text/xml' } }],
    ['a bad address', '/api/v1/tickets/%zz', {}],
  ])('has a line for %s as well', async (_, path, options) => {
    const { headers, body } = await request<{ requestId?: string }>(
      `${api.process.url}${path}`,
      options,
    );
    expect(body.requestId).toBe(headers['x-request-id']);
    expect(body.requestId).toBeDefined();
    await lineOf(body.requestId);
  });

  it('takes over the id of a proxy before it', async () => {
    const given = 'trace-0123456789';
    const { headers } = await api.get('/tickets', { headers: { 'x-request-id': given } });
    expect(headers['x-request-id']).toBe(given);
    await lineOf(given);
  });

  it.each(['short', 'x'.repeat(65), 'with blanks in it', '{"json":"injected"}'])(
    'makes an id of its own instead of %s',
    async (given) => {
      const { headers } = await api.get('/tickets', { headers: { 'x-request-id': given } });
      expect(headers['x-request-id']).toMatch(UUID);
    },
  );

  it('holds nothing of what people send: no body, no query, no header', async () => {
    const { headers } = await api.post(
      '/users?secret=query-secret',
      { name: 'name-secret' },
      {
        headers: { 'content-type': 'application/json', cookie: 'cookie-secret' },
      },
    );
    await lineOf(headers['x-request-id']);
    expect(api.process.log()).not.toContain('-secret');
  });
});
