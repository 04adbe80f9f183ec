import { jest } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { ok, okForMany } from './envelope.js';
import { sendSharedAnswers } from './shared-answers.js';

describe('answers that many get', () => {
  let fastify: FastifyInstance;
  const toJSON = jest.fn(() => ({ free: 3 }));
  const listing = { toJSON };

  beforeEach(() => {
    toJSON.mockClear();
    fastify = Fastify();
    sendSharedAnswers(fastify);
    fastify.get('/many', { config: { forMany: true } }, () => okForMany(listing));
    fastify.get('/one', () => ok(listing));
  });

  afterEach(() => fastify.close());

  const get = async (url: string): Promise<[unknown, unknown]> => {
    const { body, headers } = await fastify.inject({ url });
    return [body, headers['content-type']];
  };

  it('are written once, and like all others', async () => {
    const first = await get('/many');
    expect(await get('/many')).toEqual(first);
    expect(toJSON).toHaveBeenCalledTimes(1);
    expect(await get('/one')).toEqual(first);
    expect(first).toEqual([
      '{"success":true,"data":{"free":3}}',
      'application/json; charset=utf-8',
    ]);
    expect(toJSON).toHaveBeenCalledTimes(2);
  });

  it('cannot be changed after they were written', () => {
    expect(() => Object.assign(okForMany(listing), { success: false })).toThrow(TypeError);
  });
});
