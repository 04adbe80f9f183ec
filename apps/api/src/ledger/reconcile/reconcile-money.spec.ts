import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { ManualClock } from '../../platform/clock/manual-clock.fixture.js';
import type { Mail } from '../../platform/mail/mail.js';
import type { Mails } from '../../platform/mail/mails.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { CountingIds } from '../../auth/sessions/sessions.fixture.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { UserDirectory } from '../../users/user-directory.js';
import { ProviderStatements, type StatedPayment } from './provider-statements.js';
import { ReconcileMoney } from './reconcile-money.js';

const TOOL = resolve(import.meta.dirname, '../../../../../tools/reconcile/main.ts');

describe('the comparison of money', () => {
  let database: DemoDatabase;
  let reconcile: ReconcileMoney;
  let statements: ProviderStatements;
  let clock: ManualClock;
  let errors: unknown[];
  let mailed: Mail[];

  beforeEach(async () => {
    // As the owner of the tables, who can damage them.
    database = await openDemoDatabase('owner');
    const { dataSource } = database;
    await run(`
      INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency,
        hold_expires_at, status, confirmed_at)
      SELECT 1, id, 1, ARRAY[id], '[{"tierId": "1", "tier": "VIP", "quantity": 1, "priceMinor": 100}]',
        100, 'USD', now(), 'confirmed', now() FROM generate_series(1, 20) AS id;
      INSERT INTO payments (event_id, id, booking_id, provider, provider_reference, amount_minor,
        currency, status)
      SELECT 1, 100 + id, id, CASE WHEN id > 15 THEN 'counter' ELSE 'stripe' END, 'pi_' || id, 100, 'USD',
        'captured' FROM generate_series(1, 20) AS id`);
    statements = new ProviderStatements();
    clock = new ManualClock(Date.parse('2027-03-01T03:00:00Z'));
    mailed = [];
    const mails = {
      enqueue: (_manager: unknown, ...some: Mail[]) => Promise.resolve(mailed.push(...some)),
    } as unknown as Mails;
    const audit = new AuditTrail();
    const users = new UserDirectory(dataSource, new CountingIds(), audit);
    const transactions = new Transactions(dataSource);
    reconcile = new ReconcileMoney(
      dataSource,
      transactions,
      clock,
      statements,
      audit,
      users,
      mails,
      new Settings(),
    );
    errors = [];
    jest.spyOn(Logger.prototype, 'error').mockImplementation((line: unknown) => {
      errors.push(line);
    });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await database.close();
  });

  const run = (sql: string): Promise<unknown[]> => database.dataSource.query<unknown[]>(sql);

  const found = async (): Promise<[string, string][]> =>
    (await reconcile.execute()).map(({ code, sentence }) => [code, sentence]);

  /** What `npm run reconcile` says of this database, and its exit code. */
  const tool = async (...args: string[]): Promise<{ said: string; code: number }> => {
    const env = { ...process.env, DATABASE_URL: database.url };
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [TOOL, ...args], { env });
      return { said: stdout, code: 0 };
    } catch (error) {
      const { stderr, code } = error as { stderr: string; code: number };
      return { said: stderr, code };
    }
  };

  it('finds nothing where all is well', async () => {
    expect(await found()).toEqual([]);
    expect(await tool()).toEqual({
      said: 'All money matches: 20 captured payments compared.\n',
      code: 0,
    });
  });

  it('names each kind of difference in a sentence, alerts once, and again when it comes back', async () => {
    await run(`
      ALTER TABLE ledger_entries DISABLE TRIGGER USER; ALTER TABLE ledger_transfers DISABLE TRIGGER USER;
      DELETE FROM ledger_entries WHERE transfer_id IN (
        SELECT id FROM ledger_transfers WHERE source_id IN (101, 104));
      DELETE FROM ledger_transfers WHERE source_id = 101;
      DELETE FROM payments WHERE id = 102;
      UPDATE payments SET amount_minor = 101 WHERE id = 103;
      UPDATE bookings SET status = 'failed', confirmed_at = NULL, ended_at = now() WHERE id = 5;
      INSERT INTO ledger_transfers (event_id, kind, source_id, organiser_id, currency, booking_id,
        payment_id, provider) SELECT 1, 'refund_begun', 6, organiser_id, currency, 6, 106, provider
        FROM ledger_transfers WHERE source_id = 106;
      INSERT INTO ledger_entries SELECT 1, transfer.id, account.id,
        CASE account.kind WHEN 'payable' THEN 130 ELSE -130 END
        FROM ledger_transfers AS transfer, ledger_accounts AS account
        WHERE transfer.source_id = 6 AND account.kind IN ('payable', 'cash');
      UPDATE users SET email = 'admin@boxoffice.example', email_key = 'admin@boxoffice.example',
        email_verified_at = now() WHERE role = 'admin'`);
    const all = await found();
    expect(all).toEqual([
      ['BALANCE_DIFFERS', expect.stringContaining('(event 1) are 500 from captures and 0 after')],
      ['BALANCE_DIFFERS', expect.stringContaining('(event 1) are 1500 from captures and 0 after')],
      ['BALANCE_DIFFERS', expect.stringContaining('(event 1) are -2000 from captures and 0 after')],
      [
        'BOOKING_NOT_PAID',
        'Booking 2 (event 1) is confirmed for 100 USD, and its payments captured 0.',
      ],
      [
        'CAPTURE_DIFFERS',
        expect.stringMatching(/^Payment 103 .* captured 101 USD .* transfer \d+ says 100 USD/),
      ],
      [
        'CAPTURE_DIFFERS',
        expect.stringMatching(/^Payment 104 .* captured 100 USD .* transfer \d+ says 0 USD/),
      ],
      [
        'CAPTURE_WITHOUT_PAYMENT',
        expect.stringContaining('says that payment 102 captured 100 USD, and there is no such'),
      ],
      [
        'MONEY_WITHOUT_BOOKING',
        'Payment 105 (event 1) still has 100 USD for booking 5, which is failed.',
      ],
      [
        'PAYMENT_NOT_POSTED',
        'Payment 101 of booking 1 (event 1) captured 100 USD by stripe, and the ledger has no transfer of it.',
      ],
      [
        'REFUNDED_TOO_MUCH',
        'Payment 106 (event 1) has given back 30 USD more than it had in payable.',
      ],
      ['TRANSFER_UNBALANCED', expect.stringMatching(/\(capture, event 1\) leave 0 USD\.$/)],
    ]);
    expect(errors).toHaveLength(all.length);
    expect(errors).toContainEqual({ code: 'MONEY_PAYMENT_NOT_POSTED', msg: all[8]?.[1] });
    expect(mailed).toMatchObject([
      { template: 'money-differs', to: { address: 'admin@boxoffice.example' }, data: { more: 0 } },
    ]);
    expect(
      await run(`SELECT FROM audit_entries WHERE action = 'money.difference_found'`),
    ).toHaveLength(all.length);
    const { said, code } = await tool();
    expect(code).toBe(1);
    expect(said).toContain(`BOOKING_NOT_PAID: ${all[3]?.[1]}`);
    expect(said.trim().split('\n')).toHaveLength(all.length + 1);

    // Known by now: nothing is said again, until one is settled and comes back.
    expect(await found()).toEqual([]);
    expect(mailed).toHaveLength(1);
    await run('UPDATE payments SET amount_minor = 100 WHERE id = 103');
    expect(await found()).toEqual([]);
    await run('UPDATE payments SET amount_minor = 102 WHERE id = 103');
    expect(await found()).toMatchObject([['CAPTURE_DIFFERS', expect.stringContaining('102 USD')]]);
    expect(mailed).toHaveLength(2);
  });

  it('compares with what providers say, page by page, and leaves out those that can’t be asked', async () => {
    const [{ id }] = (await run('SELECT organiser_id AS id FROM events WHERE id = 1')) as [
      { id: string },
    ];
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    const stated: StatedPayment[] = Array.from({ length: 15 }, (_, index) => ({
      reference: `pi_${index + 1}`,
      amountMinor: 100,
      currency: 'USD',
      createdAt: longAgo,
    }));
    const [first, second, ...others] = stated;
    if (!first || !second) throw new Error('There are fifteen.');
    let fails = true;
    statements.add({
      provider: 'stripe',
      organisers: () => Promise.resolve([{ id, knownSince: new Date(0) }]),
      pages: async function* () {
        await Promise.resolve();
        yield [{ ...second, amountMinor: 90 }, ...others.slice(0, 5)];
        if (fails) throw new Error('The line is dead.');
        const unknown = { amountMinor: 7, currency: 'USD', createdAt: longAgo };
        yield [...others.slice(5), { ...unknown, reference: 'pi_unknown' }];
        // Its news may be on their way here.
        yield [{ ...unknown, reference: 'pi_new', createdAt: new Date() }];
      },
    });
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    expect(await found()).toEqual([]);
    fails = false;
    expect(await found()).toEqual([
      [
        'PROVIDER_DIFFERS',
        'Payment 102 (event 1) is captured for 100 USD as pi_2, and stripe says 90 USD.',
      ],
      [
        'UNKNOWN_HERE',
        `stripe took 7 USD for organiser ${id} as pi_unknown, and no payment here is captured so.`,
      ],
      [
        'UNKNOWN_TO_PROVIDER',
        `Payment 101 of booking 1 (event 1) is captured for 100 USD as pi_1, and stripe doesn't know it.`,
      ],
    ]);
    // What was captured after the question needn't be in the answer.
    await run(`UPDATE provider_statements SET asked_at = now() - interval '1 day'`);
    expect((await tool()).said).not.toContain('UNKNOWN_TO_PROVIDER');
    // Nor what began before the list, or before the account of these days.
    await run(`UPDATE provider_statements SET asked_at = now()`);
    expect((await tool()).said).toContain('UNKNOWN_TO_PROVIDER');
    await run(`UPDATE provider_statements SET since = now()`);
    expect((await tool()).said).not.toContain('UNKNOWN_TO_PROVIDER');
  });

  it('is made once a night, by one process', async () => {
    clock.milliseconds = Date.parse('2027-03-01T01:59:00Z');
    expect(await reconcile.lookAtNight()).toBe(false);
    clock.milliseconds = Date.parse('2027-03-01T02:00:00Z');
    const looks = await Promise.all(Array.from({ length: 5 }, () => reconcile.lookAtNight()));
    expect(looks.filter(Boolean)).toHaveLength(1);
    expect(await run('SELECT differences FROM reconciliations')).toEqual([{ differences: 0 }]);
    // A process that died at it leaves it to another, after a while.
    await run('UPDATE reconciliations SET finished_at = NULL');
    expect(await reconcile.lookAtNight()).toBe(false);
    await run(`UPDATE reconciliations SET started_at = now() - interval '3 hours'`);
    expect(await reconcile.lookAtNight()).toBe(true);
  });

  it('asks providers further back, once, when npm run reconcile wants it', async () => {
    const asked: Date[] = [];
    statements.add({
      provider: 'stripe',
      organisers: () => Promise.resolve([{ id: '1', knownSince: new Date(0) }]),
      pages: async function* (_organiserId, since) {
        asked.push(since);
        yield await Promise.resolve([]);
      },
    });
    expect(await tool('--days=0')).toEqual({
      said: '--days is a whole number from 1 to 3650.\n',
      code: 1,
    });
    expect(await tool('--days=400')).toMatchObject({
      code: 0,
      said: expect.stringContaining('400'),
    });
    clock.milliseconds = Date.parse('2027-03-02T14:00:00Z');
    await run(`UPDATE reconciliations SET night = '2027-03-02'`);
    const looks = await Promise.all(Array.from({ length: 5 }, () => reconcile.lookAtNight()));
    expect(looks.filter(Boolean)).toHaveLength(1);
    clock.milliseconds = Date.parse('2027-03-03T02:00:00Z');
    expect(await reconcile.lookAtNight()).toBe(true);
    const days = asked.map((since) => Math.round((Date.now() - since.getTime()) / 86_400_000));
    expect(days).toEqual([400, 30]);
  });
});
