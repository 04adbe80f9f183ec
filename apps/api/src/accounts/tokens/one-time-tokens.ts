import { ProblemCode } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hashOfSecret, newSecret, type Secret } from '../../auth/sessions/secrets.js';
import { LINK_LIFETIME_MINUTES } from '../../platform/config/link-lifetimes.js';
import { DomainError } from '../../platform/problems/domain-error.js';

/** What a token of a user is good for, once. */
export type TokenPurpose = 'reset_password' | 'second_factor';

/** What was registered with an address that is not proven yet. */
export interface Registration {
  name: string;
  email: string;
  emailKey: string;
  passwordHash: string;
  /** By which it is found among many; null for what a process without tags took down. */
  passwordTag: number | null;
  /** That of the page where it was registered. */
  language: Language | null;
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
 * milliseconds. Strangers would have to register more than a million times for as many with the tag of the
 * owner's password, which they do not know.
 */
const TRIED_REGISTRATIONS_MAX = 20;

const REGISTRATION_SQL = `name, email, email_key AS "emailKey", password_hash AS "passwordHash",
  password_tag AS "passwordTag", language`;

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
   * Which address a token proves; nothing is used up.
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
   * What was registered with an address by a password, perhaps: what has a tag of it, however much strangers
   * registered since, and what the token was mailed for. Every link of a mailbox proves it equally, so a mail that a
   * flood held back costs its owner nothing.
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
      `UPDATE one_time_tokens SET used_at = now(), password_tag = NULL WHERE token_hash = ANY ($1::bytea[])`,
      [hashes],
    );
  }

  /** What was last registered with an address and not proven yet; undefined where nothing was. */
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
