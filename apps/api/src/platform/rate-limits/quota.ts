import type { Limit } from './limits.js';

/** There was enough. */
export interface Taken {
  /** How many were counted already. */
  before: number;
  /** For how long the oldest of those that count has been counted, in seconds; 0 where there are none but these. */
  sinceSeconds: number;
}

/** There was not enough, and nothing is taken. */
export interface NotTaken {
  /** When the window ends, in seconds. */
  waitSeconds: number;
}

/**
 * So many of a scarce thing in a window of time, for each key. What was taken counts until the window that
 * its first one began is over; only what is given back counts no more at once. When everything is, the window
 * is over.
 *
 * Looking whether there is enough and counting it is one step, in every store: of two that ask at once, neither
 * passes because the other was not counted yet, and neither is refused because of one that is refused itself.
 */
export interface Quota {
  readonly limit: Limit;
  take(key: string, count: number): Promise<Taken | NotTaken>;
  /**
   * @param takenSecondsAgo when they were taken: those nearest to it are given back. Nothing is, where that was
   * before the window
   */
  giveBack(key: string, count: number, takenSecondsAgo?: number): Promise<void>;
}

/** @param msLeft until the window ends */
export function notTaken(msLeft: number): NotTaken {
  return { waitSeconds: Math.max(1, Math.ceil(msLeft / 1_000)) };
}
