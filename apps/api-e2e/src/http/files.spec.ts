import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { rawRequest } from '../setup/raw-request.ts';

const PAGE = '<!doctype html><title>The page</title>';

describe('the web application', () => {
  let root: string;
  let api: ApiUnderTest;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'boxoffice-web-'));
    await writeFile(join(root, 'index.html'), PAGE);
    await writeFile(join(root, 'main-ABCD1234.js'), '0123456789');
    api = new ApiUnderTest({ WEB_ROOT: root });
    await api.start();
  });

  afterAll(async () => {
    await api.end();
    await rm(root, { recursive: true });
  });

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    rawRequest({ url: api.process.url, path, headers, method });

  describe('a file', () => {
    it('is sent in part where a part is asked for', async () => {
      const answer = await ask('/main-ABCD1234.js', { range: 'bytes=2-3' });
      expect(answer).toMatchObject({ status: 206, body: '23' });
      expect(answer.headers['content-range']).toBe('bytes 2-3/10');
    });

    it('has nothing beyond its end: 416, which says how long it is', async () => {
      const answer = await ask('/main-ABCD1234.js', { range: 'bytes=99999999-' });
      expectProblem(answer, 416, 'RANGE_NOT_SATISFIABLE');
      expect(answer.headers['content-range']).toBe('bytes */10');
      expect(answer.headers['cache-control']).toBe('no-store');
    });

    it('that is another one by now: 412', async () => {
      const answer = await ask('/main-ABCD1234.js', { 'if-match': '"old"' });
      expectProblem(answer, 412, 'PRECONDITION_FAILED');
    });

    it('cannot be posted to: 405', async () => {
      const answer = await ask('/main-ABCD1234.js', {}, 'POST');
      expectProblem(answer, 405, 'METHOD_NOT_ALLOWED');
      expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS');
    });
  });

  describe('its page', () => {
    const PATHS = ['/admin', '/events', '/bookings/7300000000000000001', '/'];

    it.each<Record<string, string>>([
      {},
      { accept: '*/*' },
      { accept: 'text/*' },
      { accept: 'TEXT/HTML' },
      { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' },
      { accept: 'application/json, text/html;q=0.1' },
    ])('is what every address has for whoever takes it: %j', async (headers) => {
      for (const path of PATHS) {
        const answer = await ask(path, headers);
        expect({ path, status: answer.status, body: answer.body }).toEqual({
          path,
          status: 200,
          body: PAGE,
        });
        expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
        expect(answer.headers.vary).toBe('accept');
      }
      expect((await ask('/events/1', headers, 'HEAD')).status).toBe(200);
    });

    it.each(['text/html;q=0', 'text/html;q=0, */*', 'application/json', 'image/*', 'text/plain'])(
      'is not for whoever does not: Accept %s',
      async (accept) => {
        expectProblem(await ask('/events/1', { accept }), 404, 'ROUTE_NOT_FOUND');
      },
    );

    it.each([
      '/api/v1/nothing',
      '/api',
      '/API/v1/nothing',
      '/dev/nothing',
      '/docs/nothing',
      '/health/nothing',
      '/.well-known/nothing',
      '/missing.js',
      '/assets/missing.png?x=1',
      '/favicon.ico',
    ])('is not for %s, which is no address of the pages', async (path) => {
      expectProblem(await ask(path, { accept: '*/*' }), 404, 'ROUTE_NOT_FOUND');
    });

    it('cannot be posted to: 405', async () => {
      expectProblem(await ask('/', {}, 'POST'), 405, 'METHOD_NOT_ALLOWED');
    });
  });
});
