import { ProblemCode, type EventDto, type TicketListingDto } from '@boxoffice/contracts';
import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventCatalogue } from '../../events/event-catalogue.js';
import { ManualClock } from '../../platform/clock/manual-clock.fixture.js';
import { Settings } from '../../platform/config/settings.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { RateLimits } from '../../platform/rate-limits/rate-limits.js';
import type { PublicSeries } from '../../events/series/public-series.js';
import type { ListTickets } from '../../tickets/list/list-tickets.js';
import { EventPages } from './event-pages.js';

/** The application's own list of its pages. */
const ROUTES = '../../../../web/src/app/app.routes.ts';

const EVENT: EventDto = {
  id: '1',
  state: 'published',
  name: 'Midnight Orchestra',
  subtitle: '',
  description: '',
  descriptionHtml: '',
  languages: [],
  image: null,
  posterUrl: '/api/v1/events/1/poster.svg?v=1',
  organiser: { name: 'Harbour Hall', contactEmail: 'tickets@harbour-hall.example', documents: [] },
  venue: '',
  address: '',
  startsAt: '2027-06-12T18:30:00.000Z',
  endsAt: null,
  doorsAt: null,
  timeZone: 'Europe/Berlin',
  currency: 'USD',
  saleStartsAt: null,
  saleEndsAt: null,
  holdSeconds: 600,
  maxTicketsPerBooking: null,
  maxTicketsPerUser: null,
  series: null,
  fees: [],
  tax: null,
  buyerRefunds: null,
  tiers: [],
};

const LISTING: TicketListingDto = {
  eventId: '1',
  currency: 'USD',
  tiers: [],
  totalAvailable: 0,
  asOf: '2027-01-01T00:00:00.000Z',
};

const reply = { header: () => reply } as unknown as FastifyReply;

function requestFor(url: string, language = 'en'): FastifyRequest {
  const headers = { 'accept-language': language };
  return {
    url,
    ip: '192.0.2.1',
    headers,
    raw: { headers },
    log: { warn: () => undefined },
  } as unknown as FastifyRequest;
}

describe('the pages of events', () => {
  let reads: string[];
  let clock: ManualClock;
  let failure: Error | undefined;

  beforeEach(() => {
    reads = [];
    clock = new ManualClock(0);
    failure = undefined;
  });

  function pagesWith(changes: Partial<Settings> = {}): EventPages {
    const settings = Object.assign(new Settings(), { RATE_LIMITS: false }, changes);
    const catalogue = {
      recent: (id: string) => {
        reads.push(id);
        return failure ? Promise.reject(failure) : Promise.resolve(EVENT);
      },
    } as unknown as EventCatalogue;
    const series = {} as PublicSeries;
    const listTickets = { execute: () => Promise.resolve(LISTING) } as unknown as ListTickets;
    const limits = new RateLimits(settings, clock);
    return new EventPages(catalogue, series, listTickets, limits, settings, clock);
  }

  it('are made once a second and language, however many ask', async () => {
    const pages = pagesWith();
    const askMany = (): Promise<unknown> =>
      Promise.all(
        ['en', 'de'].flatMap((language) =>
          Array.from({ length: 100 }, async () =>
            pages.of(requestFor('/events/1', language), reply),
          ),
        ),
      );
    // Each page asks the catalogue, which remembers; each head that is made asks once more.
    const made = (requests: number): number => reads.length - requests;
    await askMany();
    await askMany();
    expect(made(400)).toBe(2);
    clock.milliseconds += 1_000;
    await askMany();
    expect(made(600)).toBe(4);
  });

  it('are read no more often for one address than the API answers it; then they come without', async () => {
    const pages = pagesWith({ RATE_LIMITS: true, RATE_LIMIT_DEFAULT_ADDRESS: '10/60' });
    const answers = [];
    for (let id = 1; id <= 20; id += 1) {
      answers.push(await pages.of(requestFor(`/events/${id}`), reply));
    }
    expect(new Set(reads).size).toBe(10);
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(10);
  });

  it('are missing where the event certainly is, and come without it where nobody knows', async () => {
    const pages = pagesWith();
    failure = new DomainError(ProblemCode.EventNotFound, 'There is no event 1.');
    expect(await pages.of(requestFor('/events/1'), reply)).toMatchObject({ status: 404 });
    failure = new Error('Connection terminated');
    expect(await pages.of(requestFor('/events/1'), reply)).toBeUndefined();
  });

  it('are none of other addresses', () => {
    const pages = pagesWith();
    for (const url of ['/', '/events', '/events/', '/events/1/x', '/events?/1']) {
      expect(pages.of(requestFor(url), reply)).toBeUndefined();
    }
    expect(reads).toEqual([]);
  });

  it('are missing where the application has none, and nowhere else', async () => {
    const routes = readFileSync(new URL(ROUTES, import.meta.url), 'utf8');
    const paths = [...routes.matchAll(/path: '([^'*]*)'/g)].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(10);
    const pages = pagesWith();
    for (const path of paths.filter((one) => !/^(events|series)\//.test(one))) {
      expect(pages.of(requestFor(`/${path}?x=1`), reply)).toBeUndefined();
    }
    for (const path of [
      '/no/such/page',
      '/embed',
      '/embed/x/1',
      '/x/events/1',
      '/event/1',
      '/EVENTS',
    ]) {
      const answer = await pages.of(requestFor(path, 'de'), reply);
      expect(answer).toMatchObject({ status: 404, language: 'de' });
      expect(answer?.head).toContain('Seite nicht gefunden');
    }
  });
});
