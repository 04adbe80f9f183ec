import type { Envelope, EventListingDto } from '@boxoffice/contracts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useApi } from '../setup/use-api.ts';

describe('GET /events', () => {
  const api = useApi();

  const ask = async (query: Record<string, string>): Promise<EventListingDto> => {
    const { status, body } = await api.get<Envelope<EventListingDto>>(
      `/events?${new URLSearchParams(query).toString()}`,
    );
    expect(status).toBe(200);
    return body.data;
  };
  const idsOf = ({ events }: EventListingDto): string[] => events.map(({ id }) => id);

  beforeAll(async () => {
    await api.sql.execute(
      `INSERT INTO organisers (id, name, contact_email, currency, time_zone, language)
       VALUES (2, 'Kantorei am Dom', 'karten@kantorei.example', 'EUR', 'Europe/Berlin', 'de')`,
    );
    // Seven dates, a day apart; two begin at the same moment.
    await api.sql.execute(
      `INSERT INTO events (id, organiser_id, state, published_at, name, venue, address, starts_at, time_zone,
         currency, sale_starts_at, cancelled_at)
       SELECT 100 + number, 2,
         CASE number WHEN 4 THEN 'cancelled' WHEN 3 THEN 'paused' WHEN 7 THEN 'draft' ELSE 'published' END,
         CASE number WHEN 7 THEN NULL ELSE now() END,
         CASE number WHEN 1 THEN '100 % Bach_Werke' ELSE 'Orgelvesper ' || number END,
         'Dom zu Lübeck', 'Mühlendamm 2, 23552 Lübeck',
         date_trunc('day', now()) + interval '20 hours' + least(number, 5) * interval '1 day', 'Europe/Berlin', 'EUR',
         CASE number WHEN 2 THEN now() + interval '1 hour' END,
         CASE number WHEN 4 THEN now() END
       FROM generate_series(1, 7) AS number`,
    );
    await api.sql.execute(
      `INSERT INTO tiers (event_id, id, name, price_minor, position)
       SELECT id, id, 'Nave', CASE id WHEN 105 THEN 0 ELSE 1200 END, 1 FROM events WHERE id > 100`,
    );
    await api.sql.execute(
      `INSERT INTO tickets (event_id, tier_id, id) SELECT id, id, 9000 + id FROM events WHERE id IN (105, 106)`,
    );
  });

  it('says of each event whether there are tickets', async () => {
    const { events, next, match } = await ask({});
    expect(events.map(({ id, sale, fromPriceMinor }) => [id, sale, fromPriceMinor])).toEqual([
      ['101', 'sold_out', 1_200],
      ['102', 'not_yet', 1_200],
      ['103', 'paused', 1_200],
      ['104', 'cancelled', 1_200],
      ['105', 'on_sale', 0],
      ['106', 'on_sale', 1_200],
      ['1', 'on_sale', 1_000],
    ]);
    expect({ next, match }).toEqual({ next: null, match: 'exact' });
  });

  it('goes on where the last page ended, each event once, also for similar words', async () => {
    const queries: Record<string, string>[] = [
      {},
      { q: 'orgelvespa' },
      { place: 'lübeck', currency: 'EUR' },
    ];
    for (const query of queries) {
      const all = await ask(query);
      const seen: string[] = [];
      let after: string | null = '';
      while (after !== null) {
        const page: EventListingDto = await ask({ ...query, limit: '2', ...(after && { after }) });
        expect(page.match).toBe(all.match);
        seen.push(...idsOf(page));
        after = page.next;
      }
      expect(seen).toEqual(idsOf(all));
      expect(seen.length).toBeGreaterThan(4);
    }
  });

  it('narrows by words, place, price, organiser and days, all of them together', async () => {
    expect(idsOf(await ask({ q: 'werke' }))).toEqual(['101']);
    expect(idsOf(await ask({ place: 'muehlendamm', free: 'true' }))).toEqual(['105']);
    expect(idsOf(await ask({ currency: 'USD', maxPriceMinor: '1000' }))).toEqual(['1']);
    expect(idsOf(await ask({ organiserId: '1' }))).toEqual(['1']);
    const [first, second] = (await ask({})).events;
    const day = second?.startsAt.slice(0, 10) ?? '';
    expect(idsOf(await ask({ from: day, to: day }))).toEqual(['102']);
    expect(idsOf(await ask({ to: first?.startsAt.slice(0, 10) ?? '' }))).toEqual(['101']);
    expect(await ask({ q: 'orgelvesper', organiserId: '1' })).toMatchObject({
      events: [],
      next: null,
    });
  });

  it('takes what means something to SQL, and to searches, for words that nothing has', async () => {
    const odd = [
      '%',
      '_',
      '100_Bach%',
      "'",
      "x'; DROP TABLE events; --",
      '\\',
      ':*',
      '!&|()<->',
      '🎻',
      'ß',
    ];
    for (const q of odd) {
      const { events } = await ask({ q });
      expect(['', '101']).toContain(idsOf({ events, next: null, match: 'exact' }).join());
      await ask({ place: q });
    }
    // What is blank is not asked for.
    expect(idsOf(await ask({ q: '  ' }))).toHaveLength(7);
  });

  it('refuses what makes no sense, and names the field', async () => {
    const { next } = await ask({ limit: '2' });
    const cursor = next ?? '';
    const refused: [query: string, field: string][] = [
      [`q=${'x'.repeat(101)}`, 'q'],
      [`q=a%00b`, 'q'],
      ['from=2027-02-30', 'from'],
      ['from=tomorrow', 'from'],
      ['from=2027-03-02&to=2027-03-01', 'to'],
      [`place=${'x'.repeat(101)}`, 'place'],
      ['maxPriceMinor=-1&currency=EUR', 'maxPriceMinor'],
      ['maxPriceMinor=1e12&currency=EUR', 'maxPriceMinor'],
      ['maxPriceMinor=1.5&currency=EUR', 'maxPriceMinor'],
      ['maxPriceMinor=100', 'currency'],
      ['currency=XXX', 'currency'],
      ['free=yes', 'free'],
      ['organiserId=0', 'organiserId'],
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['after=abc', 'after'],
      [`after=${'x'.repeat(201)}`, 'after'],
      [`after=${Buffer.from('exact 1 1').toString('base64url')}`, 'after'],
      // Another query's, and one with a place in it that there isn't.
      [`q=bach&after=${cursor}`, 'after'],
      [`after=${Buffer.from(`exact ${'9'.repeat(30)} 1 x`).toString('base64url')}`, 'after'],
    ];
    for (const [query, field] of refused) {
      const answer = await expectNoChange(api.sql, () => api.get(`/events?${query}`));
      const problem = expectProblem(answer, 422, 'VALIDATION_FAILED');
      expect([query, problem.errors?.map((error) => error.field)]).toEqual([query, [field]]);
    }
  });

  it('shows a change of this process at once', async () => {
    await ask({ q: 'werke' });
    await api.sql.execute(`UPDATE events SET name = 'Bach, durchgehend' WHERE id = 101`);
    const { body } = await api.post('/organisers/1/events/1/pause', {});
    expect(body).toMatchObject({ success: true });
    expect((await ask({ organiserId: '1' })).events).toMatchObject([{ id: '1', sale: 'paused' }]);
  });
});
