import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { DomainError } from '../../platform/problems/domain-error.js';
import { normalisedPassword } from './normalised-password.js';
import { TooManyWaitingError, Semaphore } from '../../platform/concurrency/semaphore.js';

/**
 * OWASP's recommendation for argon2id (the library's default variant): 19 MiB, two passes, one lane; some 25
 * ms here, and for each guess of somebody who stole the table. If it is raised, older hashes are renewed at
 * the next sign-in.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Concurrent hashes per process. Each takes 19 MiB and one of the four libuv threads, which signing tokens
 * also needs; two keep two cores busy.
 */
const AT_ONCE = 2;

/** Hashes that may queue, some three seconds' worth; more are refused with BUSY. */
const WAITING_MAX = 200;

/** Hashes and verifies passwords off the event loop, a few at a time. */
@Injectable()
export class PasswordHashes {
  protected readonly semaphore = new Semaphore(AT_ONCE, WAITING_MAX);
  private ofNobody?: Promise<string>;

  /** @throws DomainError BUSY */
  async hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normalisedPassword(password), PARAMETERS));
  }

  /**
   * Verifies a password. Without a hash it takes as long and returns false, so timing reveals nothing.
   *
   * @throws DomainError BUSY
   */
  async verify(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    const compared = passwordHash ?? (await this.hashOfNobody());
    const matches = await this.inTurn(() => verify(compared, normalisedPassword(password)));
    return matches && passwordHash !== null && passwordHash !== undefined;
  }

  /** Whether a hash has outdated parameters. */
  isOutdated(passwordHash: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(passwordHash);
    return (
      memoryCost !== PARAMETERS.memoryCost ||
      timeCost !== PARAMETERS.timeCost ||
      parallelism !== PARAMETERS.parallelism
    );
  }

  /** Created on first use. */
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
