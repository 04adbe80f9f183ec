import { ProblemCode } from '@boxoffice/contracts';
import type { FastifyReply } from 'fastify';
import type { Clock } from '../clock/clock.js';
import type { Settings } from '../config/settings.js';
import { DomainError } from '../problems/domain-error.js';
import { DatabaseQuota } from './database-quota.js';
import { limitsOf, type Limit } from './limits.js';
import { MemoryQuota } from './memory-quota.js';
import type { Quota } from './quota.js';
import type { RateLimitRule } from './rate-limit.js';
import { RedisQuota } from './redis-quota.js';
import { SharedCounter, type SharedStore } from './shared-counters.js';
import { SharedQuota } from './shared-quota.js';
import type { Verdict } from './verdict.js';
import { WindowCounter } from './window-counter.js';

/** What a request is counted by. */
export type CountedBy = 'address' | 'account';

const WHO: Record<CountedBy, string> = {
  address: 'from your address',
  account: 'of your account',
};

/** Counts requests, and refuses those that are too many. */
export class RateLimits {
  private readonly counters = new Map<string, WindowCounter | SharedCounter>();

  /** @param store where processes count together; without it, each counts by itself */
  constructor(
    settings: Settings,
    private readonly clock: Clock,
    private readonly store?: SharedStore,
  ) {
    if (!settings.RATE_LIMITS) return;
    for (const [rule, { address, account, isShared }] of Object.entries(limitsOf(settings))) {
      for (const [by, limit] of Object.entries({ address, account })) {
        if (limit === undefined) continue;
        const name = `${rule}-${by}`;
        this.counters.set(name, counterOf(name, limit, clock, isShared ? store : undefined));
      }
    }
  }

  /** Whether anything is counted; where nothing is, a request is not even looked at. */
  get areOn(): boolean {
    return this.counters.size > 0;
  }

  /** A quota of something else than requests, for all processes together where they share a store. */
  quota(name: string, limit: Limit): Quota {
    const alone = new MemoryQuota(limit, () => this.clock.elapsed());
    if (this.store === undefined) return alone;
    const together =
      'redis' in this.store
        ? new RedisQuota(name, limit, this.store.redis)
        : new DatabaseQuota(name, limit, this.store.dataSource);
    return new SharedQuota(together, alone);
  }

  /**
   * Counts a request.
   *
   * @param caller the address or the account
   * @param reply gets the headers that tell what is left, where the rule is one to look after
   * @returns a promise only where the answer is with others
   * @throws DomainError TOO_MANY_REQUESTS
   */
  count(
    rule: RateLimitRule,
    by: CountedBy,
    caller: string,
    reply: FastifyReply,
  ): true | Promise<true> {
    const counter = this.counters.get(`${rule}-${by}`);
    if (counter === undefined) return true;
    const said = counter.count(caller);
    if (said instanceof Promise) return said.then((later) => judge(rule, by, later, reply));
    return judge(rule, by, said, reply);
  }
}

function counterOf(
  name: string,
  limit: Limit,
  clock: Clock,
  store: SharedStore | undefined,
): WindowCounter | SharedCounter {
  return store === undefined
    ? new WindowCounter(limit, () => clock.elapsed())
    : new SharedCounter(name, limit, store);
}

/** Rules that are never near their limit; headers on each of their answers would be noise. */
const UNTOLD = new Set<RateLimitRule>(['default', 'reserve']);

function judge(
  rule: RateLimitRule,
  by: CountedBy,
  { isWithin, limit, remaining, resetSeconds }: Verdict,
  reply: FastifyReply,
): true {
  if (isWithin && UNTOLD.has(rule)) return true;
  void reply.header('ratelimit-policy', `"${rule}";q=${limit.requests};w=${limit.seconds}`);
  void reply.header('ratelimit', `"${rule}";r=${remaining};t=${resetSeconds}`);
  if (isWithin) return true;
  throw new DomainError(
    ProblemCode.TooManyRequests,
    `Too many requests ${WHO[by]}. Nothing was changed; try again in ${resetSeconds === 1 ? 'a second' : `${resetSeconds} seconds`}.`,
    { retryAfterSeconds: resetSeconds },
  );
}
