import { priceOfOne } from '@boxoffice/contracts/pricing';
import type { DataSource } from 'typeorm';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { FindListings } from './find-listings.js';
import type { ListingQuery } from './listing-query.js';
import { RemovePastListings } from './remove-past-listings.js';

const ANY: ListingQuery = {
  q: '',
  place: '',
  from: null,
  to: null,
  currency: null,
  maxPriceMinor: null,
  free: false,
  organiserId: null,
};

/** The ids of the searched events. */
const CHOIR = '2001';
const GRIEG = '2002';

describe('finding what is on', () => {
  let database: DemoDatabase;
  let listings: FindListings;

  const found = async (query: Partial<ListingQuery>): Promise<string[]> => {
    const { listings: rows } = await listings.execute({ ...ANY, ...query }, 100);
    return rows.map(({ eventId }) => eventId);
  };

  beforeAll(async () => {
    database = await openDemoDatabase('owner');
    listings = new FindListings(database.dataSource);
    await database.dataSource.query(`
      INSERT INTO events (id, organiser_id, state, published_at, name, subtitle, description, venue, address,
        starts_at, ends_at, time_zone, currency)
      VALUES
        (${CHOIR}, 1, 'published', now(), 'Weihnachtsoratorium', 'Die Kantorei singt Bach',
          'Mit Pauken & Trompeten: Jauchzet, frohlocket!', 'St. Marien', 'Größe Straße 1, Lübeck',
          now() + interval '10 days', NULL, 'Europe/Berlin', 'EUR'),
        (${GRIEG}, 1, 'published', now(), 'Edvard Grieg’s Piano Concerto', '', 'Songs of the *fjords*',
          'Müller Hall', 'Bergen', now() + interval '20 days', NULL, 'Europe/Oslo', 'NOK');
      INSERT INTO tiers (event_id, id, name, price_minor, position)
      VALUES (${CHOIR}, 21, 'A', 2800, 1), (${CHOIR}, 22, 'B', 1500, 2), (${GRIEG}, 23, 'A', 0, 1)`);
  });

  afterAll(() => database.close());

  it.each([
    ['weihnachts', CHOIR],
    ['Trompete', CHOIR],
    ['jauchzet PAUKEN', CHOIR],
    ['lubeck', CHOIR],
    ['luebeck', CHOIR],
    ['grosse strasse', CHOIR],
    ['concertos', GRIEG],
    ['fjord song', GRIEG],
    ['mueller', GRIEG],
    ['the grieg', GRIEG],
  ])('by words, in German and English: %s', async (q, eventId) => {
    const { match, listings: rows } = await listings.execute({ ...ANY, q }, 10);
    expect(match).toBe('exact');
    expect(rows.map((row) => row.eventId)).toEqual([eventId]);
  });

  it.each([
    ['weinachtsoratorium', CHOIR],
    ['Weihnachtsortaorium', CHOIR],
    ['Edward Griek', GRIEG],
    ['Midnihgt Orchestar', '1'],
  ])('by similar words where there are none: %s', async (q, eventId) => {
    const { match, listings: rows } = await listings.execute({ ...ANY, q }, 10);
    expect(match).toBe('similar');
    expect(rows.map((row) => row.eventId)).toEqual([eventId]);
  });

  it.each([
    'zeppelin museum',
    '%',
    '_',
    "'",
    "');--",
    '\\',
    ':* & !',
    '\u{1f3bb}',
    '–',
    '€',
    '| <->',
  ])('not, where nothing is like it: %s', async (q) => {
    expect(await found({ q })).toEqual([]);
    expect(await found({ place: q })).toEqual([]);
  });

  it('by place, price, organiser and day, all of them together', async () => {
    expect(await found({})).toEqual([CHOIR, GRIEG, '1']);
    expect(await found({ place: 'lübeck' })).toEqual([CHOIR]);
    // Its name has the word, its place doesn't.
    expect(await found({ place: 'grieg' })).toEqual([]);
    expect(await found({ free: true })).toEqual([GRIEG]);
    expect(await found({ currency: 'EUR', maxPriceMinor: 1500 })).toEqual([CHOIR]);
    expect(await found({ currency: 'EUR', maxPriceMinor: 1499 })).toEqual([]);
    expect(await found({ organiserId: '1', q: 'bach' })).toEqual([CHOIR]);
    expect(await found({ organiserId: '2', q: 'bach' })).toEqual([]);
    const [{ day } = { day: '' }] = await database.dataSource.query<{ day: string }[]>(
      `SELECT first_day::text AS day FROM event_listings WHERE event_id = ${CHOIR}`,
    );
    expect(await found({ from: day, to: day })).toEqual([CHOIR]);
  });

  it('filters by what is paid, with fees and tax, as the order is priced', async () => {
    const { dataSource } = database;
    const fees = [
      {
        name: 'Booking fee',
        amountMinor: 150,
        basisPoints: null,
        per: 'ticket' as const,
        onFreeTickets: false,
      },
      {
        name: 'Service',
        amountMinor: null,
        basisPoints: 333,
        per: 'ticket' as const,
        onFreeTickets: true,
      },
    ];
    const tax = { name: 'VAT', basisPoints: 1_900, included: false };
    await dataSource.query(
      `INSERT INTO fees (event_id, position, name, amount_minor, basis_points, per, on_free_tickets)
       VALUES (${GRIEG}, 1, 'Booking fee', 150, NULL, 'ticket', false),
         (${GRIEG}, 2, 'Service', NULL, 333, 'ticket', true),
         (${GRIEG}, 3, 'Postage', 500, NULL, 'booking', false)`,
    );
    await dataSource.query(
      `UPDATE events SET tax_name = 'VAT', tax_basis_points = 1900, tax_included = false WHERE id = ${GRIEG}`,
    );
    for (const priceMinor of [0, 1, 99, 1_550, 2_799, 100_001]) {
      await dataSource.query(`UPDATE tiers SET price_minor = $1 WHERE id = 23`, [priceMinor]);
      const { fullPriceMinor } = priceOfOne(priceMinor, { fees, tax });
      const upTo = (maxPriceMinor: number) => found({ currency: 'NOK', maxPriceMinor });
      expect(await upTo(fullPriceMinor)).toEqual([GRIEG]);
      if (fullPriceMinor > 0) expect(await upTo(fullPriceMinor - 1)).toEqual([]);
    }
    await dataSource.query(`DELETE FROM fees; UPDATE tiers SET price_minor = 0 WHERE id = 23`);
    expect(await found({ free: true })).toEqual([GRIEG]);
  });

  it('follows every change of an event, its prices and its organisation, by whatever statement', async () => {
    const { dataSource } = database;
    await dataSource.query(`UPDATE tiers SET price_minor = 900 WHERE id = 21`);
    expect(await found({ currency: 'EUR', maxPriceMinor: 900 })).toEqual([CHOIR]);
    await dataSource.query(
      `INSERT INTO ticket_types (event_id, id, tier_id, name, price_minor, position, sale_ends_at)
       VALUES (${CHOIR}, 31, 21, 'Early bird', 500, 1, now() + interval '1 hour'),
         (${CHOIR}, 32, 21, 'Adult', 2800, 2, NULL)`,
    );
    expect(await found({ currency: 'EUR', maxPriceMinor: 500 })).toEqual([CHOIR]);
    await dataSource.query(`UPDATE ticket_types SET sale_ends_at = now() WHERE id = 31`);
    expect(await found({ currency: 'EUR', maxPriceMinor: 500 })).toEqual([]);
    await dataSource.query(`UPDATE organisers SET name = 'Kantorei am Dom' WHERE id = 1`);
    expect(await found({ q: 'kantorei dom' })).toEqual([CHOIR, GRIEG, '1']);
    await dataSource.query(`UPDATE events SET name = 'Messiah' WHERE id = ${GRIEG}`);
    expect(await found({ q: 'messiah' })).toEqual([GRIEG]);
    await dataSource.query(
      `UPDATE events SET state = 'draft', published_at = NULL WHERE id = ${GRIEG}`,
    );
    expect(await found({ q: 'messiah' })).toEqual([]);
    // An exhibition that has begun and isn't over is on today; the concert of yesterday isn't.
    await dataSource.query(
      `UPDATE events SET starts_at = now() - interval '30 days', ends_at = now() + interval '1 day'
       WHERE id = ${CHOIR}`,
    );
    expect(await found({ currency: 'EUR' })).toEqual([CHOIR]);
    await dataSource.query(`UPDATE events SET ends_at = now() WHERE id = ${CHOIR}`);
    expect(await found({ currency: 'EUR' })).toEqual([]);
  });

  it('takes from the list what is over, and nothing else', async () => {
    const { dataSource } = database;
    const count = async (): Promise<number> => {
      const [row] = await dataSource.query<{ n: number }[]>(
        'SELECT count(*)::integer AS n FROM event_listings',
      );
      return row?.n ?? 0;
    };
    const before = await count();
    await dataSource.query(`
      UPDATE event_listings SET starts_at = now() - interval '1 day', over_at = now()
      WHERE event_id = 1`);
    const task = new RemovePastListings(dataSource);
    expect([await task.execute(), await task.execute(), await count()]).toEqual([1, 0, before - 1]);
  });
});

