import { isId, ProblemCode } from '@boxoffice/contracts';
import { isLanguage, DEFAULT_LANGUAGE, type Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { PublicSeries } from '../../events/series/public-series.js';
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
import {
  embeddedHead,
  eventHead,
  missingHead,
  missingPageHead,
  seriesHead,
  type PageKind,
} from './event-head.js';
import { answersOfEvent, answersOfSeries } from './page-answers.js';

/** How old the head of a page may be, in milliseconds: as old as the description that it is made of. */
const HEAD_MAX_AGE_MS = 1_000;

/** Where the web application shows an event or a series: on a page of its own, or in a frame on somebody else's. */
const PAGE = /^(?<frame>\/embed)?\/(?<kind>events|series)\/(?<id>[^/?#]+)\/?(?:[?#]|$)/;

/** The page that is asked for. */
interface AskedPage {
  kind: PageKind;
  id: string;
  isFramed: boolean;
}

function pageAt(url: string): AskedPage | undefined {
  const { frame, kind, id = '' } = PAGE.exec(url)?.groups ?? {};
  if (kind !== 'events' && kind !== 'series') return undefined;
  return { kind, id, isFramed: frame !== undefined };
}

const UNKNOWN = [ProblemCode.EventNotFound, ProblemCode.SeriesNotFound];

/**
 * What the page of an event or a series says of it before any script runs, for search engines and for previews of
 * links, and the answers that the application would ask for first. The head of a page is made at most once a second
 * and language, however many ask.
 *
 * While the database can't be reached, or for somebody who asks too often, the page comes without it: the
 * application asks by itself, and says what is wrong. Only what is certainly not there is a 404.
 */
@Injectable()
export class EventPages extends PageContents {
  private readonly heads: CoalescingCache<string>;

  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly series: PublicSeries,
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
    const page = pageAt(request.url);
    if (page !== undefined) return this.find(page, request, reply);
    return isKnownPage(request.url) ? undefined : Promise.resolve(unknownPage(request));
  }

  private async find(
    page: AskedPage,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<PageContent | undefined> {
    const language =
      (page.isFramed ? languageAsked(request) : undefined) ?? languageOf(request.raw);
    if (!isId(page.id)) return missing(page.kind, language);
    try {
      await this.count(request, reply);
      return await this.inTime(this.show(page, language));
    } catch (error) {
      if (isRefusal(error, ...UNKNOWN)) return missing(page.kind, language);
      if (!isRefusal(error, ProblemCode.TooManyRequests)) {
        request.log.warn({ reqId: request.id, err: error }, 'The page was sent without its event.');
      }
      return undefined;
    }
  }

  private async show({ kind, id, isFramed }: AskedPage, language: Language): Promise<PageContent> {
    const own = isFramed ? undefined : await this.heads.get(`${language} ${kind} ${id}`);
    // Not as old as the head may be: whoever has just bought sees it.
    const { name, answers } = await (kind === 'events' ? this.event(id) : this.oneSeries(id));
    return { status: 200, language, head: `${own ?? embeddedHead(name)}\n    ${answers}` };
  }

  private async event(eventId: string): Promise<{ name: string; answers: string }> {
    const event = await this.catalogue.recent(eventId);
    const listing = await this.listTickets.execute(eventId, 0);
    return { name: event.name, answers: answersOfEvent(event, listing) };
  }

  private async oneSeries(seriesId: string): Promise<{ name: string; answers: string }> {
    const series = await this.series.recent(seriesId);
    return { name: series.name, answers: answersOfSeries(series) };
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
    const [asked, kind, id = ''] = key.split(' ');
    const language = isLanguage(asked) ? asked : DEFAULT_LANGUAGE;
    const { PUBLIC_URL } = this.settings;
    if (kind === 'events') {
      const event = await this.catalogue.recent(id);
      const listing = await this.listTickets.execute(id, 0);
      return eventHead(event, listing, language, PUBLIC_URL);
    }
    const series = await this.series.recent(id);
    const { address } = await this.catalogue.recent(series.dates[0]?.eventId ?? '');
    return seriesHead(series, address, language, PUBLIC_URL);
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

function missing(kind: PageKind, language: Language): PageContent {
  return { status: 404, language, head: missingHead(kind, language) };
}

function isRefusal(error: unknown, ...codes: ProblemCode[]): boolean {
  return error instanceof DomainError && codes.includes(error.code);
}
