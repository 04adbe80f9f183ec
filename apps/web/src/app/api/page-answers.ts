import { HttpResponse, type HttpInterceptorFn } from '@angular/common/http';
import { DOCUMENT, inject, Service } from '@angular/core';
import { of } from 'rxjs';

/** The element in which the page brings along what it asks for first, by address. */
const ELEMENT_ID = 'page-answers';

/**
 * How long after the page was asked for its answers may be used, in milliseconds. What changes is read again every
 * few seconds anyway; what is older than this was meant for somebody who has gone meanwhile.
 */
const MAX_AGE_MS = 60_000;

/** The answers that came with the page. Each is good for one request: whoever asks again wants to know what is new. */
@Service()
export class PageAnswers {
  private readonly answers = answersIn(inject(DOCUMENT));

  /** @param url as the request has it */
  take(url: string): unknown {
    const answer = this.answers.get(url);
    this.answers.delete(url);
    return performance.now() < MAX_AGE_MS ? answer : undefined;
  }
}

/** Answers a request with what came with the page, and so spares the first view a round trip. */
export const pageAnswers: HttpInterceptorFn = (request, next) => {
  const body = request.method === 'GET' ? inject(PageAnswers).take(request.url) : undefined;
  return body === undefined
    ? next(request)
    : of(new HttpResponse({ body, status: 200, url: request.url }));
};

function answersIn(document: Document): Map<string, unknown> {
  const text = document.getElementById(ELEMENT_ID)?.textContent;
  if (!text) return new Map();
  return new Map(Object.entries(JSON.parse(text) as Record<string, unknown>));
}
