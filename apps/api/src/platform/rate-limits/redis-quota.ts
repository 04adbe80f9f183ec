import type { Redis } from 'ioredis';
import type { Limit } from './limits.js';
import { notTaken, type NotTaken, type Quota, type Taken } from './quota.js';

const NOW = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/**
 * A list of when each was taken, which vanishes with its last one or with its window. Redis carries out nothing else
 * during a script. Answers with how many there were and for how many milliseconds, or with -1 and how long the window
 * goes on.
 */
const TAKE = `${NOW}
  local before = redis.call('LLEN', KEYS[1])
  if before + ARGV[1] > tonumber(ARGV[2]) then return { -1, redis.call('PTTL', KEYS[1]) } end
  for _ = 1, ARGV[1] do redis.call('RPUSH', KEYS[1], now) end
  if before == 0 then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
  return { before, now - redis.call('LINDEX', KEYS[1], 0) }`;

const GIVE_BACK = `${NOW}
  local takenAt = now - ARGV[2]
  if takenAt < now + redis.call('PTTL', KEYS[1]) - ARGV[3] then return end
  local nearestFirst = redis.call('LRANGE', KEYS[1], 0, -1)
  table.sort(nearestFirst, function (a, b) return math.abs(a - takenAt) < math.abs(b - takenAt) end)
  for place = 1, math.min(ARGV[1], #nearestFirst) do
    redis.call('LREM', KEYS[1], 1, nearestFirst[place])
  end`;

/** A quota that several processes count together in Redis, by its clock. */
export class RedisQuota implements Quota {
  private readonly windowMs: number;

  /** @param name tells it from other quotas in the same Redis */
  constructor(
    private readonly name: string,
    readonly limit: Limit,
    private readonly redis: Redis,
  ) {
    this.windowMs = limit.seconds * 1_000;
  }

  async take(key: string, count: number): Promise<Taken | NotTaken> {
    const said = await this.redis.eval(
      TAKE,
      1,
      this.keyOf(key),
      count,
      this.limit.requests,
      this.windowMs,
    );
    const [before = -1, ms = 0] = said as number[];
    // Without a window, more was asked for than there is.
    if (before < 0) return notTaken(ms < 0 ? this.windowMs : ms);
    return { before, sinceSeconds: ms / 1_000 };
  }

  async giveBack(key: string, count: number, takenSecondsAgo = 0): Promise<void> {
    const takenMsAgo = Math.floor(takenSecondsAgo * 1_000);
    await this.redis.eval(GIVE_BACK, 1, this.keyOf(key), count, takenMsAgo, this.windowMs);
  }

  private keyOf(key: string): string {
    return `${this.name}:${key}`;
  }
}
