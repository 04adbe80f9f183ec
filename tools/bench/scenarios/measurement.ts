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
