import fastify, { type FastifyInstance } from 'fastify';
import { readJsonBodies } from './json-body.js';

const nested = (depth: number, opening: string, closing: string): string =>
  `${opening.repeat(depth)}1${closing.repeat(depth)}`;

describe('JSON bodies', () => {
  let server: FastifyInstance;

  beforeAll(() => {
    server = fastify();
    readJsonBodies(server);
    server.post('/', (request) => ({ read: request.body ?? null }));
  });

  afterAll(() => server.close());

  const send = async (body: string): Promise<{ status: number; answer: string }> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await server.inject({ method: 'POST', url: '/', headers, body });
    return { status: answer.statusCode, answer: answer.body };
  };

  it.each([
    ['an order', '{"userId":1,"tickets":[{"tier":"VIP","quantity":1}]}'],
    ['lists as deep as allowed', nested(32, '[', ']')],
    ['objects as deep as allowed', nested(32, '{"a":', '}')],
    ['many brackets beside each other', `[${'[],{},'.repeat(100)}1]`],
    ['many brackets in a string', `["${'[{'.repeat(100)}"]`],
    ['many brackets behind a quote in a string', `["\\"${'[{'.repeat(100)}"]`],
  ])('are read: %s', async (_, body) => {
    expect(await send(body)).toEqual({ status: 200, answer: `{"read":${body}}` });
  });

  it.each([
    ['lists', nested(33, '[', ']')],
    ['objects', nested(33, '{"a":', '}')],
    ['both', nested(17, '[{"a":', '}]')],
    ['lists behind a string with a quote', `["\\"",${nested(32, '[', ']')}]`],
  ])('are refused one level deeper: %s', async (_, body) => {
    const { status, answer } = await send(body);
    expect(status).not.toBe(200);
    expect(answer).toContain('must not be nested deeper than 32 levels');
  });

  it('are none where they are empty', async () => {
    expect(await send(' ')).toEqual({ status: 200, answer: '{"read":null}' });
  });
});
