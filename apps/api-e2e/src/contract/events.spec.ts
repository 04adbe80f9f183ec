import { expectProblem } from '../setup/expect-problem.ts';
import { useApi } from '../setup/use-api.ts';
import { MOMENT, WORDS } from './shapes.ts';

describe('events', () => {
  const api = useApi();

  const demoEvent = {
    id: '1',
    state: 'published',
    name: WORDS,
    subtitle: '',
    description: WORDS,
    descriptionHtml: expect.stringMatching(/^<p>.+<\/p>$/),
    languages: [],
    image: null,
    posterUrl: expect.stringMatching(/^\/api\/v1\/events\/1\/poster\.svg\?v=[\w-]+$/),
    organiser: { name: WORDS, contactEmail: 'tickets@harbour-hall.example', documents: [] },
    venue: WORDS,
    address: '',
    startsAt: MOMENT,
    endsAt: null,
    doorsAt: null,
    timeZone: 'Europe/Berlin',
    currency: 'USD',
    saleStartsAt: null,
    saleEndsAt: null,
    holdSeconds: 600,
    maxTicketsPerBooking: null,
    maxTicketsPerUser: null,
    series: null,
    fees: [],
    tax: null,
    buyerRefunds: null,
    tiers: [
      { id: '1', name: 'VIP', price: 100, priceMinor: 10_000 },
      { id: '2', name: 'Front Row', price: 50, priceMinor: 5_000 },
      { id: '3', name: 'GA', price: 10, priceMinor: 1_000 },
    ].map((tier) => ({ ...tier, fullPriceMinor: tier.priceMinor, color: '', ticketTypes: [] })),
  };

  it('GET /events lists what is on, with who sells it and what it costs', async () => {
    const { status, body } = await api.get('/events');
    expect(status).toBe(200);
    const {
      id,
      name,
      subtitle,
      posterUrl,
      image,
      venue,
      startsAt,
      endsAt,
      timeZone,
      currency,
      saleStartsAt,
    } = demoEvent;
    const summary = {
      ...{
        id,
        name,
        subtitle,
        posterUrl,
        image,
        venue,
        startsAt,
        endsAt,
        timeZone,
        currency,
        saleStartsAt,
      },
      organiser: { id: '1', name: WORDS },
      fromPrice: 10,
      fromPriceMinor: 1_000,
      tierNames: ['VIP', 'Front Row', 'GA'],
      sale: 'on_sale',
    };
    expect(body).toEqual({
      success: true,
      data: { events: [summary], next: null, match: 'exact' },
    });
  });

  it('GET /events/:id shows one, which is still to come', async () => {
    const { status, body } = await api.get<{ data: { startsAt: string } }>('/events/1');
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, data: demoEvent });
    expect(Date.parse(body.data.startsAt)).toBeGreaterThan(Date.now());
  });

  it('GET /events/:id answers 404 for an unknown event', async () => {
    expectProblem(await api.get('/events/999'), 404, 'EVENT_NOT_FOUND');
  });

  it('GET /events/:id/organiser says who sells it, and GET …/calendar.ics when it is', async () => {
    const { body } = await api.get('/events/1/organiser');
    expect(body).toEqual({
      success: true,
      data: {
        name: WORDS,
        contactEmail: 'tickets@harbour-hall.example',
        imprint: '',
        terms: '',
        privacy: '',
        refundPolicy: '',
      },
    });
    const calendar = await api.get<string>('/events/1/calendar.ics');
    expect(calendar.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(calendar.body).toMatch(/^BEGIN:VCALENDAR\r\n[^]*DTSTART:\d{8}T\d{6}Z\r\n/);
    for (const path of ['organiser', 'calendar.ics', 'poster.svg', 'poster.png']) {
      expectProblem(await api.get(`/events/999/${path}`), 404, 'EVENT_NOT_FOUND');
    }
  });

  it('GET /events/:id/poster.svg and .png draw it, for good where the version is named', async () => {
    const { body } = await api.get<{ data: { posterUrl: string } }>('/events/1');
    const path = body.data.posterUrl.replace('/api/v1', '');
    const named = await api.get<string>(path);
    expect(named.headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(named.body).toMatch(/^<svg /);
    const bare = await api.get<string>('/events/1/poster.svg?title=off');
    expect(bare.headers['cache-control']).toContain('max-age=300');
    expect(bare.body.length).toBeLessThan(named.body.length);
    const again = await api.get(path, { headers: { 'if-none-match': named.headers.etag ?? '' } });
    expect(again.status).toBe(304);

    const preview = await api.get<string>('/events/1/poster.png');
    expect(preview.headers['content-type']).toBe('image/png');
    expect(preview.body.slice(1, 4)).toBe('PNG');
    expectProblem(await api.get('/events/1/poster.svg?title=x'), 422, 'VALIDATION_FAILED');
  });
});
