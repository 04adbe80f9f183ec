/** What one line of a reservation asks for. */
export interface Line {
  readonly tier: string;
  readonly quantity: number;
}

/** Asks for the same address again and again. */
export interface Reads {
  readonly kind: 'read';
  readonly path: string;
}

/** Reserves again and again, as one buyer after the other; and, in a flow, pays for it. */
export interface Sales {
  readonly kind: 'reserve' | 'flow';
  readonly eventId: string;
  readonly lines: readonly Line[];
  /** Buyers have the ids from 1 to this. */
  readonly buyers: number;
  /**
   * Access tokens, sent with every request; without them, the body alone says who is asking. The
   * first one of each buyer in their order, then the second one of each, and so on.
   */
  readonly tokens?: readonly string[];
  /** Whether each request has an `Idempotency-Key` of its own, as the web application's have. */
  readonly withKey?: boolean;
}

/**
 * After so many turns a buyer goes on with the next token: about as many as somebody takes in the ten
 * minutes that one lasts. With a single token for each buyer the API would have verified all of them
 * before the measurement begins, and what that costs would never be seen.
 */
export const TURNS_A_TOKEN = 10;

/** One load, on connections that are opened for it and closed after it. */
export interface Job {
  readonly port: number;
  readonly connections: number;
  readonly work: Reads | Sales;
  /** For so long, the first part of it not counted; or so many times, all of them counted. */
  readonly extent:
    { readonly warmUpMs: number; readonly measuredMs: number } | { readonly times: number };
}

/** Milliseconds from sending a request (or a flow's first) to its (last) answer. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface JobResult {
  /** Successes within the measured time: requests, or flows from their first request to the last. */
  readonly counted: number;
  readonly measuredMs: number;
  /** All reservations that were answered with success, counted or not. */
  readonly reservations: number;
  /** All payments that were answered with success, counted or not. */
  readonly payments: number;
  readonly latency: Latency;
  /** Where a number of times was asked for: milliseconds at which each tenth was done. */
  readonly tenthsMs: readonly number[];
  /** Answers that were no success, by status and code of the problem. */
  readonly failures: Readonly<Record<string, number>>;
  /** Begin and end of the measured time on the machine's monotonic clock, in microseconds. */
  readonly windowMicros: readonly [number, number];
}
