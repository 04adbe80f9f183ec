import { Logger } from '@nestjs/common';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import type { Limit } from './limits.js';
import { verdict, type Verdict } from './verdict.js';

/** Where the processes count together: the database, or Redis. */
export type SharedStore = { dataSource: DataSource } | { redis: Redis };

/**
 * Counts requests in a store that several processes share.
 *
 * A caller who is over the limit is remembered in the process until the window ends: a flood costs
 * the store one question a caller. Where the store does not answer, each process counts by itself:
 * nobody is locked out of their account because Redis is down.
 */
export class SharedCounter {
  private readonly limiter: RateLimiterAbstract;

  constructor(
    name: string,
    private readonly limit: Limit,
    store: SharedStore,
  ) {
    this.limiter = limiterOf(name, limit, store);
  }

  async count(caller: string): Promise<Verdict> {
    try {
      const { consumedPoints, msBeforeNext } = await this.limiter.consume(caller);
      return verdict(this.limit, consumedPoints, msBeforeNext);
    } catch (said) {
      // The library throws what it says about a caller who is over the limit.
      if (!(said instanceof RateLimiterRes)) throw said;
      return verdict(this.limit, this.limit.requests + 1, said.msBeforeNext);
    }
  }
}

function limiterOf(name: string, limit: Limit, store: SharedStore): RateLimiterAbstract {
  const counted = { keyPrefix: name, points: limit.requests, duration: limit.seconds };
  const options = {
    ...counted,
    inMemoryBlockOnConsumed: limit.requests + 1,
    insuranceLimiter: new RateLimiterMemory(counted),
  };
  return 'redis' in store
    ? new RateLimiterRedis({
        ...options,
        storeClient: store.redis,
        rejectIfRedisNotReady: true,
      })
    : new RateLimiterPostgres({
        ...options,
        storeClient: store.dataSource,
        storeType: 'typeorm',
        tableName: 'rate_limits',
        tableCreated: true,
      });
}

/** Loaded where it is used alone. It does not wait for a Redis that is away, and says so once. */
export async function connectToRedis(url: string): Promise<Redis> {
  const logger = new Logger('RateLimits');
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false });
  let isAway = false;
  redis.on('ready', () => {
    isAway = false;
  });
  redis.on('error', (error: Error) => {
    if (!isAway) logger.warn(`Redis is away; each process counts by itself: ${error.message}`);
    isAway = true;
  });
  return redis;
}
