import { median } from '../measure/statistics.ts';
import type { JobResult } from '../generator/job.ts';

/** Medians over the rounds. */
export interface Measured {
  /** Successes a second. */
  readonly rate: number;
  /** Rates of the single rounds, in their order. */
  readonly rates: readonly number[];
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export function measured(results: readonly JobResult[]): Measured {
  const rates = results.map(({ counted, measuredMs }) => (counted / measuredMs) * 1000);
  return {
    rate: median(rates),
    rates,
    p50Ms: median(results.map(({ latency }) => latency.p50)),
    p99Ms: median(results.map(({ latency }) => latency.p99)),
  };
}

/**
 * How many times the rate of another one is: the median over the rounds of what came out in each, where both were
 * measured within seconds. The medians of either may be of moments minutes apart, at which the machine itself was
 * not equally fast.
 *
 * @returns no number where either has no rounds
 */
export function timesTheRate(one: Measured, other: Measured): number {
  const rounds = one.rates.slice(0, other.rates.length);
  return median(rounds.map((rate, round) => rate / (other.rates[round] ?? Number.NaN)));
}
