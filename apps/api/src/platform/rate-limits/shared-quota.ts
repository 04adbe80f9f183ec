import type { Limit } from './limits.js';
import type { NotTaken, Quota, Taken } from './quota.js';

/** A quota that several processes count together. Where their store does not answer, each counts by itself. */
export class SharedQuota implements Quota {
  readonly limit: Limit;

  constructor(
    private readonly together: Quota,
    private readonly alone: Quota,
  ) {
    this.limit = together.limit;
  }

  take(key: string, count: number): Promise<Taken | NotTaken> {
    return this.together.take(key, count).catch(() => this.alone.take(key, count));
  }

  giveBack(key: string, count: number, takenSecondsAgo?: number): Promise<void> {
    return this.together
      .giveBack(key, count, takenSecondsAgo)
      .catch(() => this.alone.giveBack(key, count, takenSecondsAgo));
  }
}
