import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { DomainError } from '../../platform/problems/domain-error.js';
import { normalisedPassword } from './normalised-password.js';
import { TooManyWaitingError, Semaphore } from './semaphore.js';

/**
 * What OWASP asks of argon2id (the library's default kind): 19 MiB, two passes, one lane. Some 25 ms
 * here; a thief of the table needs as much for every guess. Raised one day, older hashes are made
 * anew at the next sign-in.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Hashes that one process makes at once. Each takes 19 MiB and one of the four threads that Node has
 * for such work, which the signing of tokens needs too; two use two cores up.
 */
const AT_ONCE = 2;

/** Hashes that may wait, some three seconds' worth; whoever comes then is told to come back. */
const WAITING_MAX = 200;

/** Hashes and verifies passwords, off the event loop, and a few at a time. */
@Injectable()
export class PasswordHashes {
  protected readonly semaphore = new Semaphore(AT_ONCE, WAITING_MAX);
  private ofNobody?: Promise<string>;

  /** @throws DomainError BUSY */
  async hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normalisedPassword(password), PARAMETERS));
  }

  /**
   * Whether a password is the one that a hash was made of. Where there is no hash, it takes as long,
   * and is not.
   *
   * @throws DomainError BUSY
   */
  async verify(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    const compared = passwordHash ?? (await this.hashOfNobody());
    const matches = await this.inTurn(() => verify(compared, normalisedPassword(password)));
    return matches && passwordHash !== null && passwordHash !== undefined;
  }

  /** Whether a hash was made with other parameters than those of today. */
  isOutdated(passwordHash: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(passwordHash);
    return (
      memoryCost !== PARAMETERS.memoryCost ||
      timeCost !== PARAMETERS.timeCost ||
      parallelism !== PARAMETERS.parallelism
    );
  }

  /** Made at its first use: a process that nobody signs in at needs none. */
  private hashOfNobody(): Promise<string> {
    this.ofNobody ??= hash('the password of nobody', PARAMETERS);
    return this.ofNobody;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.semaphore.run(work);
    } catch (error) {
      if (!(error instanceof TooManyWaitingError)) throw error;
      throw new DomainError(
        ProblemCode.Busy,
        'Too many people are signing in at this moment. Nothing was changed; please try again.',
        { retryAfterSeconds: 2 },
      );
    }
  }
}
