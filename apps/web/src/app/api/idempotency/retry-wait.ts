import { HttpErrorResponse } from '@angular/common/http';
import { RETRY_AFTER_MAX_MS, RETRY_SPREAD_MS, RETRY_WAITS_MS } from '@boxoffice/contracts/waiting';

/** Retries after the first attempt. */
export const RETRIES_MAX = RETRY_WAITS_MS.length;

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
  const wait = RETRY_WAITS_MS[retry - 1];
  const askedFor = retryAfterMs(error);
  if (wait === undefined || askedFor > RETRY_AFTER_MAX_MS) return undefined;
  return Math.max(wait, askedFor) + Math.floor(random() * RETRY_SPREAD_MS);
}

/** `Retry-After` in milliseconds, as seconds or as a date; 0 where there is none. */
function retryAfterMs(error: HttpErrorResponse): number {
  const text = error.headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
