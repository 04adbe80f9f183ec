import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { StockLedger } from './stock-ledger.js';

describe('the stock ledger', () => {
  let database: DemoDatabase;
  let ledger: StockLedger;

  beforeEach(async () => {
    database = await openDemoDatabase();
    ledger = new StockLedger(database.dataSource);
    await database.dataSource.query(
      `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at)
       SELECT 1, 10, 1, array_agg(id), '[]', 0, 'USD', now() FROM generate_series(1, 60) AS id`,
    );
  });

  afterEach(() => database.close());

  const run = (sql: string): Promise<unknown> => database.dataSource.query(sql);

  /** The truth: every ticket counted. */
  const counted = async (): Promise<unknown> =>
    database.dataSource.query(
      `SELECT coalesce(allotment_id, tier_id) AS stock_id, tier_id AS "tierId", count(*) FILTER (WHERE status = 'available')::integer AS available,
         count(*) FILTER (WHERE status = 'pending')::integer AS held,
         count(*) FILTER (WHERE status = 'booked')::integer AS booked
       FROM tickets WHERE event_id = 1 GROUP BY tier_id, allotment_id ORDER BY stock_id`,
    );

  const told = async (): Promise<unknown> =>
    [...(await ledger.ofEvent('1'))]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([stock_id, stock]) => ({ stock_id, ...stock }));

  const changes = async (): Promise<number> => {
    const [row] = await database.dataSource.query<{ count: number }[]>(
      'SELECT count(*)::integer AS count FROM stock_changes',
    );
    return row?.count ?? 0;
  };

  it('is right after tickets were created, held, booked, released and deleted by any statement', async () => {
    const statements = [
      `UPDATE tickets SET status = 'pending', booking_id = 10, user_id = 1 WHERE id BETWEEN 40 AND 60`,
      `UPDATE tickets SET status = 'booked', booked_at = now() WHERE id BETWEEN 40 AND 45`,
      `UPDATE tickets SET status = 'available', booking_id = NULL, user_id = NULL WHERE status = 'pending' AND id < 55`,
      `UPDATE tickets SET updated_at = now()`,
      `INSERT INTO allotments (event_id, id, tier_id, name, purpose) VALUES (1, 900, 1, 'Press', 'press')`,
      `UPDATE tickets SET allotment_id = 900 WHERE id BETWEEN 20 AND 50`,
      `UPDATE tickets SET status = 'pending', booking_id = 10, user_id = 1 WHERE id IN (30, 31)`,
      `UPDATE tickets SET allotment_id = NULL WHERE id BETWEEN 29 AND 30`,
      `UPDATE tickets SET tier_id = 3, allotment_id = NULL WHERE id = 46`,
      `INSERT INTO tickets (event_id, tier_id, id) SELECT 1, 2, generate_series(1000, 1099)`,
      `DELETE FROM tickets WHERE id > 1050`,
      `DELETE FROM tickets WHERE id < 0`,
    ];
    for (const statement of statements) {
      await run(statement);
      expect(await told()).toEqual(await counted());
    }
  });

  it('tells the same before, during and after it is folded', async () => {
    await run(`UPDATE tickets SET status = 'pending', booking_id = 10, user_id = 1 WHERE id < 20`);
    const before = await told();
    expect(await changes()).toBeGreaterThan(0);
    expect(await ledger.fold()).toBeGreaterThan(0);
    expect(await changes()).toBe(0);
    expect(await told()).toEqual(before);
    expect(await ledger.fold()).toBe(0);
  });

  it('is folded by several at once without losing or doubling a change', async () => {
    for (let id = 1; id <= 60; id += 1) {
      await run(
        `UPDATE tickets SET status = 'pending', booking_id = 10, user_id = 1 WHERE id = ${id}`,
      );
    }
    await Promise.all(Array.from({ length: 6 }, () => ledger.fold()));
    await ledger.fold();
    expect(await told()).toEqual(await counted());
    expect(await changes()).toBe(0);
  });

  it('counts nothing of a transaction that was rolled back', async () => {
    const before = await told();
    await expect(
      database.dataSource.transaction(async (manager) => {
        await manager.query(`DELETE FROM tickets WHERE id < 20`);
        throw new Error('on purpose');
      }),
    ).rejects.toThrow('on purpose');
    expect(await told()).toEqual(before);
  });
});
