import {
  HttpErrorResponse,
  HttpResponse,
  type HttpHandlerFn,
  type HttpInterceptorFn,
  type HttpRequest,
} from '@angular/common/http';
import { inject } from '@angular/core';
import { REQUEST_TIMEOUT_MS } from '@boxoffice/contracts/waiting';
import { retry, tap, throwError, timer } from 'rxjs';
import { API } from '../api-url';
import { ActionKeys } from './action-keys';
import { isDecided } from './decided';
import { RETRIES_MAX, waitBeforeRetry } from './retry-wait';

/**
 * What is sent or answered with a secret (a token, recovery codes): the server keeps no such answer, so there
 * is nothing to be sent again under the same key. And a try that failed counts as one, not three.
 */
const ABOUT_A_SECRET = /^\/(auth|account\/two-factor|organisers\/invitations)\//;

/**
 * Gives every POST to the API the `Idempotency-Key` of its action, and sends it again under the same
 * key when its answer got lost: what somebody asked for happens once, however often it is sent.
 */
export const sendOnce: HttpInterceptorFn = (request, next) => {
  if (request.method !== 'POST' || !request.url.startsWith(`${API}/`)) return next(request);
  if (ABOUT_A_SECRET.test(request.url.slice(API.length))) return next(request);
  const keys = inject(ActionKeys);
  const action = `${request.urlWithParams}\n${JSON.stringify(request.body)}`;
  const key = keys.keyOf(action);
  return sendAgainWhenLost(withKey(request, key), next).pipe(
    tap({
      next: (event) => {
        if (event instanceof HttpResponse) keys.close(action, key);
      },
      error: (error: unknown) => {
        if (isAnswer(error)) keys.close(action, key);
      },
    }),
  );
};

function withKey(request: HttpRequest<unknown>, key: string): HttpRequest<unknown> {
  return request.clone({
    setHeaders: { 'Idempotency-Key': key },
    timeout: request.timeout ?? REQUEST_TIMEOUT_MS,
  });
}

function sendAgainWhenLost(
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
): ReturnType<HttpHandlerFn> {
  return next(request).pipe(
    retry({
      count: RETRIES_MAX,
      delay: (error: unknown, attempt) => {
        const wait = waitBeforeRetry(error, attempt);
        return wait === undefined ? throwError(() => error) : timer(wait);
      },
    }),
  );
}

/** Whether the server said how the action ended. */
function isAnswer(error: unknown): boolean {
  return error instanceof HttpErrorResponse && isDecided(error.status);
}
