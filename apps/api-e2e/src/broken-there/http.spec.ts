import { request } from '@boxoffice/testing';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';

describe('broken there: HTTP itself, as problem+json', () => {
  const api = useSharedApi();

  it('body over 100 kB: 413', async () => {
    const answer = await api.post('/users', { name: 'x'.repeat(100 * 1024) });
    expectProblem(answer, 413, 'BODY_TOO_LARGE');
  });

  it('body just below the limit of its route: is read', async () => {
    const answer = await api.post('/users', { name: 'x'.repeat(8 * 1024 - 20) });
    expectProblem(answer, 422, 'VALIDATION_FAILED');
  });

  it.each(['{"name":', '{name:"x"}', "{'name':'x'}", '{"name":"x"}}', '\u0000', '{"name":"x",}'])(
    'bad JSON %j: 400',
    async (body) => {
      expectProblem(await api.post('/users', body), 400, 'MALFORMED_JSON');
    },
  );

  it.each([
    ['GET', '/api/v1/nothing'],
    ['GET', '/api/v2/tickets'],
    ['GET', '/nothing'],
    ['DELETE', '/api/v1/nothing/1'],
    ['PUT', '/nothing'],
  ])('unknown route %s %s: 404', async (method, path) => {
    const answer = await request(`${api.process.url}${path}`, { method });
    const { instance } = expectProblem(answer, 404, 'ROUTE_NOT_FOUND');
    expect(instance).toBe(path);
  });
});
