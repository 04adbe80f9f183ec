import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';
import type { Limit } from './limits.js';

/**
 * So many of a scarce thing in a window of time, for each key. What was taken counts until the window that
 * its first one began is over; only what is given back counts no more at once.
 */
export class Quota {
  private readonly limiter: RateLimiterMemory | RateLimiterRedis;

  /** @param redis where all processes count together; without it, each counts by itself */
  constructor(
    name: string,
    readonly limit: Limit,
    redis?: Redis,
  ) {
    const counted = { keyPrefix: name, points: limit.requests, duration: limit.seconds };
    this.limiter =
      redis === undefined
        ? new RateLimiterMemory(counted)
        : new RateLimiterRedis({
            ...counted,
            storeClient: redis,
            rejectIfRedisNotReady: true,
            insuranceLimiter: new RateLimiterMemory(counted),
          });
  }

  /** @returns undefined where there was enough; otherwise nothing is taken, and in how many seconds the window ends */
  async take(key: string, count: number): Promise<number | undefined> {
    try {
      await this.limiter.consume(key, count);
      return undefined;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      // The library counts what it refuses, too.
      await this.giveBack(key, count);
      return Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
    }
  }

  async giveBack(key: string, count: number): Promise<void> {
    await this.limiter.reward(key, count);
  }
}