describe('finding what is on among many events', () => {
  const SEARCHES: Record<string, Partial<ListingQuery>> = {
    'the next ones': {},
    'one word that one event has': { q: 'zauberflote' },
    'one word that all events have': { q: 'concert' },
    'a mistyped word': { q: 'zaubreflote' },
    'a place of some': { place: 'hall 7' },
    'an organisation': { organiserId: '1' },
    'a price that one event has': { currency: 'EUR', maxPriceMinor: 500 },
    'a price that all events have': { currency: 'EUR', maxPriceMinor: 5_000 },
    'free ones, of which there are none': { free: true },
    'a month far ahead': { from: '2027-12-01', to: '2027-12-31' },
  };

  /** So many events to come, an hour apart, as many past ones, and one to find. */
  const fill = async ({ dataSource }: DemoDatabase, count: number): Promise<void> => {
    await dataSource.query(
      `INSERT INTO events (id, organiser_id, state, published_at, name, venue, starts_at, time_zone, currency)
       SELECT 100000 + number, 1, 'published', now(),
         CASE number WHEN $1::integer THEN 'Zauberflöte' ELSE 'Concert ' || md5(number::text) END,
         'Hall ' || abs(number % 50),
         now() + number * interval '1 hour' - CASE WHEN number < 0 THEN interval '2 days' ELSE interval '0' END,
         'Europe/Berlin', 'EUR'
       FROM generate_series(-$1::integer, $1::integer) AS number WHERE number <> 0`,
      [count],
    );
    await dataSource.query(
      `INSERT INTO tiers (event_id, id, name, price_minor, position)
       SELECT id, id, 'A', CASE id WHEN 100000 + $1::integer THEN 500 ELSE 2000 END, 1
       FROM events WHERE id <> 1`,
      [count],
    );
    // What was listed and is over is removed by retention; here, what is left of it.
    await dataSource.query('VACUUM (ANALYZE) event_listings');
  };

  /** How many pages of the database each search reads, wherever they are. */
  const pagesRead = async (count: number): Promise<Record<string, number>> => {
    const database = await openDemoDatabase('owner');
    try {
      await fill(database, count);
      const pages: Record<string, number> = {};
      for (const [name, query] of Object.entries(SEARCHES)) {
        pages[name] = await pagesReadBy(database.dataSource, { ...ANY, ...query });
      }
      await database.dataSource.query('DROP INDEX event_listings_words');
      pages['without an index'] = await pagesReadBy(database.dataSource, {
        ...ANY,
        q: 'zauberflote',
      });
      return pages;
    } finally {
      await database.close();
    }
  };

  const pagesReadBy = async (dataSource: DataSource, query: ListingQuery): Promise<number> => {
    let pages = 0;
    const explained = {
      query: async (text: string, values: unknown[]) => {
        const [row] = await dataSource.query<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(
          `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
          values,
        );
        const plan = row?.['QUERY PLAN'][0].Plan;
        pages += (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
        return dataSource.query<unknown[]>(text, values);
      },
    };
    // Once before: what a connection reads of the catalogue doesn't count.
    const listings = new FindListings(explained as unknown as DataSource);
    await listings.execute(query, 24);
    pages = 0;
    await listings.execute(query, 24);
    return pages;
  };

  it('reads hardly more of the database among 10,000 than among a hundred', async () => {
    const few = await pagesRead(100);
    const many = await pagesRead(10_000);
    const more = Object.keys(SEARCHES).filter((name) => (many[name] ?? 0) > (few[name] ?? 0) + 100);
    // So many as are sorted at the most, each of them found by its id.
    expect(more).toEqual(['a place of some']);
    expect(many['a place of some']).toBeLessThan(1_000);
    // What a search costs that looks at all of them.
    expect(many['without an index']).toBeGreaterThan(
      10 * (many['one word that one event has'] ?? 0),
    );
  });
});

interface Plan {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}
