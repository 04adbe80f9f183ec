import type { EntityManager } from 'typeorm';
import { openDemoDatabase, type DemoDatabase } from '../schema/database.fixture.js';
import { LedgerLevels } from './balances/ledger-levels.js';
import { Ledger } from './posting/ledger.js';

const PLAIN = [{ tierId: '1', tier: 'VIP', quantity: 2, priceMinor: 10_000 }];
const CHARGED = [
  {
    ...PLAIN[0],
    fees: [{ name: 'Service', amountMinor: 50 }],
    taxMinor: 201,
    fullPriceMinor: 10_251,
  },
];
const CHARGES = {
  bookingFees: [{ name: 'Post', amountMinor: 300, taxMinor: 6, fullAmountMinor: 306 }],
  tax: { name: 'VAT', basisPoints: 200, included: false },
};
/** Of two charged tickets and the booking's fee; 400 of it are fees and 408 taxes. */
const TOTAL = 20_808;

describe('the ledger', () => {
  let database: DemoDatabase;
  let owner: DemoDatabase | undefined;
  const ledger = new Ledger();

  beforeEach(async () => {
    database = await openDemoDatabase();
    await run(
      `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, charges, total_minor, currency,
         hold_expires_at)
       SELECT 1, id, 1, ARRAY[id], CASE WHEN id <= 100 THEN $1::jsonb ELSE $2 END,
         CASE WHEN id > 100 THEN $3::jsonb END, CASE WHEN id <= 100 THEN 20000 ELSE $4 END, 'USD', now()
       FROM generate_series(1, 120) AS id`,
      [JSON.stringify(PLAIN), JSON.stringify(CHARGED), JSON.stringify(CHARGES), TOTAL],
    );
  });

  afterEach(async () => {
    await database.close();
    await owner?.close();
    owner = undefined;
  });

  const run = <T = unknown>(sql: string, parameters?: unknown[]): Promise<T[]> =>
    database.dataSource.query<T[]>(sql, parameters);

  const within = <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> =>
    database.dataSource.transaction(work);

  /** Writes payments of bookings, with the same ids. */
  const pay = (
    first: number,
    last = first,
    { status = 'captured', provider = 'simulation', on = database.dataSource } = {},
  ): Promise<unknown> =>
    on.query(
      `INSERT INTO payments (event_id, id, booking_id, provider, provider_reference, amount_minor,
         currency, status)
       SELECT 1, id, id, $3, $3 || id, total_minor, currency, $4
       FROM bookings WHERE event_id = 1 AND id BETWEEN $1 AND $2`,
      [first, last, provider, status],
    );

  const balances = async (): Promise<Record<string, number>> => {
    const rows = await run<{ account: string; sum: string }>(
      `SELECT concat_ws(' ', account.kind, nullif(account.provider, '')) AS account,
         sum(entry.amount_minor) AS sum
       FROM ledger_entries AS entry JOIN ledger_accounts AS account ON account.id = entry.account_id
       GROUP BY 1 HAVING sum(entry.amount_minor) <> 0 ORDER BY 1`,
    );
    return Object.fromEntries(rows.map(({ account, sum }) => [account, Number(sum)]));
  };

  const kinds = async (): Promise<string[]> => {
    const rows = await run<{ kind: string }>('SELECT kind FROM ledger_transfers ORDER BY id');
    return rows.map(({ kind }) => kind);
  };

  const counts = async (): Promise<number[]> => {
    const [row] = await run<{ counts: number[] }>(
      `SELECT ARRAY[(SELECT count(*) FROM ledger_accounts), (SELECT count(*) FROM ledger_transfers),
         (SELECT count(*) FROM ledger_entries)]::integer[] AS counts`,
    );
    return row?.counts ?? [];
  };

  describe('of captures', () => {
    it('posts what was captured, by whomever it was taken, with fees and taxes as the receipt says', async () => {
      await pay(1);
      await pay(101, 102);
      await pay(2, 2, { provider: 'counter' });
      await pay(3, 3, { status: 'failed' });
      expect(await balances()).toEqual({
        'clearing simulation': 20_000 + 2 * TOTAL,
        cash: 20_000,
        payable: -(40_000 + 2 * (TOTAL - 400 - 408)),
        fees: -800,
        taxes: -816,
      });
      expect(await kinds()).toEqual(Array.from({ length: 4 }, () => 'capture'));
    });

    it('posts nothing for what is free', async () => {
      await run('UPDATE bookings SET total_minor = 0 WHERE id = 1');
      await pay(1, 1, { provider: 'none' });
      expect(await counts()).toEqual([0, 0, 0]);
    });

    it('posts a payment that becomes captured later, and once, however often it is written', async () => {
      owner = await openDemoDatabase('owner');
      await owner.dataSource.query(
        `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at)
         VALUES (1, 1, 1, '{1}', $1, 20000, 'USD', now())`,
        [JSON.stringify(PLAIN)],
      );
      await pay(1, 1, { status: 'failed', on: owner.dataSource });
      const posted = async (): Promise<unknown> =>
        owner?.dataSource.query('SELECT kind, source_id FROM ledger_transfers');
      expect(await posted()).toEqual([]);
      for (let time = 0; time < 3; time += 1) {
        await owner.dataSource.query(`UPDATE payments SET status = 'captured'`);
        expect(await posted()).toEqual([{ kind: 'capture', source_id: '1' }]);
      }
    });

    it('adds up after forty captures at once that all need the same accounts', async () => {
      await Promise.all(Array.from({ length: 40 }, (_, index) => pay(index + 1)));
      expect(await counts()).toEqual([2, 40, 80]);
      expect(await balances()).toEqual({ 'clearing simulation': 800_000, payable: -800_000 });
      // In the balances as well, before and after they are folded by several at once.
      const levels = new LedgerLevels(database.dataSource);
      const summed = (): Promise<unknown[]> =>
        run(`SELECT account_id, sum(captured_minor)::integer AS sum FROM (
          SELECT * FROM ledger_levels UNION ALL
          SELECT event_id, posted_at, account_id, captured_minor, followed_minor FROM ledger_changes
        ) AS posted GROUP BY 1 ORDER BY 2`);
      const before = await summed();
      expect(before).toMatchObject([{ sum: -800_000 }, { sum: 800_000 }]);
      await Promise.all(Array.from({ length: 4 }, () => levels.fold()));
      await levels.fold();
      expect(await run('SELECT FROM ledger_changes')).toEqual([]);
      expect(await summed()).toEqual(before);
    });
  });

  describe('refuses', () => {
    const TRANSFER = `INSERT INTO ledger_transfers (event_id, kind, source_id, organiser_id, currency, booking_id,
      payment_id, provider) SELECT 1, 'refund_begun', $1, organiser_id, 'USD', 1, 1, 'simulation'
      FROM events WHERE id = 1 RETURNING id`;
    const ENTRY = `INSERT INTO ledger_entries (event_id, transfer_id, account_id, amount_minor)
      SELECT 1, $1, id, $3 FROM ledger_accounts WHERE kind = $2`;

    /** Posts a transfer by hand. */
    const write = (source: number, entries: [kind: string, amount: number][]): Promise<void> =>
      within(async (manager) => {
        const [transfer] = await manager.query<{ id: string }[]>(TRANSFER, [source]);
        for (const [kind, amount] of entries) {
          await manager.query(ENTRY, [transfer?.id, kind, amount]);
        }
        // Up to here, nothing is checked: it is the commit that refuses.
        expect(await manager.query('SELECT count(*)::integer AS n FROM ledger_transfers')).toEqual([
          { n: expect.any(Number) },
        ]);
      });

    beforeEach(() => pay(101));

    it('an entry too many, and too few, when the transaction commits', async () => {
      await write(7, [
        ['payable', 10],
        ['clearing', -10],
      ]);
      const before = await counts();
      for (const entries of [
        [
          ['payable', 10],
          ['clearing', -10],
          ['fees', 1],
        ],
        [['payable', 10]],
        [],
      ] satisfies [string, number][][]) {
        await expect(write(8, entries)).rejects.toMatchObject({
          constraint: 'ledger_transfers_balanced',
        });
      }
      expect(await counts()).toEqual(before);
    });

    it('entries of what was posted before, also where they add up, and of accounts of others', async () => {
      const [capture] = await run<{ id: string }>('SELECT id FROM ledger_transfers');
      await run(`INSERT INTO organisers (id, name, contact_email, currency, time_zone, language)
        SELECT 77, 'Others', contact_email, currency, time_zone, language FROM organisers LIMIT 1`);
      await run(
        `SELECT ledger_account(77, 'USD', 'disputes', ''), ledger_account(77, 'USD', 'refunds', '')`,
      );
      const late = `INSERT INTO ledger_entries (event_id, transfer_id, account_id, amount_minor)
        SELECT 1, $1, id, CASE kind WHEN 'refunds' THEN 5 ELSE -5 END FROM ledger_accounts
        WHERE kind IN ('refunds', 'disputes')`;
      await expect(run(late, [capture?.id])).rejects.toMatchObject({
        constraint: 'ledger_entries_of_open_transfer',
      });
      await expect(
        within(async (manager) => {
          const [transfer] = await manager.query<{ id: string }[]>(TRANSFER, [9]);
          await manager.query(late, [transfer?.id]);
        }),
      ).rejects.toMatchObject({ constraint: 'ledger_entries_of_open_transfer' });
    });

    it('any change of what stands there, to the role of the application', async () => {
      for (const table of ['ledger_accounts', 'ledger_transfers', 'ledger_entries']) {
        const [row] = await run<{ rights: string[] }>(
          `SELECT array_agg(privilege_type::text ORDER BY 1) AS rights
           FROM information_schema.role_table_grants
           WHERE grantee = 'boxoffice_application' AND table_name = $1`,
          [table],
        );
        expect(row?.rights).toEqual(['INSERT', 'SELECT']);
        await expect(run(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      }
      await expect(run('UPDATE ledger_entries SET amount_minor = 1')).rejects.toThrow(
        'permission denied',
      );
    });
  });

  describe('of what goes back', () => {
    const refund = { eventId: '1', refundId: '900', paymentId: '101', amountMinor: 10_404 };

    beforeEach(() => pay(101));

    it('moves a refund from the organiser to the buyer, each step once', async () => {
      const posted = await balances();
      for (const isNew of [true, false]) {
        expect(await within((manager) => ledger.refundBegun(manager, refund))).toBe(isNew);
      }
      expect(await balances()).toEqual({
        'clearing simulation': TOTAL,
        refunds: -10_404,
        payable: -10_000,
        fees: -200,
        taxes: -204,
      });
      for (const isNew of [true, false]) {
        expect(await within((manager) => ledger.refundDone(manager, '1', '900'))).toBe(isNew);
      }
      expect(await balances()).toEqual({
        'clearing simulation': 10_404,
        payable: -10_000,
        fees: -200,
        taxes: -204,
      });
      await expect(within((manager) => ledger.refundFailed(manager, '1', '900'))).rejects.toThrow(
        'has ended by refund_done',
      );
      // The rest, without its fees; then these.
      const rest = {
        ...refund,
        refundId: '901',
        amountMinor: 10_204,
        fees: 'without_fees' as const,
      };
      await within((manager) => ledger.refundBegun(manager, rest));
      await within((manager) =>
        ledger.refundBegun(manager, { ...refund, refundId: '902', amountMinor: 200 }),
      );
      expect(await balances()).toEqual({ 'clearing simulation': 10_404, refunds: -10_404 });
      await within((manager) => ledger.refundFailed(manager, '1', '901'));
      await within((manager) => ledger.refundFailed(manager, '1', '902'));
      await within((manager) => ledger.refundFailed(manager, '1', '902'));
      expect(posted).toMatchObject({ payable: -20_000 });
      expect(await balances()).toMatchObject({ payable: -10_000, fees: -200, taxes: -204 });
    });

    it('gives back no more than was paid, however many ask at once', async () => {
      const ends = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) =>
          within((manager) =>
            ledger.refundBegun(manager, {
              ...refund,
              refundId: String(910 + index),
              amountMinor: 6_000,
            }),
          ),
        ),
      );
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      expect((await balances()).refunds).toBe(-18_000);
      for (const wrong of [
        { ...refund, refundId: '930', amountMinor: 2_809 },
        { ...refund, refundId: '931', amountMinor: 0 },
        { ...refund, refundId: '932', paymentId: '102' },
        {
          ...refund,
          refundId: '933',
          amountMinor: 100,
          parts: { payableMinor: 200, feesMinor: -100, taxesMinor: 0 },
        },
      ]) {
        await expect(within((manager) => ledger.refundBegun(manager, wrong))).rejects.toThrow();
      }
      await expect(within((manager) => ledger.refundDone(manager, '1', '999'))).rejects.toThrow(
        'There is no refund_begun of 999',
      );
    });

    it('sets disputed money aside until it is won, or lost like a refund', async () => {
      const dispute = { eventId: '1', paymentId: '101', amountMinor: 10_404 };
      for (const disputeId of ['1', '1', '2']) {
        await within((manager) => ledger.disputeOpened(manager, { ...dispute, disputeId }));
      }
      // All of it is under dispute: none can be refunded as well.
      await expect(
        within((manager) => ledger.refundBegun(manager, { ...refund, amountMinor: 1 })),
      ).rejects.toThrow('0 is left');
      expect(await balances()).toEqual({
        disputes: TOTAL,
        payable: -20_000,
        fees: -400,
        taxes: -408,
      });
      await within((manager) => ledger.disputeWon(manager, '1', '1', 10_404));
      for (const isNew of [true, false]) {
        const lost = within((manager) => ledger.disputeLost(manager, '1', '2', 10_404));
        expect(await lost).toBe(isNew);
      }
      expect(await balances()).toEqual({
        'clearing simulation': 10_404,
        payable: -10_000,
        fees: -200,
        taxes: -204,
      });
    });

    it('is taken back by a reversal, once, and that is final', async () => {
      await within((manager) => ledger.refundBegun(manager, refund));
      const [begun] = await run<{ id: string }>(
        `SELECT id FROM ledger_transfers WHERE kind = 'refund_begun'`,
      );
      const id = begun?.id ?? '';
      for (const isNew of [true, false]) {
        expect(await within((manager) => ledger.reverse(manager, '1', id))).toBe(isNew);
      }
      expect(await balances()).toMatchObject({ payable: -20_000, fees: -400, taxes: -408 });
      const [reversal] = await run<{ id: string }>(
        `SELECT id FROM ledger_transfers WHERE kind = 'reversal'`,
      );
      await expect(
        within((manager) => ledger.reverse(manager, '1', reversal?.id ?? '')),
      ).rejects.toThrow(`can't be reversed`);
      await expect(within((manager) => ledger.refundDone(manager, '1', '900'))).rejects.toThrow(
        'has ended by reversal',
      );
    });
  });
});
