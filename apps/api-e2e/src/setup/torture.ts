/**
 * How many times as much is tried as in `npm test`, which stays bounded: what is left to chance, to kills and to
 * races is tried for long by `npm run torture`.
 */
export const TORTURE = Math.max(1, Math.trunc(Number(process.env.BOXOFFICE_TORTURE ?? 1)) || 1);

/** The numbers of rounds, and the seeds of what is random in them: from 1 to so many, or to many more. */
export function rounds(count: number): number[] {
  return Array.from({ length: count * TORTURE }, (_, index) => index + 1);
}
