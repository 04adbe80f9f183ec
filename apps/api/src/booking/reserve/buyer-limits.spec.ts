import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { untilSomebodyWaits } from '../../platform/database/until-somebody-waits.fixture.js';
import { asks, reserve } from './asking.fixture.js';
import { lockBuyers } from './buyer-limits.js';
import type { ReserveCommand } from './reserve-command.js';
import { reservingProcess, writeAll, type ReservingProcess } from './reserving-process.fixture.js';

const LIMIT = 3;

const by = (userId: string): Partial<ReserveCommand> => ({ userId });

describe('a limit of tickets for each buyer, in one statement', () => {
  let database: DemoDatabase;
  let here: ReservingProcess;

  /** The users 1 and 2 have a ticket each; the guests 50 and 51 have one address, 52 and the account 53 its mailbox. */
  beforeEach(async () => {
    database = await openDemoDatabase();
    here = reservingProcess(database.dataSource);
    await run(`UPDATE events SET max_tickets_per_user = ${LIMIT}`);
    await run(`INSERT INTO users (id, name, role, email, email_key)
               SELECT id, 'Guest', 'guest', 'guest@example.org', 'guest@example.org'
               FROM unnest(ARRAY[50, 51]) AS id`);
    await run(`INSERT INTO users (id, name, role, email, email_key) VALUES
               (52, 'Guest', 'guest', 'guest+a@example.org', 'guest+a@example.org'),
               (53, 'Account', 'customer', 'guest+b@example.org', 'guest+b@example.org'),
               (54, 'Guest', 'guest', 'other@example.org', 'other@example.org')`);
    await here.batch.carryOut('1', [asks(1), asks(1, by('2'))]);
  });

  afterEach(() => database.close());

  const run = <T>(sql: string): Promise<T> => database.dataSource.query(sql);

  /** How many tickets each command gets; undefined where nothing is written. */
  async function written(commands: ReserveCommand[]): Promise<number[] | undefined> {
    const reserved = await writeAll(here, commands);
    return reserved?.map(({ booking }) => booking.ticketIds.length);
  }

  const held = async (): Promise<number> =>
    (await run<unknown[]>(`SELECT id FROM tickets WHERE status = 'pending'`)).length;

  it('gives to each as many as that', async () => {
    expect(await written([asks(2), asks(1, by('2'))])).toEqual([2, 1]);
    expect(await written([asks(1, by('2')), asks(3, by('50'))])).toEqual([1, 3]);
    expect(await held()).toBe(9);
  });

  it.each([
    ['asks for more', [asks(LIMIT + 1)]],
    ['asks for more with what they have', [asks(1, by('2')), asks(LIMIT)]],
    ['asks for more in several requests', [asks(1), asks(1), asks(1), asks(1, by('2'))]],
    ['is two guests', [asks(2, by('50')), asks(2, by('51'))]],
    ['is a plus-address of another', [asks(2, by('50')), asks(2, by('52'))]],
    ['is an account of a guest’s mailbox', [asks(2, by('52')), asks(2, by('53'))]],
  ])('takes nothing for a batch in which one %s', async (_, commands) => {
    expect(await written(commands)).toBeUndefined();
    expect(await held()).toBe(2);
  });

  it('goes on for others after a buyer was refused', async () => {
    expect(await written([asks(LIMIT)])).toBeUndefined();
    expect(await written([asks(1, by('2'))])).toEqual([1]);
  });

  it('says who of a batch is refused', async () => {
    expect(await reserve(here, [asks(LIMIT), asks(1, by('2'))])).toEqual([
      'USER_LIMIT_EXCEEDED',
      ['3'],
    ]);
  });

  it('counts what guests of one address have as one buyer’s', async () => {
    expect(await written([asks(2, by('50'))])).toEqual([2]);
    expect(await written([asks(2, by('51'))])).toBeUndefined();
    expect(await written([asks(1, by('51'))])).toEqual([1]);
  });

  it('counts what guests and accounts of one mailbox have as one buyer’s, also in one batch', async () => {
    expect(await written([asks(1, by('50'))])).toEqual([1]);
    expect(await written([asks(1, by('52'))])).toEqual([1]);
    expect(await reserve(here, [asks(2, by('53')), asks(1, by('53')), asks(1, by('52'))])).toEqual([
      'USER_LIMIT_EXCEEDED',
      expect.any(Array),
      'USER_LIMIT_EXCEEDED',
    ]);
    expect(await written([asks(3, by('54'))])).toEqual([3]);
  });

  it('locks a buyer before a key: a request and its repetition do not wait in a circle', async () => {
    const keyed = { caller: '1', key: 'key', fingerprint: 'of it' };
    const fresh = reservingProcess(database.dataSource, 2_000_000n);
    const other = database.dataSource.createQueryRunner();
    await other.startTransaction();
    await lockBuyers(other.manager, '1', ['1']);
    const underWay = fresh.batch.carryOut('1', [asks(1, { keyed })]);
    await untilSomebodyWaits(database);
    // Nobody has the key: this does not wait.
    await other.query(`SET LOCAL lock_timeout = '1ms'`);
    await other.query(`INSERT INTO idempotency_keys (caller, key, fingerprint, outcome)
                       VALUES ('1', 'key', 'of it', '{"answer": "the first"}')`);
    await other.commitTransaction();
    await other.release();
    expect(await underWay).toEqual([{ answer: 'the first' }]);
  });

  it.each(['1', '50'])('counts what user %s took while it waited for them', async (userId) => {
    const other = database.dataSource.createQueryRunner();
    await other.startTransaction();
    await lockBuyers(other.manager, '1', [userId]);
    const underWay = written([asks(2, by('2')), asks(1, by(userId))]);
    await untilSomebodyWaits(database);
    await other.query(`
      INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at)
      VALUES (1, 7, ${userId}, '{40,41,42}', '[]', 0, 'USD', now() + interval '1 hour')`);
    await other.query(
      `UPDATE tickets SET status = 'pending', booking_id = 7, user_id = ${userId} WHERE id IN (40, 41, 42)`,
    );
    await other.commitTransaction();
    await other.release();
    expect(await underWay).toBeUndefined();
    expect(await held()).toBe(5);
  });
});
