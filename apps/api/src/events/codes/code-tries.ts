import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/audit/actor.js';
import { Settings } from '../../platform/config/settings.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { countedAddress } from '../../platform/rate-limits/counted-address.js';
import { readLimit } from '../../platform/rate-limits/limits.js';
import type { Quota } from '../../platform/rate-limits/quota.js';
import { RateLimits } from '../../platform/rate-limits/rate-limits.js';

/**
 * Slows down whoever guesses codes: they are limited like other secrets, by address and by account, all processes
 * together. Only wrong ones count in the end, since a company's staff may all have right ones; the limit of an address has
 * room for those that are sent at once.
 */
@Injectable()
export class CodeTries {
  private readonly byAddress: Quota;
  private readonly byAccount: Quota;

  constructor(
    private readonly limits: RateLimits,
    settings: Settings,
  ) {
    this.byAddress = limits.quota('codes-address', readLimit(settings.RATE_LIMIT_CODE_ADDRESS));
    this.byAccount = limits.quota('codes-account', readLimit(settings.RATE_LIMIT_SECRET_ACCOUNT));
  }

  /**
   * Counts a try before anybody looks whether it is right, so that nobody has more by sending them at once; and counts
   * it no more unless the code was wrong.
   *
   * @throws DomainError TOO_MANY_REQUESTS, and what the work threw
   */
  async counted<T>({ ip, actorId }: Actor, work: () => Promise<T>): Promise<T> {
    if (!this.limits.areOn) return work();
    const shares: [Quota, string][] = [];
    if (ip !== null) shares.push([this.byAddress, countedAddress(ip)]);
    if (actorId !== null) shares.push([this.byAccount, actorId]);
    const taken: typeof shares = [];
    const giveBack = async (): Promise<void> => {
      for (const [quota, key] of taken) await quota.giveBack(key, 1);
    };
    for (const [quota, key] of shares) {
      const answer = await quota.take(key, 1);
      if ('waitSeconds' in answer) {
        await giveBack();
        throw tooMany(answer.waitSeconds);
      }
      taken.push([quota, key]);
    }
    try {
      const result = await work();
      await giveBack();
      return result;
    } catch (error) {
      const isWrong = error instanceof DomainError && error.code === ProblemCode.CodeNotFound;
      if (!isWrong) await giveBack();
      throw error;
    }
  }
}

function tooMany(waitSeconds: number): DomainError {
  return new DomainError(
    ProblemCode.TooManyRequests,
    `Too many codes from here. Nothing was changed; try again in ${waitSeconds === 1 ? 'a second' : `${waitSeconds} seconds`}.`,
    { retryAfterSeconds: waitSeconds },
  );
}
