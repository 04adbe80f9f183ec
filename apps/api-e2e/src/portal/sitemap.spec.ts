import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { rawRequest } from '../setup/raw-request.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';
import { useApi } from '../setup/use-api.ts';

const PUBLIC_URL = 'https://tickets.example';

/** A file of the sitemap names so many addresses, the first one that of the start page. */
const ADDRESSES_MAX = 50_000;

async function askFor(api: ApiUnderTest, path: string, headers: Record<string, string> = {}) {
  const answer = await rawRequest({ url: api.process.url, path, headers });
  return { ...answer, body: answer.body as string };
}

function addressesIn(xml: string): string[] {
  return Array.from(xml.matchAll(/<loc>(.*?)<\/loc>/g), ([, address = '']) => address);
}

describe('search engines are told', () => {
  const api = useApi({ PUBLIC_URL }, 1);

  const ask = (path: string, headers?: Record<string, string>) => askFor(api, path, headers);

  it('every event and series but drafts, and when it last changed', async () => {
    const { eventId } = await openSale(api.sql, {});
    const { eventId: draft } = await openSale(api.sql, {});
    await api.sql.execute(
      `INSERT INTO event_series (id, organiser_id, name, updated_at)
       SELECT 70 + number, organiser_id, 'Series', '2020-01-01Z' FROM events, generate_series(1, 2) AS number
       WHERE events.id = ${eventId}`,
    );
    // One with a date that anybody may see, and one that is still a draft as a whole.
    await api.sql.execute(
      `UPDATE events SET series_id = CASE id WHEN ${eventId} THEN 71 ELSE 72 END
       WHERE id IN (${eventId}, ${draft})`,
    );
    await api.sql.execute(
      `UPDATE events SET state = 'draft', published_at = NULL WHERE id = ${draft}`,
    );
    await api.sql.execute(
      `UPDATE events SET updated_at = '2027-01-02T03:04:05.678Z' WHERE id = ${eventId}`,
    );
    const { status, headers, body } = await ask('/sitemap.xml');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'public, max-age=600',
      etag: expect.stringMatching(/^W\/"[\w-]+"$/),
      vary: 'accept-encoding',
    });
    expect(headers).not.toHaveProperty('content-encoding');
    expect(body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<urlset xmlns="http:/);
    expect(addressesIn(body)).toEqual([
      `${PUBLIC_URL}/`,
      `${PUBLIC_URL}/events/1`,
      `${PUBLIC_URL}/events/${eventId}`,
      `${PUBLIC_URL}/series/71`,
    ]);
    expect(body).toContain(`/series/71</loc><lastmod>2027-01-02T03:04:05.678Z</lastmod>`);
    expect(body).toContain(
      `<url><loc>${PUBLIC_URL}/events/${eventId}</loc><lastmod>2027-01-02T03:04:05.678Z</lastmod></url>`,
    );

    // Once for ten minutes, and not again for whoever has it.
    await openSale(api.sql, {});
    expect((await ask('/sitemap.xml')).body).toBe(body);
    const again = await ask('/sitemap.xml', { 'if-none-match': headers.etag ?? '' });
    expect(again).toMatchObject({ status: 304, body: '' });
    expect((await ask('/sitemap.xml', { 'accept-encoding': 'gzip' })).headers).toMatchObject({
      'content-encoding': 'gzip',
      etag: headers.etag,
    });
  });

  it.each([
    '/sitemaps/2.xml',
    '/sitemaps/0.xml',
    '/sitemaps/1',
    '/sitemaps/999999.xml',
    '/sitemaps/x.xml',
  ])('nothing at %s', async (path) => {
    expectProblem(await ask(path), 404, 'ROUTE_NOT_FOUND');
  });

  it('where they need not look, and where the sitemap is', async () => {
    const { status, headers, body } = await ask('/robots.txt');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8' });
    const lines = body.split('\n');
    expect(lines[0]).toBe('User-agent: *');
    for (const path of ['/account', '/admin', '/organiser', '/checkout', '/dev/', '/api/']) {
      expect(lines).toContain(`Disallow: ${path}`);
    }
    // The pages that they do look at read these.
    expect(lines).toContain('Allow: /api/v1/events');
    expect(lines).toContain(`Sitemap: ${PUBLIC_URL}/sitemap.xml`);
  });
});

describe('search engines are told of 50,000 events', () => {
  const api = useApi({ PUBLIC_URL }, 1);

  it('in an index of files where one has no room for them', async () => {
    // With the start page and event 1, one too many.
    await api.sql.execute(
      `INSERT INTO events (id, organiser_id, state, published_at, name, starts_at, time_zone, currency)
       SELECT id, 1, 'published', now(), 'Event', now(), 'UTC', 'USD'
       FROM generate_series(2, ${ADDRESSES_MAX}) AS id`,
    );
    const root = await askFor(api, '/sitemap.xml');
    expect(root.body).toContain(
      '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    );
    const files = addressesIn(root.body);
    expect(files).toEqual([`${PUBLIC_URL}/sitemaps/1.xml`, `${PUBLIC_URL}/sitemaps/2.xml`]);
    const parts = await Promise.all(files.map((file) => askFor(api, new URL(file).pathname)));
    const addresses = parts.map(({ body }) => addressesIn(body));
    expect(addresses.map(({ length }) => length)).toEqual([ADDRESSES_MAX, 1]);
    expect(new Set(addresses.flat()).size).toBe(ADDRESSES_MAX + 1);
  });
});
