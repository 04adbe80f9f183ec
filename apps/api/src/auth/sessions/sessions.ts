import type { SessionDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Settings } from '../../platform/config/settings.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { isOpen } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import type { TokenHolder } from '../tokens/access-tokens.js';
import type { Device } from './device.js';
import { newSecret } from './secrets.js';

/** Why a session ended. */
export type SessionEnd =
  | 'signed_out'
  | 'ended_by_user'
  | 'replaced'
  | 'password_changed'
  | 'password_reset'
  | 'two_factor_changed'
  | 'token_reused'
  | 'disabled'
  | 'role_changed'
  | 'joined_account'
  | 'erased';

/** A new session, and the secret that renews it. */
export interface BegunSession {
  sessionId: string;
  refreshToken: string;
  /** When the secret expires, if it isn't used before. */
  expiresAt: Date;
}

/** Far more than anybody has. */
const LISTED_MAX = 100;

/** Sessions: what a refresh token renews, and what can be ended. */
@Injectable()
export class Sessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: UserAccounts,
    private readonly settings: Settings,
    private readonly ids: Ids,
  ) {}

  /**
   * Always begins a new session: nothing in the request can choose it, which rules out session fixation.
   *
   * @param maxDays after how many days it ends, however much it is used
   */
  async begin(
    manager: EntityManager,
    userId: string,
    device: Device,
    maxDays = this.settings.SESSION_MAX_DAYS,
  ): Promise<BegunSession> {
    const sessionId = this.ids.next();
    const { text, hash } = newSecret();
    const [token] = await manager.query<{ expires_at: Date }[]>(
      `WITH session AS (
         INSERT INTO sessions (id, user_id, expires_at, user_agent, ip)
         VALUES ($1, $2, now() + $3 * interval '1 day', $5, $6)
         RETURNING id, expires_at
       )
       INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
       SELECT $7, id, LEAST(expires_at, now() + $4 * interval '1 day') FROM session
       RETURNING expires_at`,
      [
        sessionId,
        userId,
        maxDays,
        this.settings.SESSION_IDLE_DAYS,
        device.userAgent,
        device.ip,
        hash,
      ],
    );
    if (!token) throw new Error('A session has begun without a token.');
    return { sessionId, refreshToken: text, expiresAt: token.expires_at };
  }

  /** Who is signed in with a session and what they may do now; `undefined` if it has ended. */
  async holderOf(sessionId: string): Promise<TokenHolder | undefined> {
    const { manager } = this.dataSource;
    const [session] = await manager.query<{ user_id: string }[]>(
      `SELECT user_id FROM sessions WHERE id = $1 AND ended_at IS NULL AND expires_at > now()`,
      [sessionId],
    );
    const account = session && (await this.accounts.find(manager, session.user_id));
    if (!account || !isOpen(account)) return undefined;
    return { userId: account.id, role: account.role, sessionId };
  }

  /** @returns whether there was such a session of the user, not ended yet */
  async end(
    manager: EntityManager,
    userId: string,
    sessionId: string,
    reason: SessionEnd,
  ): Promise<boolean> {
    const [, ended] = await manager.query<[unknown, number]>(
      `UPDATE sessions SET ended_at = now(), end_reason = $3
       WHERE id = $1 AND user_id = $2 AND ended_at IS NULL`,
      [sessionId, userId, reason],
    );
    return ended > 0;
  }

  /**
   * Ends the session of a refresh token, valid or not.
   *
   * @returns whose it was, where the token is the session's newest; an older one may be in anybody's hands,
   * ends the session and proves nothing
   */
  async endByToken(
    manager: EntityManager,
    tokenHash: Buffer,
    reason: SessionEnd,
  ): Promise<string | undefined> {
    const [[ended]] = await manager.query<[{ user_id: string; is_newest: boolean }[], number]>(
      `UPDATE sessions AS session SET ended_at = now(), end_reason = $2
       FROM refresh_tokens AS token
       WHERE token_hash = $1 AND session.id = session_id AND ended_at IS NULL
       RETURNING user_id, session.expires_at > now() AND token.expires_at > now()
         AND used_at IS NULL AS is_newest`,
      [tokenHash, reason],
    );
    return ended?.is_newest === true ? ended.user_id : undefined;
  }

  /** @param except a session that goes on */
  async endAll(
    manager: EntityManager,
    userId: string,
    reason: SessionEnd,
    except: string | null = null,
  ): Promise<void> {
    await manager.query(
      `UPDATE sessions SET ended_at = now(), end_reason = $2
       WHERE user_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $3::bigint`,
      [userId, reason, except],
    );
  }

  /** A user's live sessions, the most recently used first. */
  async list(userId: string, current: string | null): Promise<SessionDto[]> {
    const rows = await this.dataSource.query<
      {
        id: string;
        created_at: Date;
        last_used_at: Date;
        user_agent: string | null;
        ip: string | null;
      }[]
    >(
      `SELECT id, created_at, last_used_at, user_agent, ip FROM sessions
       WHERE user_id = $1 AND ended_at IS NULL AND expires_at > now()
       ORDER BY last_used_at DESC, id DESC LIMIT $2`,
      [userId, LISTED_MAX],
    );
    return rows.map((row) => ({
      id: row.id,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at.toISOString(),
      userAgent: row.user_agent,
      ip: row.ip,
      current: row.id === current,
    }));
  }

  /** When each of some users was last seen, in one query. */
  async lastSeen(manager: EntityManager, userIds: string[]): Promise<Map<string, Date>> {
    const rows = await manager.query<{ user_id: string; last_seen: Date }[]>(
      `SELECT user_id, max(last_used_at) AS last_seen FROM sessions
       WHERE user_id = ANY($1) GROUP BY user_id`,
      [userIds],
    );
    return new Map(rows.map(({ user_id, last_seen }) => [user_id, last_seen]));
  }
}
