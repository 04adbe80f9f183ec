import type { EntityManager } from 'typeorm';
import { readSettings } from '../../platform/config/read-settings.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { mayExtendSql } from '../extend/extendable-sql.js';
import { BuyerLimits } from '../reserve/buyer-limits.js';

const GUESTS = 5_000;

const VIP = {
  id: '1',
  name: 'VIP',
  priceMinor: 10_000,
  position: 1,
  hidden: false,
  ticketTypes: [],
};

/** Rows that may be read for a mailbox: the newest guests and what they have, some of it twice. */
const ROWS_MAX = 1_000;

/** An account, and a guest who named its address after all the others. */
const [ACCOUNT, GUEST] = [90_001, 90_002];

describe('a mailbox that strangers named as thousands of guests', () => {
  let database: DemoDatabase;

  beforeAll(async () => {
    database = await openDemoDatabase('owner');
    const { dataSource } = database;
    await dataSource.query(`UPDATE events SET max_tickets_per_user = 10`);
    await dataSource.query(
      `INSERT INTO users (id, name, role, email, email_key)
       SELECT 10000 + nth, 'Guest', 'guest', email, email
       FROM generate_series(1, $1::integer) AS nth, LATERAL (
         SELECT CASE nth % 2 WHEN 0 THEN 'ada@mail.example' ELSE 'ada+' || nth || '@mail.example' END
           AS email) AS said
       UNION ALL
       SELECT $2, 'Ada', 'customer', 'ada@mail.example', 'ada@mail.example'
       UNION ALL
       SELECT $3, 'Guest', 'guest', 'ada@mail.example', 'ada@mail.example'`,
      [GUESTS, ACCOUNT, GUEST],
    );
    await dataSource.query(
      `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency,
         hold_expires_at, status, ended_at)
       SELECT 1, 10000 + nth, 10000 + nth, '{1}', '[]', 0, 'USD', now(), 'cancelled', now()
       FROM generate_series(1, $1::integer) AS nth`,
      [GUESTS],
    );
    await dataSource.transaction(async (manager) => {
      await manager.query(
        `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency,
           hold_expires_at)
         SELECT 1, id, id, ARRAY[id - 90000], '[]', 0, 'USD', now() + interval '1 hour'
         FROM unnest($1::bigint[]) AS id`,
        [[ACCOUNT, GUEST]],
      );
      await manager.query(
        `UPDATE tickets SET status = 'pending', booking_id = id + 90000, user_id = id + 90000
         WHERE id IN (1, 2)`,
      );
    });
  });

  afterAll(() => database.close());

  /** How many rows of users and bookings some work reads, and what it says. */
  async function reading<T>(work: (manager: EntityManager) => Promise<T>) {
    return database.dataSource.transaction(async (manager) => {
      const before = await rowsRead(manager);
      const said = await work(manager);
      return { said, rows: (await rowsRead(manager)) - before };
    });
  }

  /** What the connection counts, and has not reported yet. */
  async function rowsRead(manager: EntityManager): Promise<number> {
    const [counted] = await manager.query<{ rows: number }[]>(
      `SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::integer AS rows
       FROM pg_stat_xact_user_tables WHERE relname IN ('users', 'bookings')`,
    );
    return counted?.rows ?? 0;
  }

  it.each([ACCOUNT, GUEST])('costs buyer %i no more than some guests do', async (userId) => {
    const limits = { id: '1', maxTicketsPerBooking: null, maxTicketsPerUser: 10 };
    const { said, rows } = await reading((manager) =>
      BuyerLimits.read(manager, limits, [String(userId)]),
    );
    expect(said.refusal(String(userId), [{ tier: VIP, quantity: 8 }])).toBeUndefined();
    expect(said.refusal(String(userId), [{ tier: VIP, quantity: 9 }])).toBeDefined();
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(ROWS_MAX);
  });

  it.each([ACCOUNT, GUEST])('leaves buyer %i the extension of their hold', async (userId) => {
    const settings = readSettings({ DATABASE_URL: database.url });
    const { said, rows } = await reading((manager) =>
      manager.query<unknown[]>(
        `SELECT ${mayExtendSql(settings)} AS may_extend FROM bookings AS booking
         WHERE event_id = 1 AND id = $1`,
        [userId],
      ),
    );
    expect(said).toEqual([{ may_extend: true }]);
    expect(rows).toBeLessThan(20);
  });

  it('negative control: reading them all would show', async () => {
    const { rows } = await reading((manager) =>
      manager.query(`SELECT min(name) FROM users WHERE mailbox_key = 'ada@mail.example'`),
    );
    expect(rows).toBeGreaterThan(GUESTS);
  });
});
