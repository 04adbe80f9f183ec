import { isId, ProblemCode } from '@boxoffice/contracts';
import { isLanguage, DEFAULT_LANGUAGE, type Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { CoalescingCache } from '../../platform/caching/coalescing-cache.js';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { callerAddress } from '../../platform/http/caller-address.js';
import { PageContents, type PageContent } from '../../platform/http/pages/page-content.js';
import { languageOf } from '../../platform/http/request-language.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { countedAddress } from '../../platform/rate-limits/counted-address.js';
import { RateLimits } from '../../platform/rate-limits/rate-limits.js';
import { ListTickets } from '../../tickets/list/list-tickets.js';
import { isKnownPage } from '../known-pages.js';
import { embeddedHead, eventHead, missingEventHead, missingPageHead } from './event-head.js';
import { pageAnswers } from './page-answers.js';

/** How old the head of a page may be, in milliseconds: as old as the description that it is made of. */
const HEAD_MAX_AGE_MS = 1_000;

/** Where the web application shows an event: on a page of its own, or in a frame on somebody else's. */
const EVENT_PAGE = /^(?<frame>\/embed)?\/events\/(?<eventId>[^/?#]+)\/?(?:[?#]|$)/;

/**
 * What the page of an event says of it before any script runs, for search engines and for previews of links, and
 * the answers that the application would ask for first. The head of an event's page is made at most once a second and language, however many ask.
 *
 * While the database can't be reached, or for somebody who asks too often, the page comes without it: the
 * application asks by itself, and says what is wrong. Only an event that is certainly not there is a 404.
 */
@Injectable()
export class EventPages extends PageContents {
  private readonly heads: CoalescingCache<string>;

  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly listTickets: ListTickets,
    private readonly limits: RateLimits,
    private readonly settings: Settings,
    clock: Clock,
  ) {
    super();
    this.heads = new CoalescingCache(
      HEAD_MAX_AGE_MS,
      (key) => this.makeHead(key),
      () => clock.elapsed(),
    );
  }

  override of(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<PageContent | undefined> | undefined {
    const { frame, eventId } = EVENT_PAGE.exec(request.url)?.groups ?? {};
    if (eventId !== undefined) return this.find(eventId, frame !== undefined, request, reply);
    return isKnownPage(request.url) ? undefined : Promise.resolve(unknownPage(request));
  }

  private async find(
    eventId: string,
    isFramed: boolean,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<PageContent | undefined> {
    const language = (isFramed ? languageAsked(request) : undefined) ?? languageOf(request.raw);
    if (!isId(eventId)) return missing(language);
    try {
      await this.count(request, reply);
      return await this.inTime(this.show(eventId, isFramed, language));
    } catch (error) {
      if (isRefusal(error, ProblemCode.EventNotFound)) return missing(language);
      if (!isRefusal(error, ProblemCode.TooManyRequests)) {
        request.log.warn({ reqId: request.id, err: error }, 'The page was sent without its event.');
      }
      return undefined;
    }
  }

  private async show(eventId: string, isFramed: boolean, language: Language): Promise<PageContent> {
    const own = isFramed ? undefined : await this.heads.get(`${language} ${eventId}`);
    // Not as old as the head may be: whoever has just bought sees it.
    const event = await this.catalogue.recent(eventId);
    const listing = await this.listTickets.execute(eventId, 0);
    const head = own ?? embeddedHead(event.name);
    return { status: 200, language, head: `${head}\n    ${pageAnswers(event, listing)}` };
  }

  /** A page reads no less than a request of the API does. */
  private async count(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const address = this.limits.areOn ? callerAddress(request) : undefined;
    if (address === undefined) return;
    await this.limits.count('default', 'address', countedAddress(address), reply);
  }

  /** Undefined for what takes too long; it goes on for whoever asks next. */
  private async inTime<T>(work: Promise<T>): Promise<T | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const end = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, this.settings.PAGE_DATA_WAIT_MS, undefined);
    });
    try {
      return await Promise.race([work, end]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async makeHead(key: string): Promise<string> {
    const [language, eventId = ''] = key.split(' ');
    const event = await this.catalogue.recent(eventId);
    const listing = await this.listTickets.execute(eventId, 0);
    return eventHead(
      event,
      listing,
      isLanguage(language) ? language : DEFAULT_LANGUAGE,
      this.settings.PUBLIC_URL,
    );
  }
}

/** The language of the page around a frame, which the frame's address says. */
function languageAsked({ url }: FastifyRequest): Language | undefined {
  const asked = new URLSearchParams(url.split('?')[1]).get('language');
  return isLanguage(asked) ? asked : undefined;
}

function unknownPage(request: FastifyRequest): PageContent {
  const language = languageOf(request.raw);
  return { status: 404, language, head: missingPageHead(language) };
}

function missing(language: Language): PageContent {
  return { status: 404, language, head: missingEventHead(language) };
}

function isRefusal(error: unknown, code: ProblemCode): boolean {
  return error instanceof DomainError && error.code === code;
}
