import { gzipSync } from 'node:zlib';
import type { Envelope, UserDto } from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { rawRequest } from '../setup/raw-request.ts';
import { useSharedApi } from '../setup/use-api.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('a body', () => {
  const api = useSharedApi();

  const send = (body: Buffer, headers: Record<string, string> = JSON_TYPE) =>
    rawRequest({ url: api.process.url, path: '/api/v1/users', method: 'POST', headers, body });

  const named = (...bytes: number[]): Buffer =>
    Buffer.concat([Buffer.from('{"name":"Ad'), Buffer.from(bytes), Buffer.from('a"}')]);

  it.each([
    ['a byte that begins no letter', [0xff]],
    ['half a letter', [0xc3]],
    ['a letter written too long', [0xc0, 0xaf]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['a letter beyond the last', [0xf4, 0x90, 0x80, 0x80]],
    ['Latin-1', [0xe9]],
  ])('that is no UTF-8 (%s): 400, and nobody is called U+FFFD', async (_, bytes) => {
    const answer = await expectNoChange(api.sql, () => send(named(...bytes)));
    const { detail } = expectProblem(answer, 400, 'MALFORMED_JSON');
    expect(detail).toBe('The body must be UTF-8.');
  });

  it('in UTF-8 is read, whatever its letters', async () => {
    const answer = await send(Buffer.from('{"name":"Ádám 張 🎭"}'));
    expect((answer as Response<Envelope<UserDto>>).body.data.name).toBe('Ádám 張 🎭');
  });

  const PLAIN = Buffer.from('{"name":"Ada"}');

  it.each([
    ['gzip, and is', { 'content-encoding': 'gzip' }, gzipSync(PLAIN)],
    ['gzip, and is not', { 'content-encoding': 'gzip' }, PLAIN],
    ['br', { 'content-encoding': 'br' }, PLAIN],
    ['two codings', { 'content-encoding': 'identity, gzip' }, PLAIN],
    ['UTF-16', { 'content-type': 'application/json; charset=utf-16' }, PLAIN],
    ['Latin-1', { 'content-type': 'application/json;charset="iso-8859-1"' }, PLAIN],
  ])('that says it is %s: 415', async (_, headers, body) => {
    const answer = await expectNoChange(api.sql, () => send(body, { ...JSON_TYPE, ...headers }));
    expectProblem(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
    expect(answer.headers['accept-encoding']).toBe('identity');
  });

  it.each<Record<string, string>>([
    { 'content-encoding': 'identity' },
    { 'content-type': 'application/json; charset=utf-8' },
    { 'content-type': 'application/json; charset="UTF-8"' },
  ])('with %j is read', async (headers) => {
    expect((await send(PLAIN, { ...JSON_TYPE, ...headers })).status).toBe(201);
  });
});

describe('an address', () => {
  const api = useSharedApi();

  it.each(['/api/v1/tickets/%', '/api/v1/tickets/%zz', '/%', '/api/v1/tickets/%ff', '/docs/%'])(
    'that is not well-formed, %s, is answered with the headers of every answer',
    async (path) => {
      const answer = await rawRequest({ url: api.process.url, path });
      const { headers: usual } = await rawRequest({
        url: api.process.url,
        path: '/api/v1/nothing',
      });
      expectProblem(answer, 400, 'BAD_REQUEST');
      for (const [name, value] of Object.entries(usual)) {
        if (['date', 'content-length', 'x-request-id'].includes(name)) continue;
        expect({ [name]: answer.headers[name] }).toEqual({ [name]: value });
      }
      expect(answer.headers).toHaveProperty('x-request-id');
    },
  );
});
