import { jest } from '@jest/globals';
import { AttendeeData } from '../attendees/attendee-data.js';
import { AccountRequestData } from '../accounts/account-request-data.js';
import { DelayedSignIns } from '../accounts/sign-in/delayed-sign-ins.js';
import { CountingIds } from '../auth/sessions/sessions.fixture.js';
import { SessionData } from '../auth/sessions/session-data.js';
import { Settings } from '../platform/config/settings.js';
import { openDemoDatabase, type DemoDatabase } from '../schema/database.fixture.js';
import { Members } from '../organisers/members/members.js';
import { OrganiserAccess } from '../organisers/organiser-access.js';
import { OrganiserData } from '../organisers/organiser-data.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { UserAccounts } from '../users/user-accounts.js';
import { UserData } from '../users/user-data.js';
import { PersonalData } from '../platform/personal-data/personal-data.js';
import { Retention, type RetentionRule } from '../platform/personal-data/retention.js';
import { BookingRetention } from '../booking/booking-retention.js';

describe('retention', () => {
  let database: DemoDatabase;
  let retention: Retention;

  beforeEach(async () => {
    database = await openDemoDatabase();
    const { dataSource } = database;
    const personalData = new PersonalData();
    retention = new Retention(dataSource, new Settings());
    new UserData(personalData, retention).onModuleInit();
    new AttendeeData(personalData, retention).onModuleInit();
    new SessionData(personalData, retention).onModuleInit();
    const members = new Members(new UserAccounts(new CountingIds()), new AuditTrail());
    new OrganiserData(personalData, retention, new OrganiserAccess(), members).onModuleInit();
    const delays = new DelayedSignIns(dataSource);
    new AccountRequestData(personalData, retention, delays).onModuleInit();
  });

  afterEach(() => database.close());

  const run = (sql: string): Promise<unknown> => database.dataSource.query(sql);
  const ids = async (sql: string): Promise<string[]> =>
    (await database.dataSource.query<{ id: string }[]>(sql)).map(({ id }) => id);

  async function sweep(): Promise<void> {
    while (await retention.sweep());
  }

  it('removes sessions that ended long enough ago, with what they were renewed with', async () => {
    await run(`
      INSERT INTO sessions (id, user_id, expires_at, ended_at, end_reason) VALUES
        (1, 1, now() + interval '1 day', NULL, NULL),
        (2, 1, now() + interval '1 day', now() - interval '29 days', 'signed_out'),
        (3, 1, now() + interval '1 day', now() - interval '31 days', 'signed_out'),
        (4, 1, now() - interval '29 days', NULL, NULL),
        (5, 1, now() - interval '31 days', NULL, NULL)`);
    await run(`
      INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
      SELECT sha256(id::text::bytea), id, expires_at FROM sessions`);
    await sweep();
    expect(await ids('SELECT id FROM sessions ORDER BY id')).toEqual(['1', '2', '4']);
    expect(await ids('SELECT session_id AS id FROM refresh_tokens ORDER BY id')).toEqual([
      '1',
      '2',
      '4',
    ]);
  });

  it('removes who came, and what they answered, some time after the event', async () => {
    await run(`
      INSERT INTO events (id, organiser_id, name, starts_at, ends_at, time_zone, currency)
      SELECT id, 1, 'Event ' || id, now() + starts, now() + ends, 'UTC', 'EUR'
      FROM (VALUES
        (11, interval '-40 days', NULL::interval),
        (12, interval '-40 days', interval '-29 days'),
        (13, interval '1 day', NULL)) AS event (id, starts, ends);
      INSERT INTO attendee_forms SELECT id, 'required', 'no' FROM events WHERE id > 10;
      INSERT INTO questions (event_id, id, position, label, kind, scope)
      SELECT id, id, 1, 'Anything else?', 'text', 'booking' FROM events WHERE id > 10;
      INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at)
      SELECT id, id, 1, ARRAY[id], '[]', 0, 'EUR', now() FROM events WHERE id > 10;
      INSERT INTO attendees SELECT id, id, id, 'Ada' FROM events WHERE id > 10;
      INSERT INTO answers SELECT id, id, NULL, id, '{No}' FROM events WHERE id > 10`);
    await sweep();
    const left = ['12', '13'];
    expect(await ids('SELECT event_id AS id FROM attendees ORDER BY event_id')).toEqual(left);
    expect(await ids('SELECT event_id AS id FROM answers ORDER BY event_id')).toEqual(left);
  });

  it('removes invitations that were answered, taken back or too old long enough ago', async () => {
    await run(`
      INSERT INTO organiser_invitations (id, organiser_id, email, email_key, role, token_hash,
        expires_at, accepted_at, withdrawn_at)
      SELECT id, 1, id || '@example.org', id || '@example.org', 'door', sha256(id::text::bytea),
        now() + expires, now() + accepted, now() + withdrawn
      FROM (VALUES
        (1, interval '7 days', NULL::interval, NULL::interval),
        (2, interval '-1 day', NULL, NULL),
        (3, interval '-3 days', NULL, NULL),
        (4, interval '7 days', interval '-1 day', NULL),
        (5, interval '7 days', interval '-3 days', NULL),
        (6, interval '7 days', NULL, interval '-3 days'))
        AS invitation (id, expires, accepted, withdrawn)`);
    await sweep();
    expect(await ids('SELECT id FROM organiser_invitations ORDER BY id')).toEqual(['1', '2', '4']);
  });

  it('removes requests, the tokens of mails, and failed sign-ins', async () => {
    await run(`
      INSERT INTO account_requests (id, kind, email, email_key, created_at, answered_at) VALUES
        (1, 'reset_password', 'a@b.c', 'a@b.c', now() - interval '1 day', now()),
        (2, 'reset_password', 'a@b.c', 'a@b.c', now() - interval '3 days', now()),
        (3, 'reset_password', 'a@b.c', 'a@b.c', now() - interval '3 days', NULL)`);
    await run(`
      INSERT INTO one_time_tokens (token_hash, purpose, user_id, created_at, expires_at)
      SELECT sha256(days::text::bytea), 'reset_password', 1, now() - interval '1 year',
        now() - days * interval '1 day' FROM unnest(ARRAY[1, 3]) AS days`);
    await run(`
      INSERT INTO failed_sign_ins (account_key, failures, last_failed_at, next_allowed_at)
      SELECT sha256(hours::text::bytea), 9, now() - hours * interval '1 hour', now()
      FROM unnest(ARRAY[23, 25]) AS hours`);
    await sweep();
    // The last one waits to be answered, however long the job queue is away.
    expect(await ids('SELECT id FROM account_requests ORDER BY id')).toEqual(['1', '3']);
    expect(await ids('SELECT count(*) AS id FROM one_time_tokens')).toEqual(['1']);
    expect(await ids('SELECT count(*) AS id FROM failed_sign_ins')).toEqual(['1']);
  });

  /** What is removed without regard to people's other doings. */
  function plainRules(): RetentionRule[] {
    const rules: RetentionRule[] = [];
    const { dataSource } = database;
    const personalData = new PersonalData();
    const collecting = new Retention(dataSource, new Settings());
    jest.spyOn(collecting, 'add').mockImplementation((...added) => void rules.push(...added));
    new SessionData(personalData, collecting).onModuleInit();
    const delays = new DelayedSignIns(dataSource);
    new AccountRequestData(personalData, collecting, delays).onModuleInit();
    new BookingRetention(collecting).onModuleInit();
    return rules;
  }

  it('finds what has been kept long enough by an index of its time', async () => {
    const rules = plainRules();
    for (const { what, statement } of rules) {
      const plan = await database.dataSource.query<{ 'QUERY PLAN': string }[]>(
        `EXPLAIN ${statement}`,
        [30, 1_000],
      );
      expect([what, plan.map((line) => line['QUERY PLAN']).join('\n')]).toEqual([
        what,
        expect.stringMatching(/Index Cond: \(.+ < \(now\(\) - /),
      ]);
    }
    expect(rules).toHaveLength(6);
  });

  it('deletes unpaid bookings without reading what others have paid', async () => {
    await run(`
      INSERT INTO bookings (event_id, id, user_id, status, ticket_ids, lines, total_minor, currency,
        hold_expires_at, confirmed_at, ended_at)
      SELECT 1, id, 1, CASE WHEN id <= 500 THEN 'confirmed' ELSE 'expired' END,
        CASE WHEN id <= 500 THEN '{1}'::bigint[] ELSE '{}' END, '[]', 0, 'USD', now(),
        CASE WHEN id <= 500 THEN now() END, CASE WHEN id > 500 THEN now() - interval '60 days' END
      FROM generate_series(1, 600) AS id`);
    // Of the last one, a payment failed: it stays, and its booking with it.
    await run(`
      INSERT INTO payments (event_id, id, booking_id, provider, amount_minor, currency, status)
      SELECT 1, id, id, 'test', 0, 'USD', CASE WHEN id <= 500 THEN 'captured' ELSE 'failed' END
      FROM generate_series(1, 600) AS id WHERE id <= 500 OR id = 600`);
    const rule = plainRules().find(({ what }) => what === 'unpaid bookings');
    const read = await database.dataSource.transaction(async (manager) => {
      await manager.query(rule?.statement ?? '', [30, 1_000]);
      const [row] = await manager.query<{ rows: number }[]>(
        `SELECT idx_tup_fetch::integer AS rows FROM pg_stat_xact_user_tables
         WHERE relname = 'payments'`,
      );
      return row?.rows;
    });
    expect(await ids(`SELECT id FROM bookings WHERE status = 'expired'`)).toEqual(['600']);
    expect(read).toBeLessThan(10);
  });

  it('works off more than one statement removes', async () => {
    await run(`
      INSERT INTO sessions (id, user_id, expires_at)
      SELECT id, 1, now() - interval '40 days' FROM generate_series(1, 2500) AS id`);
    await sweep();
    expect(await ids('SELECT id FROM sessions')).toEqual([]);
  });

  describe('of guests', () => {
    beforeEach(async () => {
      await run(`
        INSERT INTO users (id, name, role, email, email_key, created_at)
        SELECT id, 'Guest ' || id, 'guest', 'guest@mail.example', 'guest@mail.example',
          now() - interval '60 days' FROM generate_series(101, 107) AS id`);
      await run(`UPDATE users SET created_at = now() - interval '29 days' WHERE id = 102`);
      await run(`
        INSERT INTO events (id, organiser_id, name, starts_at, time_zone, currency) VALUES
          (8, 1, 'Long ago', now() - interval '31 days', 'UTC', 'USD'),
          (9, 1, 'Of late', now() - interval '29 days', 'UTC', 'USD')`);
      await run(`
        INSERT INTO bookings (event_id, id, user_id, status, ticket_ids, lines, total_minor, currency,
          hold_expires_at, confirmed_at, ended_at, created_at)
        SELECT event_id, id, user_id, status, '{1}', '[]', 0, 'USD', now(),
          CASE status WHEN 'confirmed' THEN now() END, CASE status WHEN 'expired' THEN now() END,
          now() - days * interval '1 day'
        FROM (VALUES
          (9, 1, 103, 'confirmed', 50), (8, 2, 104, 'confirmed', 50),
          (1, 3, 105, 'expired', 29), (1, 4, 106, 'expired', 31)
        ) AS booking (event_id, id, user_id, status, days)`);
      // Since before the event of next year was sold out.
      await run(`
        INSERT INTO waitlist_entries (event_id, id, user_id, quantity, all_or_nothing)
        VALUES (1, 1, 107, 1, true)`);
    });

    it('erases those who have had nothing to do with us for long enough', async () => {
      await sweep();
      expect(await ids('SELECT id FROM users WHERE erased_at IS NOT NULL ORDER BY id')).toEqual([
        '101', // never booked anything
        '104', // whose event is over
        '106', // whose booking came to nothing
      ]);
      expect(
        await run(
          'SELECT DISTINCT name, email, email_key, mailbox_key FROM users WHERE erased_at IS NOT NULL',
        ),
      ).toEqual([{ name: 'Erased user', email: null, email_key: null, mailbox_key: null }]);
    });

    it('keeps every booking', async () => {
      await sweep();
      expect(await ids('SELECT user_id AS id FROM bookings ORDER BY id')).toEqual([
        '103',
        '104',
        '105',
        '106',
      ]);
    });
  });
});
