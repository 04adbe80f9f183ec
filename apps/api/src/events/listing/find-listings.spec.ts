import { priceOfOne } from '@boxoffice/contracts/pricing';
import type { DataSource } from 'typeorm';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { FindListings } from './find-listings.js';
import type { ListingCursor } from './listing-cursor.js';
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

  it('by similar places, with and without words', async () => {
    const near = await listings.execute({ ...ANY, place: 'Lübek' }, 10);
    expect(near.match).toBe('similar');
    expect(near.listings.map(({ eventId }) => eventId)).toEqual([CHOIR]);
    expect(await found({ place: 'St. Mariem' })).toEqual([CHOIR]);
    expect(await found({ q: 'weinachtsoratorium', place: 'Lübek' })).toEqual([CHOIR]);
    expect(await found({ q: 'Weihnachtsoratorium', place: 'Lübek' })).toEqual([CHOIR]);
    expect(await found({ q: 'Edward Griek', place: 'Lübek' })).toEqual([]);
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
    'one word that all events have, mistyped': { q: 'conzert' },
    'a mistyped word': { q: 'zaubreflote' },
    'two mistyped words, of which one event has both': { q: 'conzert zaubreflote' },
    'a place of some': { place: 'hall 7' },
    'a mistyped place that all events have': { place: 'haall' },
    'an organisation': { organiserId: '1' },
    'an organisation with one event': { organiserId: '7' },
    'a frequent word of an organisation with one event': { organiserId: '7', q: 'concert' },
    'a price that one event has': { currency: 'EUR', maxPriceMinor: 500 },
    'a frequent word and a price that one event has': {
      q: 'concert',
      currency: 'EUR',
      maxPriceMinor: 500,
    },
    'a price that all events have': { currency: 'EUR', maxPriceMinor: 5_000 },
    'free ones, of which there are none': { free: true },
    'a month far ahead': { from: '2027-12-01', to: '2027-12-31' },
    'what many events have, and none of the next ones': { q: 'matinee' },
    'what many events have, mistyped, and none of the next ones': { q: 'matinea' },
  };

  /**
   * So many events to come, an hour apart and in no order, as many past ones, and one to find, of an organisation of its
   * own. The last tenth are matinees.
   */
  const fill = async ({ dataSource }: DemoDatabase, count: number): Promise<void> => {
    await dataSource.query(
      `INSERT INTO organisers (id, name, contact_email, currency, time_zone, language)
       VALUES (7, 'Opera', 'tickets@opera.example', 'EUR', 'Europe/Berlin', 'de')`,
    );
    await dataSource.query(
      `INSERT INTO events (id, organiser_id, state, published_at, name, venue, starts_at, time_zone, currency)
       SELECT 100000 + number, CASE number WHEN $1::integer THEN 7 ELSE 1 END, 'published', now(),
         concat_ws(' ', 'Concert', CASE WHEN number > $1::integer * 0.9 THEN 'Matinee' END,
           CASE number WHEN $1::integer THEN 'Zauberflöte' ELSE md5(number::text) END),
         'Hall ' || abs(number % 50),
         now() + number * interval '1 hour' - CASE WHEN number < 0 THEN interval '2 days' ELSE interval '0' END,
         'Europe/Berlin', 'EUR'
       FROM generate_series(-$1::integer, $1::integer) AS number WHERE number <> 0
       ORDER BY md5(number::text)`,
      [count],
    );
    await dataSource.query(
      `INSERT INTO tiers (event_id, id, name, price_minor, position)
       SELECT id, id, 'A', CASE id WHEN 100000 + $1::integer THEN 500 ELSE 2000 END, 1
       FROM events WHERE id <> 1 ORDER BY md5(id::text)`,
      [count],
    );
    // What was listed and is over is removed by retention; here, what is left of it.
    await dataSource.query('VACUUM (ANALYZE) event_listings');
  };

  /** What each search reads of the database. */
  const readAmong = async (count: number): Promise<Record<string, Read>> => {
    const database = await openDemoDatabase('owner');
    try {
      await fill(database, count);
      const found: Record<string, Read> = {};
      for (const [name, query] of Object.entries(SEARCHES)) {
        found[name] = await readBy(database.dataSource, { ...ANY, ...query });
      }
      await database.dataSource.query('DROP INDEX event_listings_words');
      found['without an index'] = await readBy(database.dataSource, { ...ANY, q: 'zauberflote' });
      return found;
    } finally {
      await database.close();
    }
  };

  const readBy = async (dataSource: DataSource, query: ListingQuery): Promise<Read> => {
    let read = { pages: 0, rows: 0 };
    const explained = {
      query: async (text: string, values: unknown[]) => {
        const [row] = await dataSource.query<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(
          `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
          values,
        );
        const plan = row?.['QUERY PLAN'][0].Plan;
        read.pages += (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
        read.rows += plan ? rowsOf(plan) : 0;
        return dataSource.query<unknown[]>(text, values);
      },
    };
    // Once before: what a connection reads of the catalogue doesn't count.
    const listings = new FindListings(explained as unknown as DataSource);
    await listings.execute(query, 24);
    read = { pages: 0, rows: 0 };
    await listings.execute(query, 24);
    return read;
  };

  it('reads no more events among 10,000 than the longest walk has, twice', async () => {
    const few = await readAmong(100);
    const many = await readAmong(10_000);
    const names = Object.keys(SEARCHES);
    expect(names.filter((name) => (many[name]?.rows ?? 0) > 2_400)).toEqual([]);
    // Hardly more of the database is read than among a hundred, but for those that are sorted, each found by its id.
    const more = names.filter((name) => (many[name]?.pages ?? 0) > (few[name]?.pages ?? 0) + 100);
    expect(more).toEqual(['a place of some']);
    expect(many['a place of some']?.pages).toBeLessThan(1_000);
    // What a search costs that looks at all of them.
    expect(many['without an index']?.rows).toBeGreaterThan(9_000);
    expect(many['without an index']?.pages).toBeGreaterThan(
      10 * (many['one word that one event has']?.pages ?? 0),
    );
  });

  it('goes on with the next page where a walk ends, until all are found once', async () => {
    const database = await openDemoDatabase('owner');
    try {
      await fill(database, 4_000);
      const listings = new FindListings(database.dataSource);
      for (const q of ['matinee', 'matinea']) {
        const ids: string[] = [];
        const sizes: number[] = [];
        let cursor: ListingCursor | undefined;
        do {
          const page = await listings.execute({ ...ANY, q }, 100, cursor);
          ids.push(...page.listings.map(({ eventId }) => eventId));
          sizes.push(page.listings.length);
          cursor = page.next && { ...page.next, match: page.match };
        } while (cursor);
        expect([new Set(ids).size, ids.length]).toEqual([400, 400]);
        expect(ids).toEqual([...ids].sort((one, other) => Number(one) - Number(other)));
        expect(sizes.slice(0, 3)).toEqual([0, 0, 0]);
      }
    } finally {
      await database.close();
    }
  });
});

interface Read {
  /** Pages of the database, wherever they are. */
  pages: number;
  /** Events that were looked at. */
  rows: number;
}

interface Plan {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

function rowsOf(plan: Plan): number {
  const looked =
    plan['Actual Rows'] +
    (plan['Rows Removed by Filter'] ?? 0) +
    (plan['Rows Removed by Index Recheck'] ?? 0);
  const own = plan['Relation Name'] === 'event_listings' ? looked * plan['Actual Loops'] : 0;
  return (plan.Plans ?? []).reduce((sum, part) => sum + rowsOf(part), own);
}
