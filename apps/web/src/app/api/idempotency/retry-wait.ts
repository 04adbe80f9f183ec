import { HttpErrorResponse } from '@angular/common/http';

/** Waits before the first and the second retry. More would keep people before a button that hangs. */
const WAITS_MS = [500, 2_000] as const;

/** Retries after the first attempt. */
export const RETRIES_MAX = WAITS_MS.length;

/** A server that asks for a longer wait is obeyed by the person, not by a page that seems to hang. */
const RETRY_AFTER_MAX_MS = 5_000;

/** Added at random, so that a crowd whose requests failed together does not return together. */
const SPREAD_MS = 500;

/**
 * How long to wait before a failed request is sent again, in milliseconds; undefined where sending it
 * again is no use. No answer (0) and 503 say nothing against the request itself; everything else is
 * an answer.
 */
export function waitBeforeRetry(
  error: unknown,
  retry: number,
  random: () => number = Math.random,
): number | undefined {
  if (!(error instanceof HttpErrorResponse)) return undefined;
  if (error.status !== 0 && error.status !== 503) return undefined;
  const wait = WAITS_MS[retry - 1];
  const askedFor = retryAfterMs(error);
  if (wait === undefined || askedFor > RETRY_AFTER_MAX_MS) return undefined;
  return Math.max(wait, askedFor) + Math.floor(random() * SPREAD_MS);
}

/** `Retry-After` in milliseconds, as seconds or as a date; 0 where there is none. */
function retryAfterMs(error: HttpErrorResponse): number {
  const text = error.headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
