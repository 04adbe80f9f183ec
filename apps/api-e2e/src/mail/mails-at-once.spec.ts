import { request, startMailServer, type MailServer, type RunningApi } from '@boxoffice/testing';
import { allAnswered } from '../accounts/mailbox.ts';
import { stranger } from '../accounts/people.ts';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import type { DatabaseWindow } from '../setup/database-window.ts';
import { until } from '../setup/until.ts';
import { delivered, mailedTo, SUBJECTS } from './delivered.ts';

const REQUESTS = 60;

/** What is allowed of the kind that is asked for. */
const MAILS_MAX = 5;

/** How many jobs of the kind a process carries out at once. */
const JOBS_AT_ONCE = 5;

/**
 * Takes the locks on budgets away from an API that knows nothing of it: a function of the same name is
 * found first, and locks nothing.
 */
const NO_LOCKS = `
  CREATE SCHEMA no_locks;
  CREATE FUNCTION no_locks.pg_advisory_xact_lock(integer, integer) RETURNS void
    LANGUAGE sql AS 'SELECT';
  GRANT USAGE ON SCHEMA no_locks TO PUBLIC;
  DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET search_path = no_locks, pg_catalog, public',
      current_database());
  END $$`;

describe('mails to one address, asked for at once from two processes', () => {
  let server: MailServer;
  let api: ApiUnderTest;
  let other: RunningApi;

  beforeEach(async () => {
    server = await startMailServer();
    api = new ApiUnderTest(mailedTo(server), 1);
    await api.start();
  });

  afterEach(async () => {
    await other.stop();
    await api.end();
    await server.stop();
  });

  /** Statements that wait for a lock, of whatever kind. */
  const waiting = async (sql: DatabaseWindow): Promise<number> => {
    const { count } = await sql.row<{ count: number }>(
      `SELECT count(*)::integer AS count FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return count;
  };

  /** Has an address asked for by everybody, and all that can be under way at once begin together. */
  async function askAtOnce(): Promise<string> {
    const person = stranger();
    await api.sql.transaction(async (client) => {
      // Nobody writes a mail until as many as can be are about to.
      await client.query('LOCK TABLE mails IN SHARE MODE');
      const answers = await Promise.all(
        Array.from({ length: REQUESTS }, (_, index) =>
          request(`${index % 2 === 0 ? api.process.url : other.url}/api/v1/auth/register`, {
            method: 'POST',
            body: person,
          }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(REQUESTS).fill(202));
      await until('all that can be under way at once is', async () => {
        return (await waiting(api.sql)) >= 2 * JOBS_AT_ONCE;
      });
    });
    await allAnswered(api);
    await until('every mail is sent', async () => {
      const { unsent } = await api.sql.row<{ unsent: number }>(
        'SELECT count(*)::integer AS unsent FROM mails WHERE sent_at IS NULL',
      );
      return unsent === 0;
    });
    return person.email;
  }

  it('are no more than it may be sent', async () => {
    other = await api.startAnother();
    const address = await askAtOnce();
    expect(delivered(server, address, SUBJECTS.verifyEmail)).toHaveLength(MAILS_MAX);
  });

  it('negative control: are more without the locks, and the check sees it', async () => {
    await api.sql.execute(NO_LOCKS);
    await api.process.stop();
    await api.restart();
    other = await api.startAnother();
    const address = await askAtOnce();
    expect(delivered(server, address, SUBJECTS.verifyEmail).length).toBeGreaterThan(MAILS_MAX);
  });
});
