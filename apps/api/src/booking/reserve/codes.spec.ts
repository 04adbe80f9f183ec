import { ProblemCode } from '@boxoffice/contracts';
import { THE_SYSTEM } from '../../platform/audit/actor.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { asks, problemOf, reserve } from './asking.fixture.js';
import type { ReserveCommand } from './reserve-command.js';
import { reservingProcess, type ReservingProcess } from './reserving-process.fixture.js';

const CODED = (code: string, more: Partial<ReserveCommand> = {}): ReserveCommand =>
  asks(1, { codes: [code], ...more });

describe('codes, inside the reserving transaction', () => {
  let database: DemoDatabase;
  let here: ReservingProcess;

  beforeEach(async () => {
    // For the negative control, which changes the tables; the API's own role is tried over HTTP.
    database = await openDemoDatabase('owner');
    here = reservingProcess(database.dataSource);
    await run(`
      INSERT INTO allotments (event_id, id, tier_id, name, purpose) VALUES (1, 90, 1, 'Press', 'press');
      UPDATE tickets SET allotment_id = 90 WHERE id BETWEEN 41 AND 50;
      INSERT INTO tiers (event_id, id, name, price_minor, position, hidden)
        VALUES (1, 8, 'Backstage', 20000, 8, true);
      INSERT INTO tickets (event_id, tier_id, id) SELECT 1, 8, generate_series(900, 909);
      INSERT INTO ticket_types (event_id, tier_id, id, name, price_minor, position, hidden)
        VALUES (1, 3, 31, 'Adult', 1000, 1, false), (1, 3, 32, 'Friend', 100, 2, true);
      INSERT INTO codes (event_id, id, code, code_key, kind, tier_id, ticket_type_id, allotment_id,
          discount_basis_points, discount_minor, max_uses) VALUES
        (1, 1, 'Ten Uses', 'TENUSES', 'discount', NULL, NULL, NULL, 1000, NULL, 10),
        (1, 2, 'Press', 'PRESS', 'access', NULL, NULL, 90, NULL, NULL, NULL),
        (1, 3, 'Crew', 'CREW', 'access', 8, NULL, NULL, NULL, NULL, NULL),
        (1, 4, 'Friends', 'FRIENDS', 'access', NULL, 32, NULL, NULL, NULL, NULL),
        (1, 5, 'Once', 'ONCE', 'discount', 1, NULL, NULL, NULL, 1500, 1)`);
  });

  afterEach(() => database.close());

  const run = <T = unknown>(sql: string): Promise<T> => database.dataSource.query(sql);
  const uses = async (id: number): Promise<{ counted: number; live: number } | undefined> => {
    const [row] = await run<{ counted: number; live: number }[]>(`
      SELECT uses AS counted, (SELECT count(*)::integer FROM bookings
        WHERE id = ANY (ARRAY(SELECT id FROM bookings)) AND ${id} = ANY (code_ids)
          AND ended_at IS NULL) AS live
      FROM codes WHERE id = ${id}`);
    return row;
  };
  const held = async (where: string): Promise<unknown> =>
    run(`SELECT count(*)::integer AS count FROM tickets WHERE booking_id IS NOT NULL AND ${where}`);

  it('say of an allotment that was released meanwhile that it was, and not that it is sold', async () => {
    const press = { id: '90', name: 'Press' };
    const atCounter = asks(1, {
      lines: [{ tier: 'VIP', quantity: 1, allotmentId: press.id }],
      counter: { isFree: false, allotments: new Map([[press.id, press]]) },
    });
    expect(await reserve(here, [atCounter])).toEqual([['41']]);
    await run(`UPDATE tickets SET allotment_id = NULL WHERE id BETWEEN 42 AND 50;
      UPDATE allotments SET released_at = now()`);
    const { code, message } = await problemOf(here, atCounter);
    expect(code).toBe(ProblemCode.AllotmentReleased);
    expect(message).toContain('“Press” has been released');
  });

  it('open a hidden tier, a hidden ticket type and an allotment; without them, none of it is there', async () => {
    const backstage = { lines: [{ tier: 'Backstage', quantity: 2 }] };
    const friend = { lines: [{ tier: 'GA', ticketTypeId: '32', quantity: 1 }] };
    expect(await reserve(here, [asks(1, backstage), asks(1, friend), asks(1)])).toEqual([
      'TIER_NOT_FOUND',
      'TICKET_TYPE_NOT_FOUND',
      ['1'],
    ]);
    expect(
      await reserve(here, [
        CODED(' c r-e w', backstage),
        CODED('friends', friend),
        CODED('PRESS'),
        asks(1),
        CODED('Crew', friend),
      ]),
    ).toEqual([['900', '901'], ['151'], ['41'], ['2'], 'TICKET_TYPE_NOT_FOUND']);
    expect(await uses(3)).toEqual({ counted: 1, live: 1 });
    // One that makes no difference is not used.
    expect(await reserve(here, [CODED('Crew')])).toEqual([['3']]);
    expect(await uses(3)).toEqual({ counted: 1, live: 1 });
    const lines = await run(
      `SELECT lines->0->>'allotmentId' AS id FROM bookings WHERE 2 = ANY (code_ids)`,
    );
    expect(lines).toEqual([{ id: '90' }]);
  });

  it('lower prices; of several each ticket has the best, and the booking keeps what it cost', async () => {
    const both = asks(2, { codes: ['ten uses', 'ONCE'] });
    const [outcome] = await here.batch.carryOut('1', [both]);
    // 10 % of 100.00 is less than 15.00.
    expect(outcome).toMatchObject({ answer: { totalMinor: 17_000, codes: ['Once'] } });
    const ga = asks(1, { codes: ['TEN-USES'], lines: [{ tier: 'GA', quantity: 3 }] });
    expect(await here.batch.carryOut('1', [ga])).toMatchObject([
      { answer: { totalMinor: 2_700, codes: ['Ten Uses'] } },
    ]);
    await run(`UPDATE codes SET max_uses = 20, disabled_at = now() WHERE id = 1`);
    const rows = await run(
      `SELECT lines->0->'discountMinor' AS off, total_minor FROM bookings ORDER BY id`,
    );
    expect(rows).toEqual([
      { off: 1500, total_minor: '17000' },
      { off: 100, total_minor: '2700' },
    ]);
  });

  it('are refused by name: unknown, not valid now, disabled, for a released allotment, used up', async () => {
    const unknown = await problemOf(here, CODED('NOBODYS'));
    expect(unknown).toMatchObject({
      code: ProblemCode.CodeNotFound,
      facts: { errors: [{ field: 'codes.0' }] },
    });
    await run(`UPDATE codes SET valid_from = now() + interval '1 day' WHERE id = 1;
      UPDATE codes SET disabled_at = now() WHERE id = 3;
      UPDATE allotments SET released_at = now()`);
    for (const code of ['Ten Uses', 'Crew', 'Press']) {
      expect(await problemOf(here, CODED(code))).toMatchObject({ code: 'CODE_NOT_VALID_NOW' });
    }
    await run('UPDATE codes SET valid_from = NULL, valid_until = now() WHERE id = 1');
    expect(await problemOf(here, CODED('Ten Uses'))).toMatchObject({ code: 'CODE_NOT_VALID_NOW' });
    expect(await reserve(here, [CODED('ONCE'), CODED('ONCE')])).toEqual([['1'], 'CODE_USED_UP']);
    const [{ ends }] = await run<[{ ends: Date }]>(
      'SELECT hold_expires_at AS ends FROM bookings WHERE 5 = ANY (code_ids)',
    );
    expect(await problemOf(here, asks(1, { codes: ['crew', 'once'].slice(1) }))).toMatchObject({
      code: 'CODE_USED_UP',
      facts: { heldUntil: ends.toISOString() },
    });
    await run(
      `UPDATE bookings SET status = 'confirmed', confirmed_at = now() WHERE 5 = ANY (code_ids)`,
    );
    const usedUp = await problemOf(here, CODED('ONCE'));
    expect(usedUp).toMatchObject({ code: 'CODE_USED_UP' });
    expect(usedUp.facts.heldUntil).toBeUndefined();
  });

  it('come back however a booking ends unpaid, and not when it is paid for or shortened', async () => {
    for (const [status, left] of Object.entries({
      expired: 0,
      cancelled: 0,
      failed: 0,
      confirmed: 1,
    })) {
      await reserve(here, [CODED('ONCE')]);
      expect(await uses(5)).toEqual({ counted: 1, live: 1 });
      const paid = status === 'confirmed';
      await run(`UPDATE tickets SET booking_id = NULL, user_id = NULL, status = 'available'
        WHERE booking_id IS NOT NULL AND ${!paid}`);
      await run(`UPDATE bookings SET status = '${status}', ${paid ? 'confirmed_at' : 'ended_at'} = now()
        WHERE status = 'pending'`);
      expect((await uses(5))?.counted).toBe(left);
    }
    await run(`UPDATE bookings SET ticket_ids = '{}' WHERE status = 'expired'`);
    await run(`DELETE FROM bookings WHERE status <> 'confirmed'`);
    expect(await uses(5)).toEqual({ counted: 1, live: 1 });
    await expect(run(`UPDATE codes SET max_uses = 1, uses = 2 WHERE id = 5`)).rejects.toThrow(
      'codes_uses_within_limit',
    );
  });

  /** 200 buyers at once, in batches of two processes. */
  async function race(command: ReserveCommand): Promise<(string | string[])[]> {
    const there = reservingProcess(database.dataSource, 2_000_000n);
    const batches = Array.from({ length: 20 }, (_, index) =>
      reserve(
        index % 2 === 0 ? here : there,
        Array.from({ length: 10 }, () => ({ ...command, lastTry: false })),
      ),
    );
    return (await Promise.all(batches)).flat();
  }

  it('two hundred buyers at once: ten uses are ten bookings', async () => {
    const answers = await race(CODED('Ten Uses', { lines: [{ tier: 'GA', quantity: 1 }] }));
    const got = answers.filter((answer) => Array.isArray(answer));
    expect(got).toHaveLength(10);
    expect(new Set(answers.filter((answer) => !Array.isArray(answer)))).toEqual(
      new Set(['CODE_USED_UP']),
    );
    expect(await uses(1)).toEqual({ counted: 10, live: 10 });
  });

  it('negative control: without the locks and the constraint, more than ten use it', async () => {
    // `FOR UPDATE` reaches through a view to a table, and not through a function: nobody waits for anybody, and each
    // sees what was committed when its statement began. What is used is counted as before.
    await run(`
      ALTER TABLE codes DROP CONSTRAINT codes_uses_within_limit;
      ALTER TABLE codes RENAME TO codes_without_locks;
      CREATE FUNCTION every_code() RETURNS SETOF codes_without_locks
        LANGUAGE sql STABLE AS 'SELECT * FROM codes_without_locks';
      CREATE VIEW codes AS SELECT * FROM every_code();
      CREATE FUNCTION write_code() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE codes_without_locks SET uses = uses + NEW.uses - OLD.uses
          WHERE event_id = OLD.event_id AND id = OLD.id;
          RETURN NEW;
        END $$;
      CREATE TRIGGER codes_write INSTEAD OF UPDATE ON codes FOR EACH ROW EXECUTE FUNCTION write_code()`);
    const answers = await race(CODED('Ten Uses', { lines: [{ tier: 'GA', quantity: 1 }] }));
    expect(answers.filter((answer) => Array.isArray(answer)).length).toBeGreaterThan(10);
  });

  it('two hundred buyers at once: ten tickets set aside are ten bookings, and none of the general sale', async () => {
    const answers = await race(CODED('PRESS'));
    expect(answers.filter((answer) => Array.isArray(answer))).toHaveLength(10);
    expect(await held('allotment_id = 90')).toEqual([{ count: 10 }]);
    expect(await held('tier_id = 1 AND allotment_id IS NULL')).toEqual([{ count: 0 }]);
    expect(await problemOf(here, CODED('PRESS'))).toMatchObject({
      code: 'HELD_BY_OTHERS',
      facts: { shortfalls: [{ tier: 'VIP', allotment: 'Press', heldUntil: expect.any(String) }] },
    });
    expect(await reserve(here, [asks(1)])).toEqual([['1']]);
  });

  it('are locked in one order, so that two batches which share codes wait in turn', async () => {
    const codes = ['Ten Uses', 'Crew'];
    const lines = [{ tier: 'Backstage', quantity: 1 }];
    const answers = await Promise.all([
      reserve(here, [asks(1, { codes, lines, actor: THE_SYSTEM })]),
      reserve(reservingProcess(database.dataSource, 3_000_000n), [
        asks(1, { codes: codes.toReversed(), lines }),
      ]),
    ]);
    expect(answers.flat().every((answer) => Array.isArray(answer))).toBe(true);
    expect(await uses(1)).toEqual({ counted: 2, live: 2 });
  });
});
