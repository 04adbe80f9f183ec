/**
 * Backoff in milliseconds before each new attempt. A process that ends five times in a row will not
 * get better by a sixth; one that ran for a minute in between starts from the first again.
 */
const DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000] as const;
const HEALTHY_AFTER_MS = 60_000;

export class RestartLimit {
  #attempts = 0;
  #startedAt: number;

  constructor(now: number) {
    this.#startedAt = now;
  }

  /** Delay before the next attempt; `undefined` after too many. */
  next(now: number): { delayMs: number; attempt: number; of: number } | undefined {
    if (now - this.#startedAt >= HEALTHY_AFTER_MS) this.#attempts = 0;
    const delayMs = DELAYS_MS[this.#attempts];
    if (delayMs === undefined) return undefined;
    this.#attempts += 1;
    this.#startedAt = now + delayMs;
    return { delayMs, attempt: this.#attempts, of: DELAYS_MS.length };
  }
}
