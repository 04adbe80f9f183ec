import type { Limit } from './limits.js';
import { verdict, type Verdict } from './verdict.js';

/** Callers that are counted at once: some ten megabytes. */
const CALLERS_MAX = 100_000;

interface Window {
  endsAtMs: number;
  count: number;
}

/**
 * Counts requests of each caller in this process. A window begins with a caller's first request, and is
 * forgotten with the first one after its end.
 *
 * It answers at once: a reservation waits for no promise because of it. And it never grows beyond its
 * bound: with more callers than that, the ones that began first are forgotten, which lets somebody with
 * a hundred thousand addresses ask more often, as they could anyway.
 */
export class WindowCounter {
  private readonly windows = new Map<string, Window>();

  /** @param now milliseconds of a clock that never steps back */
  constructor(
    private readonly limit: Limit,
    private readonly now: () => number,
    private readonly callersMax = CALLERS_MAX,
  ) {}

  /** Counts a request, also one that is refused. */
  count(caller: string): Verdict {
    const now = this.now();
    let window = this.windows.get(caller);
    if (window === undefined || window.endsAtMs <= now) {
      // Deleted first, so that the windows stand in the order of their begin.
      this.windows.delete(caller);
      window = { endsAtMs: now + this.limit.seconds * 1_000, count: 0 };
      this.windows.set(caller, window);
      this.forgetOldest(now);
    }
    window.count += 1;
    return verdict(this.limit, window.count, window.endsAtMs - now);
  }

  /** How many callers are remembered. */
  get size(): number {
    return this.windows.size;
  }

  /** Two at a time, so that what is over vanishes faster than what is new can come. */
  private forgetOldest(now: number): void {
    let looked = 0;
    for (const [caller, { endsAtMs }] of this.windows) {
      looked += 1;
      const isOver = endsAtMs <= now;
      if (!isOver && this.windows.size <= this.callersMax) return;
      this.windows.delete(caller);
      if (looked === 2) return;
    }
  }
}
