import type { QueryRunner } from 'typeorm';
import { openDemoDatabase, type DemoDatabase } from './database.fixture.js';
import { untilSomebodyWaits } from '../platform/database/until-somebody-waits.fixture.js';

const VIOLATION = { driverError: { code: '23503', constraint: 'tickets_match_booking' } };

const hold = (ticketId: number, bookingId: number): string =>
  `UPDATE tickets SET status = 'pending', booking_id = ${bookingId}, user_id = 1 WHERE id = ${ticketId}`;

const insertBooking = (id: number, ticketIds: string): string =>
  `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at)
   VALUES (1, ${id}, 1, '${ticketIds}', '[]', 0, 'USD', now() + interval '10 minutes')`;

describe('a ticket and its booking', () => {
  let database: DemoDatabase;
  const others: QueryRunner[] = [];

  const run = (sql: string): Promise<unknown> => database.dataSource.query(sql);

  /** Another connection, which the test's end gives back. */
  const connect = (): QueryRunner => {
    const runner = database.dataSource.createQueryRunner();
    others.push(runner);
    return runner;
  };

  const holders = (): Promise<unknown> =>
    run(`SELECT id, booking_id, user_id FROM tickets WHERE booking_id IS NOT NULL ORDER BY id`);

  beforeEach(async () => {
    database = await openDemoDatabase();
    await run(insertBooking(10, '{1,2,3,9001,9002}'));
    await run(hold(1, 10));
    await run(hold(2, 10));
  });

  afterEach(async () => {
    await Promise.all(
      others.splice(0).map(async (runner) => {
        if (runner.isTransactionActive) await runner.rollbackTransaction();
        await runner.release();
      }),
    );
    await database.close();
  });

  it.each([
    [
      'tickets some of which are listed and some not',
      `UPDATE tickets SET status = 'pending', booking_id = 10, user_id = 1 WHERE id IN (3, 4)`,
    ],
    ['a ticket that is made with a booking', insertTicket(10)],
    [
      'a ticket that moves to a booking without it',
      `UPDATE tickets SET booking_id = 11 WHERE id = 1`,
    ],
    [
      'a ticket that a booking does not list, held beside one that moves to a booking that lists it',
      `UPDATE tickets SET status = 'pending', booking_id = 12, user_id = 1 WHERE id IN (1, 4)`,
    ],
    ['a ticket that gets another id', `UPDATE tickets SET id = 9003 WHERE id = 1`],
    ['a ticket that changes its holder alone', `UPDATE tickets SET user_id = 2 WHERE id = 1`],
    [
      'a booking that no longer lists a ticket',
      `UPDATE bookings SET ticket_ids = '{1}' WHERE id = 10`,
    ],
    ['a booking that gets another id', `UPDATE bookings SET id = 13 WHERE id = 10`],
    ['a booking that goes to another event', `UPDATE bookings SET event_id = 2 WHERE id = 10`],
    ['a ticket of another event', hold(9002, 10)],
    ['a booking that is deleted', `DELETE FROM bookings WHERE id = 10`],
  ])('refuses %s', async (_what, sql) => {
    await run(insertBooking(11, '{5}'));
    await run(insertBooking(12, '{1}'));
    await run(`INSERT INTO events (id, organiser_id, name, starts_at, time_zone, currency)
       VALUES (2, 1, 'Elsewhere', now(), 'UTC', 'USD')`);
    await run(
      `INSERT INTO tiers (event_id, id, name, price_minor, position) VALUES (2, 1, 'GA', 1, 1)`,
    );
    await run(`INSERT INTO tickets (event_id, tier_id, id) VALUES (2, 1, 9002)`);
    const before = await holders();
    await expect(run(sql)).rejects.toMatchObject(VIOLATION);
    expect(await holders()).toEqual(before);
  });

  it('refuses to empty the bookings alone, and lets them go with their tickets', async () => {
    const owner = await openDemoDatabase('owner');
    try {
      const { dataSource } = owner;
      await dataSource.query(insertBooking(10, '{1}'));
      await dataSource.query(hold(1, 10));
      await expect(dataSource.query('TRUNCATE bookings CASCADE')).rejects.toMatchObject(VIOLATION);
      await dataSource.query('TRUNCATE bookings, tickets CASCADE');
      expect(await dataSource.query('SELECT id FROM bookings')).toEqual([]);
    } finally {
      await owner.close();
    }
  });

  it('moves tickets along with a booking that changes its user, and no others', async () => {
    await run(insertBooking(11, '{1,3,5}'));
    // Listed by both, held for one.
    await run(hold(3, 11));
    await run(hold(5, 11));
    await run(`UPDATE bookings SET user_id = 2 WHERE id = 10`);
    expect(await holders()).toEqual([
      { id: '1', booking_id: '10', user_id: '2' },
      { id: '2', booking_id: '10', user_id: '2' },
      { id: '3', booking_id: '11', user_id: '1' },
      { id: '5', booking_id: '11', user_id: '1' },
    ]);
  });

  it('looks at bookings of the same transaction as at others', async () => {
    const buying = connect();
    await buying.startTransaction();
    await buying.query(insertBooking(11, '{3}'));
    await buying.query(hold(3, 11));
    await buying.startTransaction();
    await buying.query(insertBooking(12, '{5}'));
    await buying.query(hold(5, 12));
    await buying.commitTransaction();
    await expect(buying.query(hold(4, 11))).rejects.toMatchObject(VIOLATION);
    await buying.rollbackTransaction();
    expect(await holders()).toHaveLength(2);
  });

  it('lets a booking go of tickets that no longer name it', async () => {
    await run(
      `UPDATE tickets SET status = 'available', booking_id = NULL, user_id = NULL WHERE id IN (1, 2)`,
    );
    await run(`UPDATE bookings SET ticket_ids = '{3}' WHERE id = 10`);
    await run(`DELETE FROM bookings WHERE id = 10`);
    expect(await holders()).toEqual([]);
  });

  it('lets a booking that is being held for not change its list meanwhile', async () => {
    const holding = connect();
    await holding.startTransaction();
    await holding.query(hold(3, 10));
    const shrinking = connect();
    const shrunk = shrinking.query(`UPDATE bookings SET ticket_ids = '{1,2}' WHERE id = 10`).then(
      () => 'done',
      (error: unknown) => error,
    );
    await untilSomebodyWaits(database);
    await holding.commitTransaction();
    expect(await shrunk).toMatchObject(VIOLATION);
  });

  it('holds no ticket for a booking that is losing it', async () => {
    const shrinking = connect();
    await shrinking.startTransaction();
    await shrinking.query(`UPDATE bookings SET ticket_ids = '{1,2}' WHERE id = 10`);
    const holding = connect();
    const held = holding.query(hold(3, 10)).then(
      () => 'done',
      (error: unknown) => error,
    );
    await untilSomebodyWaits(database);
    await shrinking.commitTransaction();
    expect(await held).toMatchObject(VIOLATION);
  });

  it.each([
    `UPDATE bookings SET ticket_ids = '{1,2}' WHERE id = 10`,
    `UPDATE bookings SET user_id = 2 WHERE id = 10`,
    `DELETE FROM bookings WHERE id = 10`,
  ])('does not decide by an old snapshot: %s', async (sql) => {
    const changing = connect();
    await changing.startTransaction('REPEATABLE READ');
    await changing.query('SELECT count(*) FROM tickets');
    await run(
      `UPDATE tickets SET id = 9001, status = 'pending', booking_id = 10, user_id = 1 WHERE id = 4`,
    );
    await expect(changing.query(sql)).rejects.toMatchObject({ driverError: { code: '0A000' } });
  });

  it('empties no bookings by an old snapshot', async () => {
    const owner = await openDemoDatabase('owner');
    const emptying = owner.dataSource.createQueryRunner();
    try {
      await emptying.startTransaction('REPEATABLE READ');
      await emptying.query('SELECT count(*) FROM tickets');
      await expect(emptying.query('TRUNCATE bookings CASCADE')).rejects.toMatchObject({
        driverError: { code: '0A000' },
      });
    } finally {
      await emptying.rollbackTransaction();
      await emptying.release();
      await owner.close();
    }
  });

  it('is not taken in by temporary tables of the same names', async () => {
    const fooling = connect();
    await fooling.startTransaction();
    await fooling.query(`CREATE TEMP TABLE bookings (LIKE public.bookings INCLUDING DEFAULTS)`);
    await fooling.query(`CREATE TEMP TABLE tickets (LIKE public.tickets)`);
    await fooling.query(`CREATE TEMP TABLE stock_changes (LIKE public.stock_changes)`);
    await fooling.query(insertBooking(11, '{5}'));
    await fooling.query('SAVEPOINT before');
    await expect(
      fooling.query(hold(5, 11).replace('tickets', 'public.tickets')),
    ).rejects.toMatchObject(VIOLATION);
    await fooling.query('ROLLBACK TO before');
    await expect(fooling.query(`DELETE FROM public.bookings WHERE id = 10`)).rejects.toMatchObject(
      VIOLATION,
    );
    await fooling.query('ROLLBACK TO before');
    await fooling.query(hold(3, 10).replace('tickets', 'public.tickets'));
    expect(await fooling.query('SELECT * FROM pg_temp.stock_changes')).toEqual([]);
  });
});

function insertTicket(bookingId: number): string {
  return `INSERT INTO tickets (event_id, tier_id, id, status, booking_id, user_id)
          VALUES (1, 1, 9000, 'pending', ${bookingId}, 1)`;
}
