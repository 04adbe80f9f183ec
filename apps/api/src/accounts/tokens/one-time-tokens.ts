import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hashOfSecret, newSecret, type Secret } from '../../auth/sessions/secrets.js';
import { LINK_LIFETIME_MINUTES } from '../../config/link-lifetimes.js';
import { DomainError } from '../../problems/domain-error.js';

/** What a token of a user is good for, once. */
export type TokenPurpose = 'reset_password' | 'second_factor';

/** What was registered with an address that is not proven yet. */
export interface Registration {
  name: string;
  email: string;
  emailKey: string;
  passwordHash: string;
}

/** A token that was sent out. */
export interface SentToken {
  token: string;
  expiresAt: Date;
}

/** How long each works, in minutes. */
const LIFETIME_MINUTES = {
  ...LINK_LIFETIME_MINUTES,
  // The authenticator is at hand, or has to be looked for.
  second_factor: 10,
} as const;

/**
 * Registrations of one address that a password is compared with: each comparison takes tens of
 * milliseconds, and more than these are a flood.
 */
const TRIED_REGISTRATIONS_MAX = 20;

/** Secrets that are good once and for one thing. Of each, only the hash is kept. */
@Injectable()
export class OneTimeTokens {
  /**
   * A token for a user.
   *
   * @param secret what it is, where somebody was told already
   */
  async issue(
    manager: EntityManager,
    purpose: TokenPurpose,
    userId: string,
    { text, hash } = newSecret(),
  ): Promise<SentToken> {
    const [row] = await manager.query<{ expires_at: Date }[]>(
      `INSERT INTO one_time_tokens (token_hash, purpose, user_id, expires_at)
       VALUES ($1, $2, $3, now() + $4 * interval '1 minute') RETURNING expires_at`,
      [hash, purpose, userId, LIFETIME_MINUTES[purpose]],
    );
    if (!row) throw new Error('A token was not written.');
    return { token: text, expiresAt: row.expires_at };
  }

  /**
   * A token that proves an address, and carries what was registered with it. Where nobody is sent it, what
   * was registered is completed by any other link of the address.
   *
   * @param secret what it is
   */
  async issueFor(
    manager: EntityManager,
    registration: Registration,
    { hash }: Secret,
  ): Promise<void> {
    const { name, email, emailKey, passwordHash } = registration;
    await manager.query(
      `INSERT INTO one_time_tokens
         (token_hash, purpose, name, email, email_key, password_hash, expires_at)
       VALUES ($1, 'verify_email', $2, $3, $4, $5, now() + $6 * interval '1 minute')`,
      [hash, name, email, emailKey, passwordHash, LIFETIME_MINUTES.verify_email],
    );
  }

  /**
   * Whose token it is. Nothing is locked or used up, so this says whom to lock and decides nothing.
   *
   * @throws DomainError TOKEN_INVALID
   */
  async ownerOf(manager: EntityManager, purpose: TokenPurpose, token: string): Promise<string> {
    return findOwner(manager, purpose, token, '');
  }

  /**
   * Locks a token, which is still good then. Its user is locked before, always: who uses one token up
   * uses up the user's others as well, so two transactions that each began with a token of their own
   * would wait for each other.
   *
   * @throws DomainError TOKEN_INVALID
   */
  async lock(manager: EntityManager, purpose: TokenPurpose, token: string): Promise<void> {
    await findOwner(manager, purpose, token, 'FOR UPDATE');
  }

  /** Uses a user's tokens up: the one that was shown, and all others for the same purpose. */
  async useUp(manager: EntityManager, purpose: TokenPurpose, userId: string): Promise<void> {
    await manager.query(
      `UPDATE one_time_tokens SET used_at = now()
       WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL`,
      [userId, purpose],
    );
  }

  /**
   * What is registered with the address of a token and not proved yet; nothing is used up. First what the
   * token was mailed for, then the newest others: every link of a mailbox proves it equally, so a mail
   * that a flood by strangers held back costs its owner nothing.
   *
   * @throws DomainError TOKEN_INVALID
   */
  async pendingRegistrations(
    manager: EntityManager,
    token: string,
  ): Promise<[Registration, ...Registration[]]> {
    const hash = hashOfSecret(token);
    const rows = await manager.query<Registration[]>(
      `SELECT min(name) AS name, min(email) AS email, email_key AS "emailKey",
         password_hash AS "passwordHash"
       FROM one_time_tokens
       WHERE email_key = (
           SELECT email_key FROM one_time_tokens
           WHERE token_hash = $1 AND purpose = 'verify_email' AND used_at IS NULL
             AND expires_at > now())
         AND purpose = 'verify_email' AND used_at IS NULL AND expires_at > now()
       -- Who asks for the link again is sent another one for the same registration.
       GROUP BY email_key, password_hash
       ORDER BY bool_or(token_hash = $1) DESC, max(created_at) DESC LIMIT $2`,
      [hash, TRIED_REGISTRATIONS_MAX],
    );
    const [first, ...others] = rows;
    if (!first) throw invalid();
    return [first, ...others];
  }

  /**
   * Uses all tokens of an address up: the account that comes of it is the only one. They are locked in one
   * order, whichever of them was shown, so two links of an address that are used at once do not wait for
   * each other. One that is written meanwhile is of no use: the address has an account then.
   *
   * @throws DomainError TOKEN_INVALID
   */
  async redeem(manager: EntityManager, token: string): Promise<void> {
    const shown = hashOfSecret(token);
    const locked = await manager.query<{ token_hash: Buffer }[]>(
      `SELECT token_hash FROM one_time_tokens
       WHERE email_key = (
           SELECT email_key FROM one_time_tokens
           WHERE token_hash = $1 AND purpose = 'verify_email')
         AND purpose = 'verify_email' AND used_at IS NULL AND expires_at > now()
       ORDER BY token_hash FOR UPDATE`,
      [shown],
    );
    const hashes = locked.map(({ token_hash }) => token_hash);
    if (!hashes.some((hash) => hash.equals(shown))) throw invalid();
    await manager.query(
      `UPDATE one_time_tokens SET used_at = now() WHERE token_hash = ANY ($1::bytea[])`,
      [hashes],
    );
  }

  /** What was last registered with an address and not proven yet; undefined where nothing was. */
  async pendingRegistration(
    manager: EntityManager,
    emailKey: string,
  ): Promise<Registration | undefined> {
    const [row] = await manager.query<{ name: string; email: string; password_hash: string }[]>(
      `SELECT name, email, password_hash FROM one_time_tokens
       WHERE email_key = $1 AND purpose = 'verify_email' AND used_at IS NULL
         AND expires_at > now()
       ORDER BY created_at DESC LIMIT 1`,
      [emailKey],
    );
    return row && { name: row.name, email: row.email, emailKey, passwordHash: row.password_hash };
  }
}

async function findOwner(
  manager: EntityManager,
  purpose: TokenPurpose,
  token: string,
  lock: '' | 'FOR UPDATE',
): Promise<string> {
  const [row] = await manager.query<{ user_id: string }[]>(
    `SELECT user_id FROM one_time_tokens
     WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > now() ${lock}`,
    [hashOfSecret(token), purpose],
  );
  if (!row) throw invalid();
  return row.user_id;
}

function invalid(): DomainError {
  return new DomainError(
    ProblemCode.TokenInvalid,
    'This has been used before, or is too old. Nothing was changed; please ask for a new one.',
  );
}
