import type { QueryRunner } from 'typeorm';
import { openDemoDatabase, type DemoDatabase } from './database.fixture.js';

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
    await run(insertBooking(10, '{1,2,3}'));
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
    ['a ticket that gets another id', `UPDATE tickets SET id = 9001 WHERE id = 1`],
    ['a ticket that changes its holder alone', `UPDATE tickets SET user_id = 2 WHERE id = 1`],
    [
      'a booking that no longer lists a ticket',
      `UPDATE bookings SET ticket_ids = '{1}' WHERE id = 10`,
    ],
    ['a booking that gets another id', `UPDATE bookings SET id = 12 WHERE id = 10`],
    ['a booking that is deleted', `DELETE FROM bookings WHERE id = 10`],
  ])('refuses %s', async (_what, sql) => {
    await run(insertBooking(11, '{5}'));
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
    await run(insertBooking(11, '{1,5}'));
    await run(hold(5, 11));
    await run(`UPDATE bookings SET user_id = 2 WHERE id = 10`);
    expect(await holders()).toEqual([
      { id: '1', booking_id: '10', user_id: '2' },
      { id: '2', booking_id: '10', user_id: '2' },
      { id: '5', booking_id: '11', user_id: '1' },
    ]);
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

  it('does not decide by an old snapshot', async () => {
    const deleting = connect();
    await deleting.startTransaction('REPEATABLE READ');
    await deleting.query('SELECT count(*) FROM tickets');
    await run(hold(3, 10));
    await expect(
      deleting.query(`UPDATE bookings SET ticket_ids = '{1,2}' WHERE id = 10`),
    ).rejects.toMatchObject({ driverError: { code: '40001' } });
  });

  it('is looked at by the migration, too', async () => {
    const owner = await openDemoDatabase('owner');
    try {
      const { dataSource } = owner;
      await dataSource.undoLastMigration();
      await dataSource.query(insertBooking(10, '{1}'));
      await dataSource.query(hold(2, 10));
      await expect(dataSource.runMigrations()).rejects.toMatchObject(VIOLATION);
      await dataSource.query(`UPDATE bookings SET ticket_ids = '{2}' WHERE id = 10`);
      await dataSource.runMigrations();
      await expect(dataSource.query(`DELETE FROM bookings`)).rejects.toMatchObject(VIOLATION);
    } finally {
      await owner.close();
    }
  });
});

function insertTicket(bookingId: number): string {
  return `INSERT INTO tickets (event_id, tier_id, id, status, booking_id, user_id)
          VALUES (1, 1, 9000, 'pending', ${bookingId}, 1)`;
}

/** Waits for a connection of the database to wait for another one's lock. */
async function untilSomebodyWaits({ dataSource }: DemoDatabase): Promise<void> {
  for (;;) {
    const waiting = await dataSource.query<unknown[]>(
      `SELECT FROM pg_locks JOIN pg_stat_activity AS activity USING (pid)
       WHERE activity.datname = current_database() AND NOT granted`,
    );
    if (waiting.length > 0) return;
  }
}
