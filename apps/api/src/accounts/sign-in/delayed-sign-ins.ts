import { createHash } from 'node:crypto';
import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '../../platform/problems/domain-error.js';

/** Failures without a delay: a typo or two shouldn't cost time. */
const FREE_FAILURES = 3;

/**
 * Seconds. An attacker gets a hundred tries a day, nothing against a password that our rules accept; a longer
 * delay would let anybody lock anybody out for hours.
 */
const DELAY_MAX_SECONDS = 900;

/** Hours without a failure after which failures are forgotten. */
const FORGOTTEN_AFTER_HOURS = 24;

/** What is being guessed: something of an address, or of somebody who is signed in. */
export type Guessed =
  | { what: 'password'; emailKey: string }
  | { what: 'registration'; emailKey: string }
  | { what: 'code'; userId: string }
  | { what: 'own-password'; userId: string };

/**
 * Delays each further failed attempt, from any network address.
 *
 * An attempt counts as failed from its beginning and is forgiven on success: of many concurrent attempts,
 * each sees the earlier ones. The clock is read after waiting for the row lock, so that an attempt without a
 * delay isn't refused for having begun a moment earlier. Addresses without an account are counted alike, by a
 * hash.
 */
@Injectable()
export class DelayedSignIns {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws DomainError TOO_MANY_REQUESTS; the try does not count, and must not be carried out */
  async begin(guessed: Guessed): Promise<void> {
    const key = keyOf(guessed);
    const [begun] = await this.dataSource.query<object[]>(
      `INSERT INTO failed_sign_ins AS known (account_key, failures, last_failed_at, next_allowed_at)
       VALUES ($1, 1, now(), now())
       ON CONFLICT (account_key) DO UPDATE SET
         failures = CASE WHEN known.last_failed_at < now() - $4 * interval '1 hour' THEN 1
           ELSE known.failures + 1 END,
         last_failed_at = now(),
         next_allowed_at = now() + interval '1 second' * CASE
           WHEN known.last_failed_at < now() - $4 * interval '1 hour'
             OR known.failures < $2 THEN 0
           ELSE LEAST(power(2, LEAST(known.failures - $2, 20)), $3)
         END
       WHERE known.next_allowed_at <= clock_timestamp()
       RETURNING failures`,
      [key, FREE_FAILURES, DELAY_MAX_SECONDS, FORGOTTEN_AFTER_HOURS],
    );
    if (!begun) throw await this.tooSoon(key);
  }

  /** Success: this attempt and earlier ones no longer count. */
  async forgive(guessed: Guessed, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.query(`DELETE FROM failed_sign_ins WHERE account_key = $1`, [keyOf(guessed)]);
  }

  private async tooSoon(key: Buffer): Promise<DomainError> {
    const [known] = await this.dataSource.query<{ seconds: number }[]>(
      `SELECT ceil(extract(epoch FROM next_allowed_at - now()))::integer AS seconds
       FROM failed_sign_ins WHERE account_key = $1`,
      [key],
    );
    const retryAfterSeconds = Math.max(1, known?.seconds ?? 1);
    return new DomainError(
      ProblemCode.TooManyRequests,
      `Too many failed attempts. Please wait ${inWords(retryAfterSeconds)}, or set a new password.`,
      { retryAfterSeconds },
    );
  }
}

function keyOf(guessed: Guessed): Buffer {
  const whose = 'emailKey' in guessed ? guessed.emailKey : guessed.userId;
  return createHash('sha256').update(`${guessed.what}\n${whose}`).digest();
}

function inWords(seconds: number): string {
  if (seconds === 1) return 'a second';
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
