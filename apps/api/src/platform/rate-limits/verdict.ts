import type { Limit } from './limits.js';

/** Whether a request is within its limit, and what is left of it. */
export interface Verdict {
  isWithin: boolean;
  limit: Limit;
  remaining: number;
  /** Until the count begins anew, in seconds; at least one. */
  resetSeconds: number;
}

export function verdict(limit: Limit, count: number, resetMs: number): Verdict {
  return {
    isWithin: count <= limit.requests,
    limit,
    remaining: Math.max(0, limit.requests - count),
    resetSeconds: Math.max(1, Math.ceil(resetMs / 1_000)),
  };
}
