import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ReservationDto } from '@boxoffice/contracts';
import { jest } from '@jest/globals';
import { THE_SYSTEM } from '../../platform/audit/actor.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { planBatch } from './plan-batch.js';
import { reserveBatchSql } from './reserve-batch.sql.js';
import type { ReserveCommand } from './reserve-command.js';
import { describeReservation } from './reservation-dto.js';
import type { Reserved } from './reserved.js';
import {
  offerOf,
  reservingProcess,
  writeAll,
  type ReservingProcess,
} from './reserving-process.fixture.js';

const asks = (more: Partial<ReserveCommand> = {}): ReserveCommand => ({
  userId: '1',
  actor: { actorId: '1', actorRole: 'customer', ip: '192.0.2.7', requestId: 'request-1' },
  lines: [{ tier: 'VIP', quantity: 1 }],
  codes: [],
  unpaidForSeconds: 0,
  lastTry: false,
  ...more,
});

const named = (key: string): Partial<ReserveCommand> => ({
  keyed: { caller: '1', key, fingerprint: `of ${key}` },
});

const MIXED = {
  userId: '2',
  lines: [
    { tier: 'GA', quantity: 3 },
    { tier: 'VIP', quantity: 2 },
  ],
};

/** What was said of buyers who have had tickets unpaid for as long as a hold lasts. */
const LET_GO: Partial<ReserveCommand> = { unpaidForSeconds: 600 };

const WRITTEN_OUT = fileURLToPath(new URL('reserve-batch-written-out.sql', import.meta.url));
const HEADING = `-- What reserve-batch.sql.ts assembles for requests with keys and codes at an event with a limit for each buyer.
-- Compared by write-batch.spec.ts; "npm run docs:schema" writes it.
`;

const withoutTickets = (reservation: ReservationDto): object =>
  Object.assign({}, reservation, { reservedTickets: undefined });

