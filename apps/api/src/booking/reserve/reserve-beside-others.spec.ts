import { THE_SYSTEM } from '../../platform/audit/actor.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { asks, problemOf, reserve, VIP, whileLocked } from './asking.fixture.js';
import type { ReserveCommand } from './reserve-command.js';
import { reservingProcess, type ReservingProcess } from './reserving-process.fixture.js';

describe('a batch of reservations beside others', () => {
  let database: DemoDatabase;
  let here: ReservingProcess;

  beforeEach(async () => {
    database = await openDemoDatabase();
    here = reservingProcess(database.dataSource);
  });

  afterEach(() => database.close());

  const run = (sql: string): Promise<unknown> => database.dataSource.query(sql);

  it('never says "sold out" of tickets that others only have locked', async () => {
    await whileLocked(database.dataSource, 'tier_id = 1', async () => {
      expect(await reserve(here, [asks(1), asks(VIP)])).toEqual(['try again', 'try again']);
      expect(await problemOf(here, asks(1, { lastTry: true }))).toMatchObject({
        code: 'HELD_BY_OTHERS',
        facts: { available: VIP, requested: 1 },
      });
    });
    expect(await reserve(here, [asks(VIP)])).toEqual([
      Array.from({ length: VIP }, (_, index) => String(1 + index)),
    ]);
  });

  it('calls no request a repetition of one that has no answer yet', async () => {
    const keyed = () => ({ keyed: { caller: '1', key: 'key', fingerprint: 'of it' } });
    const twice: ReserveCommand[] = [asks(1, keyed()), asks(1, keyed())];
    await whileLocked(database.dataSource, 'tier_id = 1', async () => {
      expect(await reserve(here, twice)).toEqual(['try again', 'try again']);
    });
    expect(twice.map((command) => command.keyed?.isReplay)).toEqual([undefined, undefined]);
    expect(await reserve(here, twice)).toEqual([['1'], ['1']]);
    expect(twice.map((command) => command.keyed?.isReplay)).toEqual([undefined, true]);
  });

  it('takes what is not locked, and tries again only for the rest', async () => {
    await whileLocked(database.dataSource, 'tier_id = 1 AND id > 3', async () => {
      expect(await reserve(here, [asks(2), asks(2), asks(1)])).toEqual([
        ['1', '2'],
        'try again',
        ['3'],
      ]);
    });
  });

  it('waits until others have let go, when they soon do', async () => {
    const answer = await whileLocked(database.dataSource, 'tier_id = 1', async () => {
      const underWay = here.tickets.execute(
        '1',
        '1',
        { tickets: [{ tier: 'VIP', quantity: VIP }] },
        THE_SYSTEM,
      );
      await here.batch.carryOut('1', [asks(1)]);
      return { underWay };
    });
    expect((await answer.underWay).reservedTickets).toHaveLength(VIP);
  });

  it('finds tickets again that came free before the place where it searches', async () => {
    await reserve(here, [asks(45)]);
    // By another process, which this one hears nothing of.
    await run(`UPDATE tickets SET status = 'available', booking_id = NULL, user_id = NULL
               WHERE id IN (7, 8, 9)`);
    expect(await reserve(here, [asks(5)])).toEqual([['46', '47', '48', '49', '50']]);
    expect(await reserve(here, [asks(2), asks(1), asks(1)])).toEqual([
      ['7', '8'],
      ['9'],
      'HELD_BY_OTHERS',
    ]);
  });

  it('sells first what came free in this process', async () => {
    await reserve(here, [asks(10)]);
    await run(`UPDATE tickets SET status = 'available', booking_id = NULL, user_id = NULL
               WHERE id = 4`);
    here.stockChanges.released([{ eventId: '1', stockId: '1', id: '4' }]);
    expect(await reserve(here, [asks(2)])).toEqual([['4', '11']]);
  });

  it('loses no ticket to the places where several processes search', async () => {
    const there = reservingProcess(database.dataSource, 2_000_000n);
    const sold: (string | string[])[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      sold.push(...(await reserve(turn % 2 === 0 ? here : there, [asks(2)])));
      sold.push(...(await reserve(there, [asks(3)])));
    }
    expect(sold.flat().sort()).toEqual(
      Array.from({ length: VIP }, (_, index) => String(1 + index)).sort(),
    );
    expect(await reserve(here, [asks(1)])).toEqual(['HELD_BY_OTHERS']);
    expect(await reserve(there, [asks(1)])).toEqual(['HELD_BY_OTHERS']);
  });

  it('holds a user’s limit in two processes at once, on what they hold and own together', async () => {
    await run('UPDATE events SET max_tickets_per_user = 4');
    const there = reservingProcess(database.dataSource, 2_000_000n);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        reserve(index % 2 === 0 ? here : there, [asks(1), asks(1, { userId: '2' })]),
      ),
    );
    expect(answers.flat().filter((answer) => Array.isArray(answer))).toHaveLength(8);
    expect(
      await run(`SELECT user_id, count(*)::integer AS count FROM tickets
                      WHERE status = 'pending' GROUP BY user_id ORDER BY user_id`),
    ).toEqual([
      { user_id: '1', count: 4 },
      { user_id: '2', count: 4 },
    ]);
    expect(await problemOf(here, asks(1))).toMatchObject({
      code: 'USER_LIMIT_EXCEEDED',
      facts: { limit: 4, requested: 1 },
    });
  });
});
