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

/** A live session and its user. */
export type RenewedSession = BegunSession & { account: Account };

/**
 * Renews sessions. A refresh token works once and is replaced by each renewal.
 *
 * A token that is used again is in two hands, and nobody can say which of them is the thief: the session ends
 * for both. The only exception is the previous token, as long as its successor hasn't been used and a page
 * may still be retrying after a lost answer ({@link REFRESH_TOKEN_REPEATABLE_SECONDS}): its successor is then
 * void, and there is one valid token again. If the thief is the one who repeats, the owner's next renewal
 * presents a void token and ends the session.
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
    // Not thrown: the rollback would undo the end of the session.
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

/** Locks the session first: of two concurrent renewals, the second sees what the first did. */
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
 * Voids a token's successor, if the token may be repeated. A void token has no successor of its own, so it
 * can never be repeated.
 */
async function takeBackSuccessor(manager: EntityManager, token: TokenRow): Promise<boolean> {
  if (!token.repeatable || token.replaced_by === null) return false;
  const [, taken] = await manager.query<[unknown, number]>(
    `UPDATE refresh_tokens SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL`,
    [token.replaced_by],
  );
  return taken > 0;
}
