import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import type { Ids } from '../../platform/ids/ids.module.js';
import { PaymentRecords } from './payment-records.js';

/** Captured payments, which aren't under way. */
const MANY = 2_000;

const READ_SQL = `
  SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::integer AS read
  FROM pg_stat_xact_user_tables WHERE relname = 'payments'`;

describe('what is under way at a provider', () => {
  let database: DemoDatabase;
  const records = new PaymentRecords({} as unknown as Ids);

  beforeAll(async () => {
    database = await openDemoDatabase('owner');
    await database.dataSource.query(`
      INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency,
        hold_expires_at, status, confirmed_at)
      SELECT 1, id, 1, ARRAY[id], '[{"tierId": "1", "tier": "VIP", "quantity": 1, "priceMinor": 5000}]',
        5000, 'EUR', now(), 'confirmed', now() FROM generate_series(1, ${MANY}) AS id;
      INSERT INTO payments (event_id, id, booking_id, provider, provider_reference, amount_minor,
        currency, status)
      SELECT 1, 100000 + id, id, 'stripe', 'pi_' || id, 5000, 'EUR', 'captured'
      FROM generate_series(1, ${MANY}) AS id;`);
  });
  afterAll(() => database.close());

  /** Whether anything is, and how many payments were read to say so. */
  const look = (organiserId = '1', provider: 'stripe' | 'paypal' = 'stripe') =>
    database.dataSource.transaction(async (manager) => {
      const rows = () => manager.query<{ read: number }[]>(READ_SQL);
      const [before] = await rows();
      const isAny = await records.isAnyUnderWay(manager, organiserId, provider);
      const [after] = await rows();
      return { isAny, read: (after?.read ?? 0) - (before?.read ?? 0) };
    });

  it('is found without reading what was ever captured', async () => {
    await database.dataSource.query('ANALYZE bookings, payments, events');
    const nothing = await look();
    expect(nothing.isAny).toBe(false);
    expect(nothing.read).toBeLessThan(MANY / 10);

    const steps: [does: string, ends: string][] = [
      [
        `UPDATE payments SET status = 'processing' WHERE id = 100007`,
        `UPDATE payments SET status = 'captured' WHERE id = 100007`,
      ],
      [
        `INSERT INTO refunds (event_id, id, payment_id, booking_id, amount_minor, currency, reason)
         VALUES (1, 1, 100008, 8, 100, 'EUR', 'requested')`,
        `UPDATE refunds SET status = 'succeeded'`,
      ],
      [
        `INSERT INTO disputes (event_id, id, payment_id, booking_id, provider_reference, amount_minor,
           withdrawn_minor, currency) VALUES (1, 1, 100009, 9, 'dp_1', 100, 100, 'EUR')`,
        `UPDATE disputes SET status = 'lost', ended_at = now()`,
      ],
    ];
    for (const [does, ends] of steps) {
      await database.dataSource.query(does);
      const found = await look();
      expect(found.isAny).toBe(true);
      expect(found.read).toBeLessThan(MANY / 10);
      // Not of others, nor at another provider.
      expect((await look('2')).isAny).toBe(false);
      expect((await look('1', 'paypal')).isAny).toBe(false);
      await database.dataSource.query(ends);
      expect((await look()).isAny).toBe(false);
    }
  });
});
