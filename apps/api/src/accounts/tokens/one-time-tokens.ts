import { ProblemCode } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hashOfSecret, newSecret, type Secret } from '../../auth/sessions/secrets.js';
import { LINK_LIFETIME_MINUTES } from '../../platform/config/link-lifetimes.js';
import { DomainError } from '../../platform/problems/domain-error.js';

/** What a user's one-time token is for. */
export type TokenPurpose = 'reset_password' | 'second_factor';

/** A registration whose address isn't proved yet. */
export interface Registration {
  name: string;
  email: string;
  emailKey: string;
  passwordHash: string;
  /** See `PasswordTags`; null if an older process wrote it. */
  passwordTag: number | null;
  /** Language of the page it was registered on. */
  language: Language | null;
}

export interface SentToken {
  token: string;
  expiresAt: Date;
}

/** Minutes. */
const LIFETIME_MINUTES = {
  ...LINK_LIFETIME_MINUTES,
  // Enough to find the phone.
  second_factor: 10,
} as const;

/**
 * Registrations per address that a password is compared with, at tens of milliseconds each. For so many to
 * share the tag of the owner's password, which they don't know, strangers would have to register more than a
 * million times.
 */
const TRIED_REGISTRATIONS_MAX = 20;

const REGISTRATION_SQL = `name, email, email_key AS "emailKey", password_hash AS "passwordHash",
  password_tag AS "passwordTag", language`;

/** Single-use secrets with one purpose. Only their hashes are stored. */
@Injectable()
export class OneTimeTokens {
  /**
   * Issues a token for a user.
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
   * Issues a token that proves an address and carries its registration. If it isn't sent, any other link to
   * the address completes the registration.
   *
   * @param secret what it is
   */
  async issueFor(
    manager: EntityManager,
    registration: Registration,
    { hash }: Secret,
  ): Promise<void> {
    const { name, email, emailKey, passwordHash, passwordTag, language } = registration;
    await manager.query(
      `INSERT INTO one_time_tokens
         (token_hash, purpose, name, email, email_key, password_hash, password_tag, language, expires_at)
       VALUES ($1, 'verify_email', $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 minute')`,
      [
        hash,
        name,
        email,
        emailKey,
        passwordHash,
        passwordTag,
        language,
        LIFETIME_MINUTES.verify_email,
      ],
    );
  }

  /**
   * The token's user. Nothing is locked or used up: this only says whom to lock.
   *
   * @throws DomainError TOKEN_INVALID
   */
  async ownerOf(manager: EntityManager, purpose: TokenPurpose, token: string): Promise<string> {
    return findOwner(manager, purpose, token, '');
  }

  /**
   * Locks a valid token. Its user must be locked first: using one token up also uses up the user's others, so
   * two transactions that began with different tokens would deadlock.
   *
   * @throws DomainError TOKEN_INVALID
   */
  async lock(manager: EntityManager, purpose: TokenPurpose, token: string): Promise<void> {
    await findOwner(manager, purpose, token, 'FOR UPDATE');
  }

  /** Uses up all of a user's tokens for a purpose. */
  async useUp(manager: EntityManager, purpose: TokenPurpose, userId: string): Promise<void> {
    await manager.query(
      `UPDATE one_time_tokens SET used_at = now()
       WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL`,
      [userId, purpose],
    );
  }

  /**
   * The address that a token proves. Nothing is used up.
   *
   * @throws DomainError TOKEN_INVALID
   */
  async addressOf(manager: EntityManager, token: string): Promise<string> {
    const [row] = await manager.query<{ email_key: string }[]>(
      `SELECT email_key FROM one_time_tokens
       WHERE token_hash = $1 AND purpose = 'verify_email' AND used_at IS NULL AND expires_at > now()`,
      [hashOfSecret(token)],
    );
    if (!row) throw invalid();
    return row.email_key;
  }

  /**
   * Registrations of an address that may have this password: those with its tag, however many strangers
   * registered since, and the one that the token was mailed for. Every link to a mailbox proves it equally,
   * so a mail that a flood held back costs its owner nothing.
   *
   * @param tags those of the password, by every key
   */
  async candidates(
    manager: EntityManager,
    { token, emailKey, tags }: { token: string; emailKey: string; tags: number[] },
  ): Promise<Registration[]> {
    return manager.query<Registration[]>(
      `SELECT ${REGISTRATION_SQL} FROM (
         -- Who asks for the link again is sent another one for the same registration.
         SELECT DISTINCT ON (password_hash) * FROM one_time_tokens
         WHERE email_key = $1 AND purpose = 'verify_email' AND used_at IS NULL AND expires_at > now()
           AND (password_tag = ANY ($2::integer[]) OR password_tag IS NULL OR token_hash = $3)
         ORDER BY password_hash, token_hash = $3 DESC
       ) AS registration
       ORDER BY coalesce(password_tag = ANY ($2::integer[]), false) DESC, token_hash = $3 DESC,
         created_at DESC
       LIMIT $4`,
      [emailKey, tags, hashOfSecret(token), TRIED_REGISTRATIONS_MAX],
    );
  }

  /**
   * Uses up all tokens of an address, as it gets one account. They are locked in one order, so that two links
   * used at once don't deadlock. A token written meanwhile is useless: the address has an account by then.
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
      `UPDATE one_time_tokens SET used_at = now(), password_tag = NULL WHERE token_hash = ANY ($1::bytea[])`,
      [hashes],
    );
  }

  /** The latest registration of an address that isn't proved yet. */
  async pendingRegistration(
    manager: EntityManager,
    emailKey: string,
  ): Promise<Registration | undefined> {
    const [row] = await manager.query<Registration[]>(
      `SELECT ${REGISTRATION_SQL} FROM one_time_tokens
       WHERE email_key = $1 AND purpose = 'verify_email' AND used_at IS NULL
         AND expires_at > now()
       ORDER BY created_at DESC LIMIT 1`,
      [emailKey],
    );
    return row;
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
    'This has expired or has already been used. Nothing was changed; please ask for a new one.',
  );
}
