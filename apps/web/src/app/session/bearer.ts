import {
  HttpErrorResponse,
  type HttpEvent,
  type HttpHandlerFn,
  type HttpInterceptorFn,
  type HttpRequest,
} from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError, type Observable } from 'rxjs';
import { API } from '../api/api-url';
import { isRefusal, readFailure } from '../api/problem';
import { Session } from './session';

/** What anybody may read: it never waits for a session, and caches may keep it. */
const FOR_ANYBODY = /^\/(events|tickets)(\/|\?|$)/;

/** Proves who asks: adds the session's token, and renews it once where the server does not take it. */
export const bearer: HttpInterceptorFn = (request, next) => {
  if (!needsProof(request)) return next(request);
  const session = inject(Session);
  return from(session.token()).pipe(
    switchMap((token) =>
      token === undefined ? next(request) : sendWith(token, request, next, session),
    ),
  );
};

function needsProof({ method, urlWithParams }: HttpRequest<unknown>): boolean {
  if (!urlWithParams.startsWith(`${API}/`)) return false;
  const path = urlWithParams.slice(API.length);
  // The ways in prove by themselves who comes.
  if (path.startsWith('/auth/')) return false;
  return method !== 'GET' || !FOR_ANYBODY.test(path);
}

function sendWith(
  token: string,
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
  session: Session,
): Observable<HttpEvent<unknown>> {
  return next(withToken(request, token)).pipe(
    catchError((error: unknown) => {
      if (!isUnproved(error)) return throwError(() => error);
      return from(session.tokenAfter(token)).pipe(
        switchMap((fresh) =>
          fresh === undefined ? throwError(() => error) : next(withToken(request, fresh)),
        ),
      );
    }),
  );
}

function withToken(request: HttpRequest<unknown>, token: string): HttpRequest<unknown> {
  return request.clone({ setHeaders: { Authorization: `Bearer ${token}` } });
}

function isUnproved(error: unknown): boolean {
  return (
    error instanceof HttpErrorResponse &&
    error.status === 401 &&
    isRefusal(readFailure(error), 'UNAUTHENTICATED')
  );
}
