import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Settings } from '../config/settings.js';
import { RateLimits } from './rate-limits.js';
import { connectToRedis, type SharedStore } from './shared-counters.js';

/** The store of the counts that processes share; null where each counts by itself. */
const SHARED_STORE = Symbol('SharedStore');

/** Refuses callers who ask too often. */
@Module({
  providers: [
    {
      provide: SHARED_STORE,
      inject: [Settings, DataSource],
      useFactory: openStore,
    },
    {
      provide: RateLimits,
      inject: [Settings, Clock, SHARED_STORE],
      useFactory: (settings: Settings, clock: Clock, store: SharedStore | null) =>
        new RateLimits(settings, clock, store ?? undefined),
    },
  ],
  exports: [RateLimits],
})
export class RateLimitsModule implements OnApplicationShutdown {
  constructor(@Inject(SHARED_STORE) private readonly store: { redis?: Redis } | null) {}

  onApplicationShutdown(): void {
    this.store?.redis?.disconnect();
  }
}

async function openStore(settings: Settings, dataSource: DataSource): Promise<SharedStore | null> {
  if (!settings.RATE_LIMITS || settings.RATE_LIMIT_STORE === 'memory') return null;
  if (settings.RATE_LIMIT_STORE === 'database') return { dataSource };
  if (settings.RATE_LIMIT_REDIS_URL === undefined) throw new Error('The settings name a Redis.');
  return { redis: await connectToRedis(settings.RATE_LIMIT_REDIS_URL) };
}
