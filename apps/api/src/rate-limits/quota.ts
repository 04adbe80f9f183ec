import type { Limit } from './limits.js';

/** What has been counted for a key in its window. */
export interface Tally {
  count: number;
  /** Until the window ends. */
  msLeft: number;
}

/** Where quotas count: in this process ({@link WindowCounter}), or where processes share it ({@link SharedTallies}). */
export interface Tallies {
  /** Counts more for a key, whose window begins with the first. */
  add(key: string, count: number): Tally | Promise<Tally>;
  /** Counts less; at nought, the window is over. */
  subtract(key: string, count: number): void | Promise<void>;
}

/** There was enough. */
export interface Taken {
  /** How many were counted already. */
  before: number;
  /** How long something has been counted without a break, in seconds; never longer than the window. */
  sinceSeconds: number;
}

/** There was not enough, and nothing is taken. */
export interface NotTaken {
  /** When the window ends, in seconds. */
  waitSeconds: number;
}

/**
 * So many of a scarce thing in a window of time, for each key. What was taken counts until the window that
 * its first one began is over; only what is given back counts no more at once.
 */
export class Quota {
  constructor(
    readonly limit: Limit,
    private readonly tallies: Tallies,
  ) {}

  async take(key: string, count: number): Promise<Taken | NotTaken> {
    const { requests, seconds } = this.limit;
    // Not even counted for a moment, in which others would be refused.
    if (count > requests) return { waitSeconds: seconds };
    const tally = this.tallies.add(key, count);
    // Counted in memory it is known at once, and nobody comes in between.
    const { count: counted, msLeft } = tally instanceof Promise ? await tally : tally;
    if (counted <= requests) {
      return { before: counted - count, sinceSeconds: seconds - msLeft / 1_000 };
    }
    await this.tallies.subtract(key, count);
    return { waitSeconds: Math.max(1, Math.ceil(msLeft / 1_000)) };
  }

  async giveBack(key: string, count: number): Promise<void> {
    await this.tallies.subtract(key, count);
  }
}
