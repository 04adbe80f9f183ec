import { BoundedWindows, type CountedWindow } from './bounded-windows.js';
import type { Limit } from './limits.js';
import { notTaken, type NotTaken, type Quota, type Taken } from './quota.js';

interface Window extends CountedWindow {
  /** When each was taken, in their order. */
  takenAtMs: number[];
}

/** A quota that this process counts by itself. */
export class MemoryQuota implements Quota {
  private readonly windows: BoundedWindows<Window>;

  /** @param now milliseconds of a clock that never steps back */
  constructor(
    readonly limit: Limit,
    private readonly now: () => number,
    keysMax?: number,
  ) {
    this.windows = new BoundedWindows(keysMax);
  }

  take(key: string, count: number): Promise<Taken | NotTaken> {
    const now = this.now();
    const window = this.windowOf(key, now);
    const before = window.takenAtMs.length;
    if (before + count > this.limit.requests) {
      return Promise.resolve(notTaken(window.endsAtMs - now));
    }
    // Once it is known that it is no window of nothing.
    if (before === 0) this.windows.begin(key, window, now);
    for (let each = 0; each < count; each += 1) window.takenAtMs.push(now);
    const [oldest = now] = window.takenAtMs;
    return Promise.resolve({ before, sinceSeconds: (now - oldest) / 1_000 });
  }

  giveBack(key: string, count: number, takenSecondsAgo = 0): Promise<void> {
    const window = this.windows.get(key);
    const takenAt = this.now() - takenSecondsAgo * 1_000;
    if (!window || takenAt < window.endsAtMs - this.limit.seconds * 1_000) return Promise.resolve();
    const nearestFirst = window.takenAtMs.toSorted(
      (a, b) => Math.abs(a - takenAt) - Math.abs(b - takenAt),
    );
    window.takenAtMs = nearestFirst.slice(count).sort((a, b) => a - b);
    if (window.takenAtMs.length === 0) this.windows.delete(key);
    return Promise.resolve();
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.windows.size;
  }

  private windowOf(key: string, now: number): Window {
    const window = this.windows.get(key);
    return window && window.endsAtMs > now
      ? window
      : { endsAtMs: now + this.limit.seconds * 1_000, takenAtMs: [] };
  }
}
