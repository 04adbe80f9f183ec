/**
 * Seconds from a failed try to the next one, as Standard Webhooks proposes them: soon after what was a moment, and
 * then for three days, in which somebody notices that a system is down.
 */
const DELAYS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** Longest part that is added to a delay: what failed together doesn't come back together. */
const JITTER = 0.1;

/**
 * @param tries how often it was sent since somebody asked for it
 * @param random from 0 to 1
 * @returns seconds until the next try; undefined where it is given up
 */
export function secondsToNextTry(tries: number, random = Math.random()): number | undefined {
  const delay = DELAYS[tries - 1];
  return delay === undefined ? undefined : Math.round(delay * (1 + JITTER * random));
}
