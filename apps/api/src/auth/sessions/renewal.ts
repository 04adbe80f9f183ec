import { REFRESH_TOKEN_REPEATABLE_SECONDS } from '@boxoffice/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { isOpen, type Account } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import type { Device } from './device.js';
import { hashOfSecret, newSecret } from './secrets.js';
import { Sessions, type BegunSession } from './sessions.js';

interface TokenRow {
  used_at: Date | null;
  replaced_by: Buffer | null;
  is_fresh: boolean;
  repeatable: boolean;
}

/** A session that goes on, and whose it is. */
export type RenewedSession = BegunSession & { account: Account };

/**
 * Renews sessions. A refresh token is good once: it is replaced by another each time.
 *
 * One that is shown again means that there are two who have it, and nobody can say which of them is
 * the thief: the session ends, for both. The only exception is the token that was replaced last, as long
 * as its successor was not used and a page may still be trying to get the answer that it never got
 * ({@link REFRESH_TOKEN_REPEATABLE_SECONDS}): then the successor is void, and there is again one good
 * token. If a thief is the one who repeats, the owner's next renewal shows a void token, and ends the
 * session.
 */
@Injectable()
export class Renewal {
  private readonly logger = new Logger('Sessions');

  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: Sessions,
    private readonly accounts: UserAccounts,
    private readonly settings: Settings,
  ) {}

  /** @returns undefined where the token is not good (any more) */
  async renew(refreshToken: string, device: Device): Promise<RenewedSession | undefined> {
    // An end that has to be written is not thrown: it would be rolled back.
    return this.transactions.run((manager) =>
      this.renewIn(manager, hashOfSecret(refreshToken), device),
    );
  }

  private async renewIn(
    manager: EntityManager,
    hash: Buffer,
    device: Device,
  ): Promise<RenewedSession | undefined> {
    const session = await lockSessionOf(manager, hash);
    if (!session) return undefined;
    const { id: sessionId, user_id: userId } = session;
    const token = await readToken(manager, hash);
    if (!token.is_fresh) return undefined;
    if (token.used_at !== null && !(await takeBackSuccessor(manager, token))) {
      await this.sessions.end(manager, userId, sessionId, 'token_reused');
      this.logger.warn(`Session ${sessionId} ended: a used refresh token was shown again.`);
      return undefined;
    }
    const account = await this.accounts.find(manager, userId);
    if (!account || !isOpen(account)) return undefined;
    const { text, hash: nextHash } = newSecret();
    await manager.query(
      `UPDATE refresh_tokens SET used_at = COALESCE(used_at, now()), replaced_by = $2
       WHERE token_hash = $1`,
      [hash, nextHash],
    );
    const [next] = await manager.query<{ expires_at: Date }[]>(
      `INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
       VALUES ($1, $2, LEAST($3, now() + $4 * interval '1 day'))
       RETURNING expires_at`,
      [nextHash, sessionId, session.expires_at, this.settings.SESSION_IDLE_DAYS],
    );
    if (!next) throw new Error('A session was renewed without a token.');
    await manager.query(
      `UPDATE sessions SET last_used_at = now(), user_agent = $2, ip = $3 WHERE id = $1`,
      [sessionId, device.userAgent, device.ip],
    );
    return { sessionId, refreshToken: text, expiresAt: next.expires_at, account };
  }
}

/** The session is locked first: of two renewals at once, the second sees what the first did. */
async function lockSessionOf(
  manager: EntityManager,
  hash: Buffer,
): Promise<{ id: string; user_id: string; expires_at: Date } | undefined> {
  const [session] = await manager.query<{ id: string; user_id: string; expires_at: Date }[]>(
    `SELECT id, user_id, expires_at FROM sessions
     WHERE id = (SELECT session_id FROM refresh_tokens WHERE token_hash = $1)
       AND ended_at IS NULL AND expires_at > now()
     FOR UPDATE`,
    [hash],
  );
  return session;
}

async function readToken(manager: EntityManager, hash: Buffer): Promise<TokenRow> {
  const [token] = await manager.query<TokenRow[]>(
    `SELECT used_at, replaced_by, expires_at > now() AS is_fresh,
            COALESCE(used_at > now() - $2 * interval '1 second', false) AS repeatable
     FROM refresh_tokens WHERE token_hash = $1`,
    [hash, REFRESH_TOKEN_REPEATABLE_SECONDS],
  );
  if (!token) throw new Error('A refresh token went away under the lock of its session.');
  return token;
}

/**
 * Makes the successor of a token void, where the token may be shown again. What is void has no
 * successor of its own, so it can never be repeated.
 */
async function takeBackSuccessor(manager: EntityManager, token: TokenRow): Promise<boolean> {
  if (!token.repeatable || token.replaced_by === null) return false;
  const [, taken] = await manager.query<[unknown, number]>(
    `UPDATE refresh_tokens SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL`,
    [token.replaced_by],
  );
  return taken > 0;
}
