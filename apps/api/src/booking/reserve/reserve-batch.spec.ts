import { jest } from '@jest/globals';
import pg from 'pg';
import { THE_SYSTEM } from '../../platform/audit/actor.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { asks, problemOf, reserve, VIP } from './asking.fixture.js';
import { reservingProcess, type ReservingProcess } from './reserving-process.fixture.js';

describe('a batch of reservations', () => {
  let database: DemoDatabase;
  let here: ReservingProcess;

  beforeEach(async () => {
    database = await openDemoDatabase();
    here = reservingProcess(database.dataSource);
  });

  afterEach(() => database.close());

  const run = (sql: string): Promise<unknown> => database.dataSource.query(sql);

  /** What only the owner of the tables may do. */
  async function asOwner(sql: string): Promise<void> {
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    await owner.query(sql);
    await owner.end();
  }

  /** Which VIP tickets are held, and for which user. */
  const held = (): Promise<{ id: string; user_id: string }[]> =>
    database.dataSource.query(
      `SELECT id, user_id FROM tickets WHERE tier_id = 1 AND status = 'pending' ORDER BY id`,
    );

  it('answers each request by itself: bad ones harm no other', async () => {
    await run('UPDATE events SET max_tickets_per_booking = 20, max_tickets_per_user = 30');
    const outcomes = await reserve(here, [
      asks(1),
      asks(1, { userId: '99' }),
      asks(1, { lines: [{ tier: 'Balcony', quantity: 1 }] }),
      asks(21),
      asks(2, { userId: '2' }),
      asks(21, { lines: [{ tier: 'GA', quantity: 21 }] }),
      asks(20),
      asks(10),
      asks(1),
    ]);
    expect(outcomes).toEqual([
      ['1'],
      'USER_NOT_FOUND',
      'TIER_NOT_FOUND',
      'BOOKING_LIMIT_EXCEEDED',
      ['2', '3'],
      'BOOKING_LIMIT_EXCEEDED',
      Array.from({ length: 20 }, (_, index) => String(4 + index)),
      'USER_LIMIT_EXCEEDED',
      ['24'],
    ]);
    expect(await held()).toHaveLength(24);
    expect(await run('SELECT count(*)::integer AS count FROM bookings')).toEqual([{ count: 4 }]);
  });

  it('a request for more than one booking may have is refused as such, and alone', async () => {
    await run(
      `INSERT INTO tickets (event_id, tier_id, id) SELECT 1, 3, generate_series(1001, 1100)`,
    );
    const tooMany = asks(1, { lines: [{ tier: 'GA', quantity: 501 }] });
    expect(await reserve(here, [tooMany, asks(1)])).toEqual(['VALIDATION_FAILED', ['1']]);
  });

  it('a request that makes the statement fail fails alone, and the others are carried out', async () => {
    await asOwner(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'on purpose'; END $$;
      CREATE TRIGGER refuse_user_2 BEFORE INSERT ON bookings FOR EACH ROW
        WHEN (NEW.user_id = 2) EXECUTE FUNCTION refuse()`);
    await expect(here.batch.carryOut('1', [asks(1), asks(1, { userId: '2' })])).rejects.toThrow(
      'on purpose',
    );
    expect(await held()).toEqual([]);

    const users = ['1', '2', '3', '1', '2'];
    const answers = await Promise.allSettled(
      users.map((userId) =>
        here.tickets.execute(userId, '1', { tickets: [{ tier: 'VIP', quantity: 1 }] }, THE_SYSTEM),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      users.map((userId) => (userId === '2' ? 'rejected' : 'fulfilled')),
    );
    expect(await held()).toEqual([
      { id: '1', user_id: '1' },
      { id: '2', user_id: '3' },
      { id: '3', user_id: '1' },
    ]);
  });

  it('an id that is there already fails nobody: each is carried out with a new one', async () => {
    await reserve(here, [asks(1)]);
    here.ids.wishes.push('1000001');
    const answers = await Promise.all(
      ['1', '2', '3'].map((userId) =>
        here.tickets.execute(userId, '1', { tickets: [{ tier: 'VIP', quantity: 1 }] }, THE_SYSTEM),
      ),
    );
    expect(new Set(answers.map(({ bookingId }) => bookingId)).size).toBe(3);
    expect(await held()).toHaveLength(4);
  });

  it('serves first who came first, and a smaller order behind one that is too large', async () => {
    expect(await reserve(here, [asks(30), asks(30), asks(20), asks(1)])).toEqual([
      Array.from({ length: 30 }, (_, index) => String(1 + index)),
      'HELD_BY_OTHERS',
      Array.from({ length: 20 }, (_, index) => String(31 + index)),
      'HELD_BY_OTHERS',
    ]);
  });

  it('holds all tiers of an order or none', async () => {
    await reserve(here, [asks(VIP)]);
    const mixed = asks(1, {
      lines: [
        { tier: 'GA', quantity: 5 },
        { tier: 'VIP', quantity: 1 },
      ],
    });
    const [outcome, other] = await reserve(here, [
      mixed,
      asks(1, { lines: [{ tier: 'GA', quantity: 500 }] }),
    ]);
    expect(outcome).toBe('HELD_BY_OTHERS');
    // The five were left for whoever came next.
    expect(other).toHaveLength(500);
  });

  it('tells sold out, held by others and too few apart, in numbers', async () => {
    await reserve(here, [asks(40)]);
    expect(await problemOf(here, asks(11))).toMatchObject({
      code: 'HELD_BY_OTHERS',
      facts: {
        available: 10,
        requested: 11,
        shortfalls: [
          {
            tier: 'VIP',
            available: 10,
            held: 40,
            requested: 11,
            heldUntil: expect.stringMatching(/Z$/),
          },
        ],
      },
    });

    await run(`UPDATE bookings SET status = 'confirmed', confirmed_at = now()`);
    await run(`UPDATE tickets SET status = 'booked', booked_at = now() WHERE status = 'pending'`);
    expect(await problemOf(here, asks(11))).toMatchObject({
      code: 'NOT_ENOUGH_TICKETS',
      facts: { available: 10, requested: 11, shortfalls: [{ held: 0, heldUntil: null }] },
    });

    await reserve(here, [asks(10)]);
    expect((await problemOf(here, asks(1))).code).toBe('HELD_BY_OTHERS');
    await run(`UPDATE bookings SET status = 'confirmed', confirmed_at = now()`);
    await run(`UPDATE tickets SET status = 'booked', booked_at = now() WHERE status = 'pending'`);
    expect(await problemOf(here, asks(1))).toMatchObject({
      code: 'SOLD_OUT',
      facts: { available: 0, requested: 1, shortfalls: [{ held: 0, heldUntil: null }] },
    });
  });

  it('counts the batch’s own holds in what it tells', async () => {
    const [, refused] = await here.batch.carryOut('1', [asks(VIP), asks(1)]);
    expect(refused).toMatchObject({
      error: { code: 'HELD_BY_OTHERS', facts: { shortfalls: [{ available: 0, held: VIP }] } },
    });
  });

  it('looks at the stock before it tries to write, for a moment after it found too few', async () => {
    await reserve(here, [asks(VIP)]);
    const tries = jest.spyOn(here.writer, 'execute');
    expect(await reserve(here, [asks(1)])).toEqual(['HELD_BY_OTHERS']);
    expect(tries).toHaveBeenCalled();
    tries.mockClear();
    expect(await reserve(here, [asks(1)])).toEqual(['HELD_BY_OTHERS']);
    expect(tries).not.toHaveBeenCalled();
    here.clock.milliseconds += 101;
    expect(await reserve(here, [asks(1)])).toEqual(['HELD_BY_OTHERS']);
    expect(tries).toHaveBeenCalled();
  });

  it('counts how the first tries ended', async () => {
    const keyed = { caller: '1', key: 'key', fingerprint: 'of it' };
    await reserve(here, [asks(1)]);
    await reserve(here, [asks(1, { keyed })]);
    await here.batch.carryOut('1', [asks(1, { keyed: { ...keyed } })]);
    await reserve(here, [asks(1, { userId: '99' })]);
    await run(`UPDATE tiers SET price_minor = price_minor + 1`);
    await reserve(here, [asks(1)]);
    await reserve(here, [asks(VIP)]);
    expect(here.firstTries.read()).toEqual({
      unplanned: 1,
      written: 1,
      replayed: 1,
      buyerRefused: 1,
      offerChanged: 1,
      short: 1,
    });
  });
});
