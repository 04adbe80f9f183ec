import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '@boxoffice/contracts';
import { hold } from '../setup/buy.ts';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { addUser, openSale, type Sale } from '../setup/open-sale.ts';
import { rawRequest } from '../setup/raw-request.ts';

const PAGE = `<!doctype html>
<html lang="en-GB">
  <head>
    <title i18n="">Boxoffice</title>
    <base href="/"/>
    <meta name="description" content="Of the site." i18n-content=""/>
    <link rel="modulepreload" hreflang="de" href="german-ABCD1234.js" nonce="CSP_NONCE">
    <script src="theme.js" nonce="CSP_NONCE"></script>
  </head>
  <body><box-root ngcspnonce="CSP_NONCE"></box-root></body>
</html>`;

const PUBLIC_URL = 'https://tickets.example';

/** Everything that means something in HTML, JSON or the template, and writing that turns. */
const NASTY = '</script><script>alert(1)</script><!-- "quoted" & \'single\' CSP_NONCE $& 🎻 עברית';

interface JsonLd {
  offers: Record<string, unknown>[];
}

describe('the page of an event', () => {
  let root: string;
  let api: ApiUnderTest;
  let sale: Sale;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'boxoffice-web-'));
    await writeFile(join(root, 'index.html'), PAGE);
    await writeFile(join(root, 'embed.js'), '// The one line');
    // One process: another one counts what this one sells half a second later.
    api = new ApiUnderTest({ WEB_ROOT: root, PUBLIC_URL, PAGE_DATA_WAIT_MS: '60000' }, 1);
    await api.start();
  });

  afterAll(async () => {
    await api.end();
    await rm(root, { recursive: true });
  });

  beforeEach(async () => {
    sale = await openSale(api.sql, { VIP: 1, 'Front Row': 2 });
    await change(`name = 'Midnight Orchestra', venue = 'Harbour Hall, Pier 4',
      description = 'An evening of film scores.',
      starts_at = '2027-06-12T18:30:00Z', time_zone = 'Europe/Berlin'`);
  });

  const change = (what: string, parameters: unknown[] = []): Promise<void> =>
    api.sql.execute(`UPDATE events SET ${what} WHERE id = ${sale.eventId}`, parameters);

  const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const answer = await rawRequest({ url: api.process.url, path, headers, method });
    return { ...answer, body: answer.body as string };
  };

  const page = (headers?: Record<string, string>) => ask(`/events/${sale.eventId}`, headers);

  function jsonLdOf(body: string): JsonLd {
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body) ?? [];
    return JSON.parse(json) as JsonLd;
  }

  async function answersIn(): Promise<Record<string, unknown>> {
    const [, json = ''] =
      /<script type="application\/json" id="page-answers">(.*?)<\/script>/.exec(
        (await page()).body,
      ) ?? [];
    return JSON.parse(json) as Record<string, unknown>;
  }

  it('has its title, description, address and preview in the HTML', async () => {
    const { status, headers, body } = await page();
    const url = `${PUBLIC_URL}/events/${sale.eventId}`;
    const description =
      'Saturday, 12 June 2027, 20:30 CEST · Harbour Hall, Pier 4. An evening of film scores.';
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'accept, accept-language',
    });
    expect(body.match(/<title>.*?<\/title>/g)).toEqual([
      '<title>Midnight Orchestra · Boxoffice</title>',
    ]);
    expect(body.match(/<meta name="description".*?>/g)).toEqual([
      `<meta name="description" content="${description}" />`,
    ]);
    expect(body).toContain(`<link rel="canonical" href="${url}" />`);
    expect(body).toContain('<meta property="og:title" content="Midnight Orchestra" />');
    expect(body).toContain(`<meta property="og:description" content="${description}" />`);
    expect(body).toContain(`<meta property="og:url" content="${url}" />`);
    expect(body).toMatch(
      new RegExp(
        `<meta property="og:image" content="${PUBLIC_URL}/api/v1/events/${sale.eventId}/poster\\.png\\?v=[\\w-]+" />`,
      ),
    );
    expect(body).toContain('<meta name="twitter:card" content="summary_large_image" />');
    expect(body).toMatch(
      /<link rel="preload" as="image" href="[^"]+poster\.svg\?v=[\w-]+&amp;title=off"/,
    );
  });

  it('says in the words of schema.org when and where it is, and what is left', async () => {
    await hold(api, sale, await addUser(api.sql), 'VIP');
    const url = `${PUBLIC_URL}/events/${sale.eventId}`;
    const offer = { '@type': 'Offer', priceCurrency: 'USD', url };
    expect(jsonLdOf((await page()).body)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Event',
      name: 'Midnight Orchestra',
      description: 'An evening of film scores.',
      image: [expect.stringContaining(`/api/v1/events/${sale.eventId}/poster.png?v=`)],
      url,
      organizer: { '@type': 'Organization', name: expect.any(String), email: expect.any(String) },
      startDate: '2027-06-12T20:30:00+02:00',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
      location: { '@type': 'Place', name: 'Harbour Hall, Pier 4', address: 'Harbour Hall, Pier 4' },
      offers: [
        { ...offer, name: 'VIP', price: '100.00', availability: 'https://schema.org/Reserved' },
        { ...offer, name: 'Front Row', price: '50.00', availability: 'https://schema.org/InStock' },
        { ...offer, name: 'GA', price: '10.00', availability: 'https://schema.org/OutOfStock' },
      ],
    });
  });

  it.each([
    ["now() + interval '1 day'", 'NULL', 'PreOrder', 'validFrom'],
    ["now() - interval '2 days'", "now() - interval '1 day'", 'OutOfStock', 'validThrough'],
  ])('says since or until when it is on sale: %s, %s', async (from, until, availability, named) => {
    await change(`sale_starts_at = ${from}, sale_ends_at = ${until}, currency = 'JPY'`);
    const [offer] = jsonLdOf((await page()).body).offers;
    expect(offer).toMatchObject({
      availability: `https://schema.org/${availability}`,
      price: '10000',
      [named]: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/),
    });
  });

  it.each([
    ['Europe/Berlin', '2027-03-28T01:30:00Z', '2027-03-28T03:30:00+02:00'],
    ['Asia/Kathmandu', '2027-01-01T00:00:00Z', '2027-01-01T05:45:00+05:45'],
    ['America/St_Johns', '2027-01-01T00:00:00Z', '2026-12-31T20:30:00-03:30'],
    ['UTC', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00+00:00'],
    ['Mars/Olympus', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00+00:00'],
  ])('has its beginning in the time of %s', async (timeZone, instant, written) => {
    await change('starts_at = $1, time_zone = $2', [instant, timeZone]);
    expect(jsonLdOf((await page()).body)).toMatchObject({ startDate: written });
  });

  it('says that it is cancelled, where its address is, and when it ends', async () => {
    await change(
      `state = 'cancelled', cancelled_at = now(), address = $1, languages = '{de,zxx}',
      doors_at = '2027-06-12T17:30:00Z', ends_at = '2027-06-12T21:00:00Z'`,
      ['Pier 4\nHamburg'],
    );
    const said = jsonLdOf((await page()).body);
    expect(said).toMatchObject({
      eventStatus: 'https://schema.org/EventCancelled',
      doorTime: '2027-06-12T19:30:00+02:00',
      endDate: '2027-06-12T23:00:00+02:00',
      inLanguage: ['de'],
      location: { name: 'Harbour Hall, Pier 4', address: 'Pier 4 Hamburg' },
    });
    expect(said.offers.map(({ availability }) => availability)).toEqual(
      Array.from({ length: 3 }, () => 'https://schema.org/OutOfStock'),
    );
  });

  it('of a draft is none: 404', async () => {
    await change(`state = 'draft', published_at = NULL`);
    expect((await page()).status).toBe(404);
  });

  it('offers each ticket type at its own price', async () => {
    await api.sql.execute(
      `INSERT INTO ticket_types (event_id, tier_id, id, name, price_minor, position)
       SELECT event_id, id, id * 10 + 1, 'Student', 1400, 1 FROM tiers
       WHERE event_id = ${sale.eventId} AND name = 'VIP'`,
    );
    expect(jsonLdOf((await page()).body).offers[0]).toMatchObject({
      name: 'VIP, Student',
      price: '14.00',
      availability: 'https://schema.org/InStock',
    });
  });

  it('shows what somebody called it, and runs none of it', async () => {
    await change('name = $1, venue = $1, description = $1', [NASTY]);
    const { headers, body } = await page();
    expect(jsonLdOf(body)).toMatchObject({ name: NASTY, description: NASTY });
    expect(body).toContain(
      '<title>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!-- &quot;quoted&quot; &amp; &#39;single&#39; CSP_NONCE $&amp; 🎻 עברית · Boxoffice</title>',
    );
    // The template's own, and two blocks of data.
    expect(body.match(/<script/g)).toHaveLength(3);
    expect(body.match(/<\/script/g)).toHaveLength(3);
    expect(body).not.toContain('<!--');
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '') ?? [];
    expect(body.split(nonce)).toHaveLength(3);
    expect(headers['content-security-policy']).toContain("script-src 'self';");
  });

  it('brings along what the application asks for first', async () => {
    await change('name = $1', [NASTY]);
    const answers = await answersIn();
    for (const address of [
      `/api/v1/events/${sale.eventId}`,
      `/api/v1/tickets?eventId=${sale.eventId}&limit=0`,
    ]) {
      const { data } = (await api.get<Envelope<object>>(address.replace('/api/v1', ''))).body;
      expect(answers[address]).toEqual({
        success: true,
        data: 'asOf' in data ? { ...data, asOf: expect.any(String) } : data,
      });
    }
  });

  it('counts without what was just taken', async () => {
    await page();
    await hold(api, sale, await addUser(api.sql), 'VIP');
    const listing = (await answersIn())[`/api/v1/tickets?eventId=${sale.eventId}&limit=0`];
    expect(listing).toMatchObject({ data: { tiers: [{ available: 0, held: 1 }, {}, {}] } });
  });

  it('cuts a long description between characters', async () => {
    await change('description = $1', ['👩‍👩‍👧'.repeat(200)]);
    const { body } = await page();
    const [, description = ''] = /<meta name="description" content="([^"]*)"/.exec(body) ?? [];
    expect(description).toMatch(/[^\u200d]👩‍👩‍👧…$/u);
    expect(Array.from(description).length).toBeLessThanOrEqual(200);
  });

  it.each([
    [{}, 'en-GB', '20:30 CEST'],
    [{ 'accept-language': 'de-AT,en;q=0.5' }, 'de-DE', 'Samstag, 12. Juni 2027'],
    [{ 'accept-language': 'fr, de;q=0.5, en;q=0.7' }, 'en-GB', 'Saturday'],
    [{ 'accept-language': ';;;' }, 'en-GB', 'Saturday'],
  ])('is in the language that the application chooses for %j', async (headers, lang, words) => {
    const { body } = await page(headers);
    expect(body).toContain(`<html lang="${lang}">`);
    expect(body).toContain(words);
    // With the chunk of its texts, which it can't begin without.
    const texts = /<link rel="modulepreload" hreflang="de" href="german-ABCD1234.js" nonce="[^"C]/;
    expect(texts.test(body)).toBe(lang === 'de-DE');
  });

  it.each(['', '/', '?utm_source=x', '/?a=b'])('is found at its address with "%s"', async (end) => {
    expect((await ask(`/events/${sale.eventId}${end}`)).body).toContain('Midnight Orchestra');
  });

  it.each(['999999999', '0', '01', 'x', '9223372036854775808', '%00', '-1', "1'--"])(
    'of event %s is a 404 with the application, which says so too',
    async (id) => {
      const { status, headers, body } = await ask(`/events/${id}`);
      expect(status).toBe(404);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(body).toContain('<title>Event not found · Boxoffice</title>');
      expect(body).toContain('<meta name="robots" content="noindex" />');
      expect(body).toContain('<box-root');
    },
  );

  it('has nothing of an event elsewhere', async () => {
    for (const path of ['/', '/events', `/events/${sale.eventId}/x`, '/bookings/1']) {
      const { status, headers, body } = await ask(path);
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(headers.vary).toBe('accept');
      expect(body).toContain('<title i18n="">Boxoffice</title>');
    }
  });

  describe('and of a series', () => {
    const seriesPage = (headers?: Record<string, string>) => ask('/series/77', headers);

    beforeEach(async () => {
      await api.sql.execute(
        `INSERT INTO event_series (id, organiser_id, name, description)
         SELECT 77, organiser_id, $1, 'Bach, **twice**.' FROM events WHERE id = ${sale.eventId}
         ON CONFLICT DO NOTHING`,
        [`Mass ${NASTY}`],
      );
      await api.sql.execute('UPDATE events SET series_id = NULL WHERE series_id = 77');
      await change(`series_id = 77, address = 'Hamburg'`);
    });

    it('has title, description, preview and its dates in the HTML', async () => {
      const { status, body } = await seriesPage();
      expect(status).toBe(200);
      expect(body).toContain('<title>Mass &lt;/script&gt;');
      expect(body).toContain(
        '<meta name="description" content="Saturday, 12 June 2027, 20:30 CEST · Harbour Hall, Pier 4. Bach, twice." />',
      );
      expect(body).toContain(`<meta property="og:url" content="${PUBLIC_URL}/series/77" />`);
      expect(body).toContain(`<link rel="canonical" href="${PUBLIC_URL}/series/77" />`);
      expect(body).toMatch(/<meta property="og:image" content="[^"]+poster\.png\?v=[\w-]+" \/>/);
      expect(jsonLdOf(body)).toMatchObject({
        '@type': 'EventSeries',
        name: `Mass ${NASTY}`,
        description: 'Bach, twice.',
        url: `${PUBLIC_URL}/series/77`,
        startDate: '2027-06-12T20:30:00+02:00',
        organizer: { '@type': 'Organization' },
        subEvent: [
          {
            '@type': 'Event',
            name: 'Midnight Orchestra',
            url: `${PUBLIC_URL}/events/${sale.eventId}`,
            startDate: '2027-06-12T20:30:00+02:00',
            eventStatus: 'https://schema.org/EventScheduled',
            location: { name: 'Harbour Hall, Pier 4', address: 'Hamburg' },
          },
        ],
      });
      const { data } = (await api.get<Envelope<object>>('/series/77')).body;
      expect(data).toMatchObject({
        descriptionHtml: '<p>Bach, <strong>twice</strong>.</p>',
        image: null,
      });
      expect(body).toContain('"/api/v1/series/77":{"success":true');
      expect(body.match(/<script/g)).toHaveLength(3);
      expect((await seriesPage({ 'accept-language': 'de' })).body).toContain('12. Juni 2027');
    });

    it('is a 404 with the application where anybody may see no date of it', async () => {
      await change(`state = 'draft', published_at = NULL`);
      const { status, body } = await ask('/series/78');
      expect(status).toBe(404);
      expect(body).toContain('<title>Series not found · Boxoffice</title>');
      expect(body).toContain('<meta name="robots" content="noindex" />');
      expect((await ask('/embed/series/78')).status).toBe(404);
      expect((await ask('/series/x')).status).toBe(404);
    });
  });

  it('may be put into a frame where it is made for that, in the language that is asked for', async () => {
    const { status, headers, body } = await ask(`/embed/events/${sale.eventId}?language=de`);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toMatch(/frame-ancestors \*$/);
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(headers).not.toHaveProperty('x-frame-options');
    expect(body).toContain('<html lang="de-DE">');
    expect(body).toContain('<title>Midnight Orchestra · Boxoffice</title>');
    expect(body).toContain('<meta name="robots" content="noindex" />');
    expect(body).toContain('id="page-answers"');
    expect(body).not.toContain('ld+json');
    const fallback = await ask(`/embed/events/${sale.eventId}?language=xx`);
    expect(fallback.body).toContain('<html lang="en-GB">');
    expect((await ask('/embed/events/999999999')).status).toBe(404);
    const script = await ask('/embed.js');
    expect(script.headers).toMatchObject({
      'cache-control': 'public, max-age=3600',
      'cross-origin-resource-policy': 'cross-origin',
    });
  });

  it.each([
    '/',
    '/checkout/1',
    '/organiser',
    '/no/such/page',
    '/embed',
    '/embedded',
    '/x/embed/events/1',
  ])('is put into no frame at %s', async (path) => {
    const { headers } = await ask(path);
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'$/);
    expect(headers['x-frame-options']).toMatch(/^deny$/i);
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  });

  it('answers HEAD, and whoever takes no page with a problem', async () => {
    expect(await ask(`/events/${sale.eventId}`, {}, 'HEAD')).toMatchObject({
      status: 200,
      body: '',
    });
    expect((await page({ accept: 'application/json' })).status).toBe(404);
  });
});
