import {
  ACTION_KEPT_MS,
  REFRESH_TOKEN_REPEATABLE_SECONDS,
  RENEWAL_TIMEOUT_MS,
} from '@boxoffice/contracts';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import type { Renewal } from './renewal.js';
import { LAPTOP, sessionsOn } from './sessions.fixture.js';
import type { BegunSession, Sessions } from './sessions.js';

const JOHN = '1';

describe('the renewal of a session', () => {
  let database: DemoDatabase;
  let sessions: Sessions;
  let renewal: Renewal;

  beforeAll(async () => {
    database = await openDemoDatabase();
    ({ sessions, renewal } = sessionsOn(database.dataSource));
  });

  afterAll(() => database.close());

  const begin = (): Promise<BegunSession> =>
    sessions.begin(database.dataSource.manager, JOHN, LAPTOP);

  async function renewed(refreshToken: string): Promise<string> {
    const session = await renewal.renew(refreshToken, LAPTOP);
    if (!session) throw new Error('Not renewed.');
    return session.refreshToken;
  }

  const endOf = async (sessionId: string): Promise<string | null> => {
    const [session] = await database.dataSource.query<{ end_reason: string | null }[]>(
      'SELECT end_reason FROM sessions WHERE id = $1',
      [sessionId],
    );
    return session?.end_reason ?? null;
  };

  /** As if all tokens of a session had been used so much earlier than they were. */
  const letSecondsPass = (sessionId: string, seconds: number): Promise<unknown> =>
    database.dataSource.query(
      `UPDATE refresh_tokens SET used_at = used_at - $2 * interval '1 second' WHERE session_id = $1`,
      [sessionId, seconds],
    );
  const letTheWindowPass = (sessionId: string): Promise<unknown> =>
    letSecondsPass(sessionId, REFRESH_TOKEN_REPEATABLE_SECONDS);

  it('gives another secret each time, for the same session', async () => {
    const { sessionId, refreshToken } = await begin();
    const second = await renewal.renew(refreshToken, { ip: '192.0.2.8', userAgent: null });
    expect(second).toMatchObject({ sessionId, account: { id: JOHN } });
    expect(second?.refreshToken).not.toBe(refreshToken);
    const [listed] = await sessions.list(JOHN, sessionId);
    expect(listed).toMatchObject({
      id: sessionId,
      ip: '192.0.2.8',
      userAgent: null,
      current: true,
    });
    await renewed(second?.refreshToken ?? '');
  });

  it('keeps no secret that could be read in the database', async () => {
    const { refreshToken } = await begin();
    const rows = await database.dataSource.query<object[]>('SELECT * FROM refresh_tokens');
    expect(JSON.stringify(rows)).not.toContain(refreshToken);
    const bytes = Buffer.from(refreshToken, 'base64url').toString('hex');
    const [found] = await database.dataSource.query<object[]>(
      `SELECT 1 FROM refresh_tokens WHERE token_hash = decode($1, 'hex')`,
      [bytes],
    );
    expect(found).toBeUndefined();
  });

  it('with a secret that was used before ends the session, for whoever has the newer one too', async () => {
    const { sessionId, refreshToken } = await begin();
    const second = await renewed(refreshToken);
    await letTheWindowPass(sessionId);
    expect(await renewal.renew(refreshToken, LAPTOP)).toBeUndefined();
    expect(await endOf(sessionId)).toBe('token_reused');
    expect(await renewal.renew(second, LAPTOP)).toBeUndefined();
  });

  it('with a secret older than the last ends the session, also at once', async () => {
    const { sessionId, refreshToken } = await begin();
    await renewed(await renewed(refreshToken));
    expect(await renewal.renew(refreshToken, LAPTOP)).toBeUndefined();
    expect(await endOf(sessionId)).toBe('token_reused');
  });

  it('may be repeated as long as a page may be trying to get the answer, and is the same session', async () => {
    const { sessionId, refreshToken } = await begin();
    await renewed(refreshToken);
    // The page's first time-out; and one more answer that gets lost.
    await letSecondsPass(sessionId, RENEWAL_TIMEOUT_MS / 1000);
    await renewed(refreshToken);
    await letSecondsPass(sessionId, ACTION_KEPT_MS / 1000);
    const last = await renewal.renew(refreshToken, LAPTOP);
    expect(last).toMatchObject({ sessionId, account: { id: JOHN } });
    await renewed(last?.refreshToken ?? '');
    expect(await endOf(sessionId)).toBeNull();
  });

  it('may be repeated for a moment where the answer got lost, and voids what it gave before', async () => {
    const { sessionId, refreshToken } = await begin();
    const lost = await renewed(refreshToken);
    const second = await renewed(refreshToken);
    expect(await endOf(sessionId)).toBeNull();
    expect(await renewal.renew(lost, LAPTOP)).toBeUndefined();
    expect(await endOf(sessionId)).toBe('token_reused');
    expect(await renewal.renew(second, LAPTOP)).toBeUndefined();
  });

  it('of several at once with one secret leaves one good secret, or none', async () => {
    const { sessionId, refreshToken } = await begin();
    await Promise.all(Array.from({ length: 8 }, () => renewal.renew(refreshToken, LAPTOP)));
    const [good] = await database.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::integer AS count FROM refresh_tokens
       WHERE session_id = $1 AND used_at IS NULL`,
      [sessionId],
    );
    expect(good?.count).toBeLessThanOrEqual(1);
  });

  it.each([
    ['has ended', `UPDATE sessions SET ended_at = now(), end_reason = 'signed_out' WHERE id = $1`],
    ['is too old', `UPDATE sessions SET expires_at = now() WHERE id = $1`],
    [
      'was not used for too long',
      `UPDATE refresh_tokens SET expires_at = now() WHERE session_id = $1`,
    ],
    [
      'is of somebody who was disabled',
      `UPDATE users SET disabled_at = now() WHERE id = (SELECT user_id FROM sessions WHERE id = $1)`,
    ],
  ])('is refused where the session %s', async (_, sql) => {
    const { sessionId, refreshToken } = await begin();
    await database.dataSource.query(sql, [sessionId]);
    expect(await renewal.renew(refreshToken, LAPTOP)).toBeUndefined();
    await database.dataSource.query(`UPDATE users SET disabled_at = NULL`);
  });

  it('is refused with a secret that nobody was given', async () => {
    expect(await renewal.renew('a'.repeat(43), LAPTOP)).toBeUndefined();
  });
});

describe('sessions', () => {
  let database: DemoDatabase;
  let sessions: Sessions;

  beforeAll(async () => {
    database = await openDemoDatabase();
    ({ sessions } = sessionsOn(database.dataSource));
  });

  afterAll(() => database.close());

  it('are ended by their own user alone, one by one or all but the current one', async () => {
    const { manager } = database.dataSource;
    const [first, second, third] = [
      await sessions.begin(manager, JOHN, LAPTOP),
      await sessions.begin(manager, JOHN, LAPTOP),
      await sessions.begin(manager, JOHN, LAPTOP),
    ];
    expect(await sessions.end(manager, '2', first.sessionId, 'ended_by_user')).toBe(false);
    expect(await sessions.end(manager, JOHN, first.sessionId, 'ended_by_user')).toBe(true);
    expect(await sessions.end(manager, JOHN, first.sessionId, 'ended_by_user')).toBe(false);
    await sessions.endAll(manager, JOHN, 'password_changed', second.sessionId);
    expect(await sessions.list(JOHN, null)).toMatchObject([{ id: second.sessionId }]);
    expect(await sessions.holderOf(second.sessionId)).toMatchObject({ userId: JOHN });
    expect(await sessions.holderOf(third.sessionId)).toBeUndefined();
  });
});
