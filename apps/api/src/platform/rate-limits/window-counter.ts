import { BoundedWindows, type CountedWindow } from './bounded-windows.js';
import type { Limit } from './limits.js';
import { verdict, type Verdict } from './verdict.js';

interface Window extends CountedWindow {
  count: number;
}

/**
 * Counts requests of each caller in this process. A window begins with a caller's first request, and is
 * forgotten with the first one after its end.
 *
 * It answers at once: a reservation waits for no promise because of it.
 */
export class WindowCounter {
  private readonly windows: BoundedWindows<Window>;

  /** @param now milliseconds of a clock that never steps back */
  constructor(
    private readonly limit: Limit,
    private readonly now: () => number,
    callersMax?: number,
  ) {
    this.windows = new BoundedWindows(callersMax);
  }

  /** Counts a request, also one that is refused. */
  count(caller: string): Verdict {
    const now = this.now();
    let window = this.windows.get(caller);
    if (window === undefined || window.endsAtMs <= now) {
      window = { endsAtMs: now + this.limit.seconds * 1_000, count: 0 };
      this.windows.begin(caller, window, now);
    }
    window.count += 1;
    return verdict(this.limit, window.count, window.endsAtMs - now);
  }

  /** How many callers are remembered. */
  get size(): number {
    return this.windows.size;
  }
}
