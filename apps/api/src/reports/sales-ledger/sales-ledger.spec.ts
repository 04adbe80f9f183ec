import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { SalesLedger } from './sales-ledger.js';

const ADULT = { tierId: '1', tier: 'VIP', quantity: 2, priceMinor: 1_000 };
const STUDENT = {
  ...ADULT,
  ticketTypeId: '7',
  ticketType: 'Student',
  quantity: 1,
  priceMinor: 500,
};

describe('the sales ledger', () => {
  let database: DemoDatabase;
  let ledger: SalesLedger;

  beforeEach(async () => {
    database = await openDemoDatabase();
    ledger = new SalesLedger(database.dataSource);
    await run(
      `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at)
       SELECT 1, id, 1, ARRAY[id * 3, id * 3 + 1, id * 3 + 2], $1, 2500, 'USD', now()
       FROM generate_series(1, 20) AS id`,
      [JSON.stringify([ADULT, STUDENT])],
    );
  });

  afterEach(() => database.close());

  const run = (sql: string, parameters?: unknown[]): Promise<unknown> =>
    database.dataSource.query(sql, parameters);

  const pay = (ids: string, at: string): Promise<unknown> =>
    run(`UPDATE bookings SET status = 'confirmed', confirmed_at = $1 WHERE id ${ids}`, [at]);

  /** Days with what was sold on them: tickets at the tier's price and as students, and the amount. */
  const told = async (timeZone = 'UTC'): Promise<Record<string, [number, number, number]>> => {
    const days: Record<string, [number, number, number]> = {};
    for (const sale of await ledger.byDay(database.dataSource.manager, '1', timeZone)) {
      const sum = (days[sale.day] ??= [0, 0, 0]);
      sum[sale.ticketTypeId === '0' ? 0 : 1] += sale.tickets;
      sum[2] += sale.amountMinor;
    }
    return days;
  };

  const changes = async (): Promise<number> => {
    const [row] = await database.dataSource.query<{ count: number }[]>(
      'SELECT count(*)::integer AS count FROM sales_changes',
    );
    return row?.count ?? 0;
  };

  it('has no entry of bookings that are held, extended, cancelled and deleted', async () => {
    await run(`UPDATE bookings SET hold_extensions = 1`);
    await run(`UPDATE bookings SET status = 'cancelled', ended_at = now() WHERE id < 10`);
    await run(`DELETE FROM bookings`);
    expect(await changes()).toBe(0);
  });

  it('has one entry a ticket type and statement, however many bookings are paid for', async () => {
    await pay('<= 20', '2026-12-01T12:00:00Z');
    expect(await changes()).toBe(2);
    expect(await told()).toEqual({ '2026-12-01': [40, 20, 50_000] });
  });

  it('counts a sale on the day of the payment at the venue, in every time zone', async () => {
    await pay('= 1', '2026-12-01T18:20:00Z');
    await pay('= 2', '2026-12-01T23:59:59Z');
    await ledger.fold();
    expect(await told('UTC')).toEqual({ '2026-12-01': [4, 2, 5_000] });
    expect(await told('Europe/Berlin')).toEqual({
      '2026-12-01': [2, 1, 2_500],
      '2026-12-02': [2, 1, 2_500],
    });
    // Whose days begin at a quarter past six, as others see it.
    expect(await told('Asia/Kathmandu')).toEqual({ '2026-12-02': [4, 2, 5_000] });
    await pay('= 3', '2026-12-01T18:14:59Z');
    expect(await told('Asia/Kathmandu')).toEqual({
      '2026-12-01': [2, 1, 2_500],
      '2026-12-02': [4, 2, 5_000],
    });
  });

  it('takes a refund off on its own day, and a paid booking that is gone altogether', async () => {
    await pay('IN (1, 2, 3)', '2026-12-01T12:00:00Z');
    await run(
      `UPDATE bookings SET status = 'refunded', ended_at = '2026-12-05T12:00:00Z' WHERE id = 1`,
    );
    expect(await told()).toEqual({
      '2026-12-01': [6, 3, 7_500],
      '2026-12-05': [-2, -1, -2_500],
    });
    await run(`DELETE FROM bookings WHERE id IN (1, 2)`);
    expect(await told()).toEqual({ '2026-12-01': [2, 1, 2_500] });
  });

  it('counts bookings that are paid for when they are made, and those that change afterwards', async () => {
    await run(
      `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency,
         hold_expires_at, status, confirmed_at)
       VALUES (1, 30, 1, '{100}', $1, 2500, 'USD', now(), 'confirmed', '2026-12-01T12:00:00Z')`,
      [JSON.stringify([ADULT, STUDENT])],
    );
    expect(await told()).toEqual({ '2026-12-01': [2, 1, 2_500] });
    await run(`UPDATE bookings SET lines = $1 WHERE id = 30`, [JSON.stringify([STUDENT])]);
    expect(await told()).toEqual({ '2026-12-01': [0, 1, 500] });
  });

  it('tells the same before and after it is folded, also by several at once', async () => {
    for (let id = 1; id <= 20; id += 1) {
      await pay(`= ${id}`, `2026-12-${String(id).padStart(2, '0')}T12:00:00Z`);
    }
    const before = await told();
    expect(Object.keys(before)).toHaveLength(20);
    await Promise.all(Array.from({ length: 6 }, () => ledger.fold()));
    await ledger.fold();
    expect(await changes()).toBe(0);
    expect(await told()).toEqual(before);
    await pay(`= 1`, `2026-12-01T12:01:00Z`);
    expect(await told()).toEqual(before);
  });
});
