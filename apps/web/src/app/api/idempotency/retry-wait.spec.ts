import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { RETRIES_MAX, waitBeforeRetry } from './retry-wait';

const failed = (status: number, retryAfter?: string): HttpErrorResponse =>
  new HttpErrorResponse({
    status,
    headers: new HttpHeaders(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }),
  });
const atOnce = (): number => 0;

describe('the wait before a retry', () => {
  it('grows, and ends', () => {
    expect(waitBeforeRetry(failed(0), 1, atOnce)).toBe(500);
    expect(waitBeforeRetry(failed(0), 2, atOnce)).toBe(2_000);
    expect(waitBeforeRetry(failed(0), RETRIES_MAX + 1, atOnce)).toBeUndefined();
  });

  it('differs from page to page', () => {
    expect(waitBeforeRetry(failed(503), 1, () => 0.999)).toBe(999);
  });

  it('is at least what the server asks for, in seconds or as a date', () => {
    expect(waitBeforeRetry(failed(503, '3'), 1, atOnce)).toBe(3_000);
    jest.useFakeTimers({ now: Date.parse('2026-11-22T20:00:00Z') });
    try {
      const date = failed(503, 'Sun, 22 Nov 2026 20:00:04 GMT');
      expect(waitBeforeRetry(date, 1, atOnce)).toBe(4_000);
    } finally {
      jest.useRealTimers();
    }
    expect(waitBeforeRetry(failed(503, 'soon'), 1, atOnce)).toBe(500);
  });

  it('is left to the person where the server asks for a long one', () => {
    expect(waitBeforeRetry(failed(503, '60'), 1, atOnce)).toBeUndefined();
  });

  it.each([400, 404, 409, 422, 500, 502])('is not made after %d, which is an answer', (status) => {
    expect(waitBeforeRetry(failed(status), 1, atOnce)).toBeUndefined();
  });

  it('is not made after a mistake of the page itself', () => {
    expect(waitBeforeRetry(new TypeError('no'), 1, atOnce)).toBeUndefined();
  });
});
