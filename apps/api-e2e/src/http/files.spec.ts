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
});
