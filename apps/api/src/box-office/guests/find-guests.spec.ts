import type { GuestListQueryDto } from '@boxoffice/contracts';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { FindBuyers } from '../find-buyers.js';
import { LOOKED_THROUGH_MAX } from '../looked-through.js';
import { ALL_SQL, FindGuests, type GuestPage } from './find-guests.js';

/** More than a search reads one by one. */
const MANY = 1_200;

describe('the guest list', () => {
  let database: DemoDatabase;
  const guests = new FindGuests(new FindBuyers());

  beforeAll(async () => {
    database = await openDemoDatabase('owner');
    // Buyers 1001 to 2200 with a paid booking each: every other one is a Meier, number 2001 has an own name.
    await run(
      `INSERT INTO users (id, name) SELECT 1000 + n,
         CASE n WHEN 1001 THEN 'Zoë van der Ährenfeld' ELSE 'Guest ' || n || ' '
           || CASE n % 2 WHEN 0 THEN 'Meier' ELSE 'Müller' END END
       FROM generate_series(1, $1::integer) AS n`,
      [MANY],
    );
    await run(
      `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency,
         hold_expires_at, status, confirmed_at)
       SELECT 1, 1000 + n, 1000 + n, ARRAY[100000 + n], '[]', 0, 'USD', now(), 'confirmed', now()
       FROM generate_series(1, $1::integer) AS n`,
      [MANY],
    );
    await run(`INSERT INTO attendee_forms (event_id, names, emails) VALUES (1, 'optional', 'no')`);
    await run(
      `INSERT INTO attendees (event_id, booking_id, ticket_id, name)
       VALUES (1, 1007, 101007, 'Grace Brewster-Hopper'), (1, 1008, 101008, 'X Æ')`,
    );
    await run('ANALYZE guests, users, bookings, attendees');
  });

  afterAll(() => database.close());

  const run = (sql: string, parameters?: unknown[]): Promise<unknown[]> =>
    database.dataSource.query(sql, parameters);

  const page = (query: GuestListQueryDto, eventId = '1'): Promise<GuestPage> =>
    database.dataSource.transaction((manager) => guests.execute(manager, eventId, query));

  const found = async (search: string, eventId?: string): Promise<string[]> =>
    (await page({ search }, eventId)).ids;

  const key = async (id: string): Promise<string[]> => {
    const rows = (await run(
      `SELECT replace(sort_key, chr(1), '|') AS key FROM guests WHERE booking_id = $1`,
      [id],
    )) as { key: string }[];
    return rows.map((row) => row.key);
  };

  const planOf = async (sql: string, parameters: unknown[]): Promise<string> => {
    const rows = (await run(`EXPLAIN ${sql}`, parameters)) as { 'QUERY PLAN': string }[];
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  it('has letters with strokes, and those of two, where people look for them', async () => {
    const names = ['Anh Đỗ', 'Jan Łukasz', 'Ole Østergaard', 'Max Straße', 'Sið Æsir', 'Ida Zorn'];
    const order = ['Sið Æsir', 'Anh Đỗ', 'Jan Łukasz', 'Ole Østergaard', 'Max Straße', 'Ida Zorn'];
    const rows = await run(
      `SELECT name FROM unnest($1::text[]) AS name ORDER BY guest_sort_key(name) COLLATE "C"`,
      [names],
    );
    expect(rows).toEqual(order.map((name) => ({ name })));
    expect(await run(`SELECT folded('Đặng ŁUKASZ Weiß Øre Æ') AS folded`)).toEqual([
      { folded: 'dang lukasz weiss ore ae' },
    ]);
  });

  it('is read page by page in its order, each page by an index and without sorting', async () => {
    const read: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const { ids, next }: GuestPage = await page({ limit: 500, ...(after && { after }) });
      read.push(...ids);
      after = next;
    }
    expect(new Set(read).size).toBe(MANY);
    // Ährenfeld, the Meiers, the Müllers.
    expect(read[0]).toBe('2001');
    expect(read.slice(1, 601).every((id) => Number(id) % 2 === 0)).toBe(true);
    const asked = ['1', 'meier', '1000', 500];
    const plan = await planOf(ALL_SQL, asked);
    expect(plan).toContain('guests_order');
    expect(plan).not.toContain('Sort');
    const runner = database.dataSource.createQueryRunner();
    try {
      await runner.query('BEGIN; DROP INDEX guests_order');
      expect(JSON.stringify(await runner.query(`EXPLAIN ${ALL_SQL}`, asked))).toContain('Sort');
    } finally {
      await runner.query('ROLLBACK');
      await runner.release();
    }
  });

  it('finds buyers and attendees by the beginnings of their names, few and many', async () => {
    expect(await found('ahren')).toEqual(['2001']);
    expect(await found('hopp')).toEqual(['1007']);
    expect(await found('brewster gr')).toEqual(['1007']);
    expect(await found('grace meier')).toEqual([]);
    expect(await found('101008')).toEqual([]);
    expect(await found('1008')).toEqual(['1008']);
    // All of them are guests: the list is walked.
    const many = await page({ search: 'guest', limit: 5 });
    expect(many.ids).toHaveLength(5);
    expect(many.next).toBe(many.ids.at(-1));
    expect(await found('guest 777')).toEqual(['1777']);
    // Attendees and events are not mixed up.
    await run(`UPDATE attendees SET name = 'Guest of Honour' WHERE booking_id = 1007`);
    const walked: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const next: GuestPage = await page({
        search: 'guest h',
        limit: 1_000,
        ...(after && { after }),
      });
      walked.push(...next.ids);
      after = next.next;
    }
    expect(walked).toEqual(['1007']);
    expect(await found('honour', '2')).toEqual([]);
  });

  it('reads nothing of those whose names merely begin with a letter', async () => {
    expect(await found('g')).toEqual([]);
    expect(await found('x')).toEqual(['1008']);
    expect(await found("'")).toEqual([]);
    // Beside a word, it narrows.
    expect(await found('ahrenfeld z')).toEqual(['2001']);
    expect(await found('ahrenfeld y')).toEqual([]);
  });

  it('follows payments, refunds, new names and other buyers', async () => {
    expect(await key('1002')).toEqual(['meier|guest 2 meier']);
    await run(`UPDATE users SET name = 'Ada Löwe' WHERE id = 1002`);
    expect(await key('1002')).toEqual(['lowe|ada lowe']);
    await run(`UPDATE bookings SET user_id = 1001 WHERE id = 1002`);
    expect(await key('1002')).toEqual(['muller|guest 1 muller']);
    await run(`UPDATE bookings SET hold_extensions = 1 WHERE id = 1002`);
    await run(`UPDATE bookings SET status = 'refunded', ended_at = now() WHERE id = 1002`);
    expect(await key('1002')).toEqual([]);
    await run(`UPDATE users SET name = 'Ada Lion' WHERE id = 1001`);
    expect(await key('1002')).toEqual([]);
    expect(await key('1001')).toEqual(['lion|ada lion']);
    await run(
      `UPDATE bookings SET status = 'pending', confirmed_at = NULL, ended_at = NULL WHERE id = 1002`,
    );
    expect(await key('1002')).toEqual([]);
    await run(`UPDATE bookings SET status = 'confirmed', confirmed_at = now() WHERE id = 1002`);
    expect(await key('1002')).toEqual(['lion|ada lion']);
    await run('DELETE FROM bookings WHERE id = 1002');
    expect(await key('1002')).toEqual([]);
    // As long as a name may be: the index takes it.
    await run(`UPDATE users SET name = repeat('각', 255) WHERE id = 1003`);
    expect(await key('1003')).toHaveLength(1);
  });

  it('lists the new name of who pays while it changes', async () => {
    await run(`UPDATE bookings SET status = 'pending', confirmed_at = NULL WHERE id = 1004`);
    const paying = database.dataSource.createQueryRunner();
    try {
      await paying.query('BEGIN');
      await paying.query(
        `UPDATE bookings SET status = 'confirmed', confirmed_at = now() WHERE id = 1004`,
      );
      const renaming = { isOver: false };
      const renamed = run(`UPDATE users SET name = 'Ada Wolf' WHERE id = 1004`).then(() => {
        renaming.isOver = true;
      });
      for (let waiting = 0; waiting === 0 && !renaming.isOver;) {
        ({ length: waiting } = await run(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        ));
      }
      await paying.query('COMMIT');
      await renamed;
    } finally {
      await paying.release();
    }
    expect(await key('1004')).toEqual(['wolf|ada wolf']);
  });

  it('looks through so many at once, and says where to go on', async () => {
    await run(
      `INSERT INTO users (id, name) SELECT n, CASE n WHEN 5000 THEN 'Anna Aal' ELSE 'Zora Zimmer' END
       FROM generate_series(5000, $1::integer) AS n`,
      [5_000 + MANY],
    );
    await run(
      `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency,
         hold_expires_at, status, confirmed_at)
       SELECT 1, 20000 + n, CASE n WHEN 0 THEN 5001 ELSE 5000 END, ARRAY[200000 + n], '[]', 0, 'USD',
         now(), 'confirmed', now()
       FROM generate_series(0, $1::integer) AS n`,
      [LOOKED_THROUGH_MAX],
    );
    const first = await page({ search: 'zimmer' });
    expect(first).toEqual({ ids: [], next: String(20_000 + LOOKED_THROUGH_MAX) });
    const second = await page({ search: 'zimmer', after: first.next ?? '' });
    expect(second).toEqual({ ids: ['20000'], next: null });
  });
});
