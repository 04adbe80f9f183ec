import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { hold } from '../setup/buy.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { rawRequest } from '../setup/raw-request.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';

const PUBLIC = 'public, max-age=0, s-maxage=1, stale-while-revalidate=1';

describe('what the crowd asks for', () => {
  const api = useApi();

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    rawRequest({ url: api.process.url, path: `/api/v1${path}`, headers, method });

  /** Every byte of an answer, with its headers. */
  async function onTheWire(path: string, ...headers: string[]): Promise<Buffer> {
    const socket = connect(Number(new URL(api.process.url).port), '127.0.0.1');
    const lines = [`GET /api/v1${path} HTTP/1.1`, 'Host: localhost', 'Connection: close'];
    socket.write([...lines, ...headers, '', ''].join('\r\n'));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(socket, 'close');
    return Buffer.concat(chunks);
  }

  const bodyOf = (answer: Buffer): Buffer => answer.subarray(answer.indexOf('\r\n\r\n') + 4);

  it.each(['/tickets', '/tickets?limit=0', '/events', '/events/1'])(
    '%s may be kept by caches for a second, in each coding by itself',
    async (path) => {
      const { status, headers } = await ask(path);
      expect(status).toBe(200);
      expect(headers['cache-control']).toBe(PUBLIC);
      expect(headers.etag).toMatch(/^W\/"[\w-]+"$/);
      expect(headers.vary).toBe('Accept-Encoding');
      expect(headers).not.toHaveProperty('content-encoding');
      expect(headers).not.toHaveProperty('set-cookie');
    },
  );

  it.each([
    '/tickets/1',
    '/booking/user/1',
    '/users',
    '/tickets?eventId=999999',
    '/tickets?limit=x',
  ])('%s may not', async (path) => {
    const { headers } = await ask(path);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('etag');
  });

  it('what is counted fits into 2 kB with its headers, the page into 3 kB', async () => {
    for (const coding of ['br', 'gzip']) {
      const counts = await onTheWire('/tickets?limit=0', `Accept-Encoding: ${coding}`);
      expect(counts.length).toBeLessThanOrEqual(2_048);
      const page = await onTheWire('/tickets', `Accept-Encoding: ${coding}`);
      expect(page.length).toBeLessThanOrEqual(3_072);
      expect((await onTheWire('/tickets')).length).toBeGreaterThan(10_000);
    }
  });

  it('is the same in every coding', async () => {
    const sale = await openSale(api.sql, { GA: 30 });
    const path = `/tickets?eventId=${sale.eventId}`;
    const plainOf = (bytes: Buffer): unknown => {
      const { data } = JSON.parse(bytes.toString()) as { data: Record<string, unknown> };
      return { ...data, asOf: '' };
    };
    const plain = plainOf(bodyOf(await onTheWire(path)));
    const br = bodyOf(await onTheWire(path, 'Accept-Encoding: br'));
    const gzip = bodyOf(await onTheWire(path, 'Accept-Encoding: gzip, br;q=0'));
    expect(plainOf(brotliDecompressSync(br))).toEqual(plain);
    expect(plainOf(gunzipSync(gzip))).toEqual(plain);
    const refused = bodyOf(await onTheWire(path, 'Accept-Encoding: gzip;q=0, br;q=0'));
    expect(plainOf(refused)).toEqual(plain);
  });

  it('is 304 without a body while nothing has changed, and new once something has', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const path = `/tickets?eventId=${sale.eventId}`;
    const { etag = '' } = (await ask(path)).headers;
    for (const known of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      const { status, headers, body } = await ask(path, { 'if-none-match': known });
      expect({ status, body }).toEqual({ status: 304, body: '' });
      expect(headers).toMatchObject({ etag, 'cache-control': PUBLIC, vary: 'Accept-Encoding' });
      expect(headers).not.toHaveProperty('content-type');
    }
    // Read again, and the same: still no news.
    const { asOf } = ((await ask(path)).body as { data: { asOf: string } }).data;
    await until('the counts have been read again', async () => {
      const { body } = await ask(path);
      return (body as { data: { asOf: string } }).data.asOf !== asOf || undefined;
    });
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(304);
    expect((await ask(path, { 'if-none-match': '"other"' })).status).toBe(200);
    await hold(api, sale, await addUser(api.sql));
    const after = await ask(path, { 'if-none-match': etag });
    expect(after.status).toBe(200);
    expect(after.headers.etag).not.toBe(etag);
  });

  it('is read from the database once, however many ask', async () => {
    const reads = async (): Promise<number> => {
      const { count } = await api.sql.row<{ count: string }>(
        `SELECT coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0) AS count
         FROM pg_stat_user_tables WHERE relname = 'events'`,
      );
      return Number(count);
    };
    const before = await reads();
    await Promise.all(Array.from({ length: 300 }, () => ask('/events')));
    // What is counted shows a little later; far fewer than one each, whatever else reads meanwhile.
    const after = await until('the reads are counted', async () => {
      const now = await reads();
      return now > before ? now : undefined;
    });
    expect(after - before).toBeLessThan(100);
  });
});

describe('with origins that may call', () => {
  const api = useApi({ CORS_ORIGINS: 'https://shop.example' });

  it('an answer for one origin is not kept for another', async () => {
    const { headers } = await rawRequest({
      url: api.process.url,
      path: '/api/v1/tickets',
      headers: { origin: 'https://shop.example' },
    });
    expect(headers.vary).toBe('Origin, Accept-Encoding');
  });
});