describe('a plan of reservations in one statement', () => {
  let database: DemoDatabase;
  let here: ReservingProcess;

  /** A process that has read the event's offer, and knows the users 1 and 2. */
  beforeEach(async () => {
    database = await openDemoDatabase();
    here = reservingProcess(database.dataSource);
    await here.batch.carryOut('1', [asks(), asks({ userId: '2' })]);
  });

  afterEach(() => database.close());

  const run = <T>(sql: string): Promise<T> => database.dataSource.query(sql);

  /** The tickets of each; undefined where not all were written, which is none then. */
  const reserve = async (
    commands: ReserveCommand[],
    process: ReservingProcess = here,
  ): Promise<string[][] | undefined> => {
    const reserved = await writeAll(process, commands);
    return reserved?.map(({ booking }) => booking.ticketIds);
  };

  /** All that a reservation writes, but for what differs from one to the next: ids, times, tickets. */
  async function written(from: string): Promise<unknown> {
    const [row] = await run<{ written: unknown }[]>(`
      SELECT jsonb_build_object(
        'bookings', (SELECT jsonb_agg(to_jsonb(b) - '{id,ticket_ids,created_at,updated_at,hold_expires_at}'::text[]
            || jsonb_build_object('count', cardinality(ticket_ids), 'held', (
              SELECT jsonb_agg(jsonb_build_object('status', t.status, 'user', t.user_id,
                'tier', t.tier_id, 'in', t.id = ANY (b.ticket_ids)) ORDER BY t.id)
              FROM tickets AS t WHERE t.booking_id = b.id),
              'seconds', round(extract(epoch FROM hold_expires_at - created_at))) ORDER BY id)
          FROM bookings AS b WHERE id > ${from}),
        'audit', (SELECT jsonb_agg(to_jsonb(e) - '{id,transaction_id,at,subject_id,after}'::text[]
            || jsonb_build_object('after', e.after - 'ticketIds' - 'holdExpiresAt',
              'tickets', jsonb_array_length(e.after->'ticketIds'),
              'until', (e.after->>'holdExpiresAt')::timestamptz = b.hold_expires_at,
              'of', e.after->'ticketIds' = to_jsonb(b.ticket_ids::text[])) ORDER BY b.id)
          FROM audit_entries AS e JOIN bookings AS b ON b.id = e.subject_id WHERE b.id > ${from}),
        'keys', (SELECT jsonb_agg(to_jsonb(k) - '{created_at,outcome}'::text[] ORDER BY key)
          FROM idempotency_keys AS k)) AS written`);
    await run('DELETE FROM idempotency_keys');
    return row?.written;
  }

  it('writes the very same in a process that has to read the offer first', async () => {
    const batch = [
      asks(),
      asks(MIXED),
      asks(named('a')),
      asks({ ...MIXED, ...named('b') }),
      asks(LET_GO),
      asks({ ...LET_GO, ...named('c') }),
    ];
    const from = here.ids.next();
    expect(await reserve(batch)).toHaveLength(6);
    const known = await written(from);

    const there = reservingProcess(database.dataSource, 2_000_000n);
    // It knows nothing of the event yet.
    expect(await reserve(batch, there)).toBeUndefined();
    const outcomes = await there.batch.carryOut('1', batch);
    expect(outcomes.every((outcome) => 'answer' in outcome)).toBe(true);
    expect(await written('1999999')).toEqual(known);
  });

  it('stands in reserve-batch-written-out.sql', () => {
    const kind = { areKeyed: true, areLimited: true, areCoded: true, atCounter: false };
    const sql = reserveBatchSql(database.dataSource.manager, kind);
    const text = `${HEADING}${sql.replaceAll(/[ ]+$/gm, '')};\n`;
    if (process.env.BOXOFFICE_WRITE_SQL === 'on') writeFileSync(WRITTEN_OUT, text);
    expect(readFileSync(WRITTEN_OUT, 'utf8')).toBe(text);
  });

  it('gives free tickets in the order of sale to whoever came first', async () => {
    const first = await reserve([asks(MIXED), asks(), asks({ ...MIXED, userId: '1' })]);
    expect(first).toEqual([
      ['3', '4', '151', '152', '153'],
      ['5'],
      ['6', '7', '154', '155', '156'],
    ]);
  });

  it.each(['known', 'unknown'])(
    'holds shorter, and without an extension, for those alone who let tickets go (the offer is %s)',
    async (offer) => {
      const batch = [asks(), asks(LET_GO), asks({ unpaidForSeconds: 599 })];
      const from = here.ids.next();
      const process = offer === 'known' ? here : reservingProcess(database.dataSource, 2_000_000n);
      const outcomes = await process.batch.carryOut('1', batch);
      const told = outcomes.map((outcome) => {
        if (!('answer' in outcome)) throw outcome.error;
        const { message, expiresAt, serverTime } = outcome.answer;
        return { message, seconds: (Date.parse(expiresAt) - Date.parse(serverTime)) / 1_000 };
      });
      const long = { message: '1 ticket held for 10 minutes', seconds: 600 };
      expect(told).toEqual([long, { message: '1 ticket held for 5 minutes', seconds: 300 }, long]);
      const stored = await run<unknown[]>(
        `SELECT hold_extensions, hold_expires_at FROM bookings WHERE id > ${from} ORDER BY id`,
      );
      expect(stored).toEqual(
        outcomes.map((outcome, index) => ({
          hold_extensions: index === 1 ? 1 : 0,
          hold_expires_at: 'answer' in outcome && new Date(outcome.answer.expiresAt),
        })),
      );
    },
  );

  it('keeps for a key the answer that was given, without its tickets', async () => {
    const reserved = await writeAll(here, [
      asks(named('a')),
      asks(),
      asks({ ...MIXED, ...LET_GO, ...named('b') }),
    ]);
    const kept = await run<unknown[]>('SELECT outcome FROM idempotency_keys ORDER BY key');
    expect(kept).toEqual(
      [reserved?.[0], reserved?.[2]].map((one) => ({
        outcome: { answer: one && withoutTickets(describeReservation(one)) },
      })),
    );
  });

  it('writes nothing for a request that is repeated, which gets its first answer', async () => {
    const first = await here.batch.carryOut('1', [asks(named('a')), asks()]);
    expect(await reserve([asks(), asks(named('a'))])).toBeUndefined();
    expect(await reserve([asks(named('b')), asks(named('b'))])).toBeUndefined();
    const again = await here.batch.carryOut('1', [asks(), asks(named('a'))]);
    const [given] = first;
    if (!given || 'error' in given) throw new Error('The first request was refused.');
    // Its tickets are the booking's to say.
    expect(again[1]).toEqual({
      answer: { ...withoutTickets(given.answer), serverTime: expect.any(String) as string },
    });
    expect(again[0]).toHaveProperty('answer');
    // A key that was taken says nothing about the tickets.
    expect(await reserve([asks()])).toHaveLength(1);
  });

  const CHANGES = [
    [
      'a tier has another price',
      'UPDATE tiers SET price_minor = price_minor + 1 WHERE position = 3',
    ],
    ['a tier was added', `INSERT INTO tiers VALUES (1, 9, 'Balcony', 500, 9)`],
    ['a tier has another name', `UPDATE tiers SET name = 'Stalls' WHERE position = 3`],
    ['buyers have a limit', 'UPDATE events SET max_tickets_per_user = 1'],
    ['a booking has a limit', 'UPDATE events SET max_tickets_per_booking = 1'],
    ['tickets are held for another time', 'UPDATE events SET hold_seconds = 60'],
    ['its sale is over', `UPDATE events SET sale_ends_at = now() - interval '1 second'`],
    ['its sale has not begun', `UPDATE events SET sale_starts_at = now() + interval '1 hour'`],
  ] as const;

  it.each(CHANGES)('changes nothing once the event is another: %s', async (_, change) => {
    await run(change);
    const before = await run('SELECT count(*) FROM bookings');
    expect(await reserve([asks()])).toBeUndefined();
    expect(await run('SELECT count(*) FROM bookings')).toEqual(before);
    expect(await run(`SELECT id FROM tickets WHERE status = 'pending'`)).toHaveLength(2);
  });

  it('does nothing after the end of a sale that it has read as open', async () => {
    await run(`UPDATE events SET sale_ends_at = now() - interval '1 second'`);
    await here.batch.carryOut('1', [asks()]);
    // As it was read a moment before the end.
    Object.assign(here.offers.last('1') ?? {}, { onSale: true });
    expect(await reserve([asks()])).toBeUndefined();
    expect(await run(`SELECT id FROM tickets WHERE status = 'pending'`)).toHaveLength(2);
  });

  it.each([
    ['nobody it knows', asks({ userId: '99' })],
    ['a tier that there is not', asks({ lines: [{ tier: 'Balcony', quantity: 1 }] })],
    ['more than one reservation may have', asks({ lines: [{ tier: 'GA', quantity: 501 }] })],
  ])('writes nothing of a plan that would need %s', async (_, odd) => {
    expect(await reserve([asks(), odd])).toBeUndefined();
    expect(await run(`SELECT id FROM tickets WHERE status = 'pending'`)).toHaveLength(2);
  });

  it('takes nothing where one tier has too few for all, and says how many of each there are', async () => {
    const tooMany = asks({ lines: [{ tier: 'VIP', quantity: 49 }] });
    const plan = planBatch([asks(MIXED), tooMany], offerOf(here));
    if (!plan) throw new Error('Nothing was planned.');
    // It began behind the tickets that this process has sold, and there may be others before them.
    expect(await here.writer.execute(plan)).toEqual({ status: 'short' });
    expect(await here.writer.execute(plan)).toEqual({
      status: 'short',
      found: new Map([
        ['1', 48],
        ['3', 3],
      ]),
    });
    expect(await run(`SELECT id FROM tickets WHERE status = 'pending'`)).toHaveLength(2);
    expect(await run('SELECT id FROM bookings')).toHaveLength(2);
  });

  it('takes nothing where one of several tiers has none at all', async () => {
    await run(`DELETE FROM tickets WHERE tier_id = 1 AND status = 'available'`);
    expect(await reserve([asks(MIXED)])).toBeUndefined();
    expect(await run(`SELECT id FROM tickets WHERE status = 'pending'`)).toHaveLength(2);
  });

  it('tells when each ticket was made', async () => {
    await run(`UPDATE tickets SET created_at = '2026-11-25 12:00:00.000999Z'::timestamptz
      + make_interval(secs => id % 3 * 0.4567891)`);
    const batch = [asks(MIXED), asks({ lines: [{ tier: 'VIP', quantity: 3 }] })];
    const times = (one?: Reserved): unknown =>
      one?.tickets.flatMap(({ tickets }) =>
        tickets.map(({ id, createdAt }) => ({ id, created_at: createdAt })),
      );
    const reserved = await writeAll(here, batch);
    expect(reserved).toHaveLength(2);
    for (const one of reserved ?? []) {
      const ids = one.booking.ticketIds.join();
      expect(times(one)).toEqual(
        await run(`SELECT id, created_at FROM tickets WHERE id IN (${ids}) ORDER BY id`),
      );
    }
  });

  it('serves buyers whom it has not seen before, and nobody who does not exist', async () => {
    expect(await reserve([asks({ userId: '3' }), asks({ userId: '3' })])).toEqual([['3'], ['4']]);
    expect(await reserve([asks({ userId: '99' })])).toBeUndefined();
    expect(await reserve([asks()])).toEqual([['5']]);
  });

  it('uses up no number for a request that is repeated', async () => {
    await here.batch.carryOut('1', [asks(named('a'))]);
    // An entry that was rolled back has used up its number.
    const entries = `SELECT pg_sequence_last_value('audit_entries_id_seq') AS last`;
    const before = await run(entries);
    expect(await reserve([asks(), asks(named('a'))])).toBeUndefined();
    expect(await run(entries)).toEqual(before);
  });

  it('lets no statement fail for a request that is repeated, so that the server’s log stays quiet', async () => {
    const failed = jest.spyOn(database.dataSource.logger, 'logQueryError');
    await here.batch.carryOut('1', [asks(named('a'))]);
    await here.batch.carryOut('1', [asks(named('a'))]);
    await here.batch.carryOut('1', [asks(), asks(named('a')), asks(named('b'))]);
    expect(failed).not.toHaveBeenCalled();
    // What the server does log is seen here.
    await expect(run('SELECT 1/0')).rejects.toThrow('division by zero');
    expect(failed).toHaveBeenCalledTimes(1);
  });

  it('passes over tickets that others have locked', async () => {
    const other = database.dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query('SELECT id FROM tickets WHERE id IN (3, 5) FOR UPDATE');
    expect(await reserve([asks({ lines: [{ tier: 'VIP', quantity: 3 }] })])).toEqual([
      ['4', '6', '7'],
    ]);
    await other.rollbackTransaction();
    await other.release();
  });

  it('records who asked', async () => {
    await reserve([asks(), asks({ actor: THE_SYSTEM })]);
    const entries = await run<unknown[]>(`
      SELECT actor_id, actor_role, network, request_id FROM audit_entries
      WHERE action = 'booking.reserved' ORDER BY id DESC LIMIT 2`);
    expect(entries.reverse()).toEqual([
      { actor_id: '1', actor_role: 'customer', network: '192.0.2.0/24', request_id: 'request-1' },
      { actor_id: null, actor_role: 'system', network: null, request_id: null },
    ]);
  });
});
