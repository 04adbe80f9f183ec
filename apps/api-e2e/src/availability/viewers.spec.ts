import { ApiUnderTest } from '../setup/api-under-test.ts';
import { openSale } from '../setup/open-sale.ts';
import { listedStock } from './listed-stock.ts';

const VIEWERS = 1_000;

/** How long a process keeps what it has read, in milliseconds. */
const KEPT_MS = 500;

/**
 * Has every reading of a table counted, by an API that knows nothing of it: the table gives way to a
 * view whose function takes a number of a sequence. A sequence is no part of a transaction.
 */
const COUNT_READINGS = ['stock_levels', 'tickets']
  .map(
    (table) => `
  CREATE SEQUENCE readings_of_${table};
  ALTER TABLE ${table} RENAME TO kept_${table};
  CREATE FUNCTION read_${table}() RETURNS SETOF kept_${table} LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM nextval('readings_of_${table}');
      RETURN QUERY SELECT * FROM kept_${table};
    END $$;
  CREATE VIEW ${table} AS SELECT * FROM read_${table}();`,
  )
  .join('\n');

describe('a thousand viewers', () => {
  const api = new ApiUnderTest();

  beforeAll(() => api.start());
  afterAll(() => api.end());

  /** How often the counts were read, and the tickets of all three tiers. */
  async function readings(): Promise<{ levels: number; tickets: number }> {
    const { levels, tickets } = await api.sql.row<{ levels: number; tickets: number }>(
      `SELECT nextval('readings_of_stock_levels')::integer AS levels,
              nextval('readings_of_tickets')::integer AS tickets`,
    );
    return { levels, tickets };
  }

  it('ask the database no more often than one does', async () => {
    const { eventId } = await openSale(api.sql, { VIP: 10, GA: 50 });
    await api.sql.execute(COUNT_READINGS);
    const before = await readings();
    await listedStock(api.process.url, eventId, 20);
    const one = await readings();
    const ofOne = {
      levels: one.levels - before.levels - 1,
      tickets: one.tickets - before.tickets - 1,
    };
    expect(ofOne.levels).toBeGreaterThan(0);
    expect(ofOne.tickets).toBeGreaterThan(0);

    const startedMs = performance.now();
    const seen = await Promise.all(
      Array.from({ length: VIEWERS }, () => listedStock(api.process.url, eventId, 20)),
    );
    const periods = Math.ceil((performance.now() - startedMs) / KEPT_MS) + 1;
    expect(seen.every(({ tickets }) => tickets.length === 30)).toBe(true);
    const all = await readings();
    expect(all.levels - one.levels - 1).toBeLessThanOrEqual(ofOne.levels * periods);
    expect(all.tickets - one.tickets - 1).toBeLessThanOrEqual(ofOne.tickets * periods);
  });
});
