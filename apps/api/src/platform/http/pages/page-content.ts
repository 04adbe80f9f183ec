import type { Language } from '@boxoffice/contracts/formats';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a page of the web application has of its own before any script runs. */
export interface PageContent {
  status: 200 | 404;
  language: Language;
  /** Markup for the head, with the title and the description. */
  head: string;
}

/** Knows what the pages are about. */
export abstract class PageContents {
  /**
   * @returns nothing for pages that have no content of their own; a promise that is never rejected for the others,
   *   of undefined where the content can't be had: the page comes without it then, and the application says why
   */
  abstract of(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<PageContent | undefined> | undefined;
}
