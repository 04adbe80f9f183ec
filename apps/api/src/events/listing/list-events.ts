import type {
  EventListingDto,
  EventSummaryDto,
  EventTierDto,
  ListEventsQueryDto,
  SaleState,
} from '@boxoffice/contracts';
import { EVENT_LISTING_PAGE } from '@boxoffice/contracts';
import { fromMinor } from '@boxoffice/contracts/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Images } from '../../images/images.js';
import { CoalescingCache } from '../../platform/caching/coalescing-cache.js';
import { PublicOrganisers } from '../../organisers/public-organisers.js';
import { Clock } from '../../platform/clock/clock.js';
import { TierCapacity, totalOfShown, type TierCounts } from '../capacity/tier-capacity.js';
import { EventCatalogue, type OutlinedEvent } from '../event-catalogue.js';
import { endOf } from '../event-details.js';
import { posterUrl } from '../poster-url.js';
import { FindListings } from './find-listings.js';
import { readCursor, writeCursor, type ListingCursor } from './listing-cursor.js';
import { listingQueryOf, type ListingQuery } from './listing-query.js';

/** Milliseconds that a page is cached: what it says changes slowly, and everybody asks for the first one. */
const PAGE_MAX_AGE_MS = 1_000;

/** Cached pages, of some kilobytes each. */
const PAGES_KEPT_MAX = 200;

interface WantedPage {
  query: ListingQuery;
  limit: number;
  cursor?: ListingCursor;
}

/** Lists and searches what is on, page by page. */
@Injectable()
export class ListEvents {
  private readonly pages: CoalescingCache<EventListingDto>;
  /** How often this process has changed an event: no page from before a change is shown after it. */
  private changes = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly listings: FindListings,
    private readonly catalogue: EventCatalogue,
    private readonly organisers: PublicOrganisers,
    private readonly images: Images,
    private readonly capacity: TierCapacity,
    private readonly clock: Clock,
  ) {
    this.pages = new CoalescingCache(
      PAGE_MAX_AGE_MS,
      (key) => this.read(wantedOf(key)),
      () => clock.elapsed(),
      PAGES_KEPT_MAX,
    );
  }

  /** @throws DomainError VALIDATION_FAILED */
  execute({
    limit = EVENT_LISTING_PAGE,
    after,
    ...given
  }: ListEventsQueryDto): Promise<EventListingDto> {
    const query = listingQueryOf(given);
    const cursor = after === undefined ? undefined : readCursor(after, query);
    return this.pages.get(`${this.changes} ${JSON.stringify({ query, limit, cursor })}`);
  }

  /** This process has changed an event: nobody who asks from now on is shown what it was. */
  changed(): void {
    this.changes += 1;
  }

  private async read({ query, limit, cursor }: WantedPage): Promise<EventListingDto> {
    const found = await this.listings.execute(query, limit, cursor);
    const ids = found.listings.map(({ eventId }) => eventId);
    const [events, counts] = await Promise.all([
      this.catalogue.outlines(ids),
      this.capacity.countsOf(this.dataSource.manager, ids),
    ]);
    const shown = [...events.values()].map(({ event }) => event);
    const [organisers, images] = await Promise.all([
      this.organisers.namesOf(
        this.dataSource.manager,
        shown.map(({ organiserId }) => organiserId),
      ),
      this.images.describe(this.dataSource.manager, shown),
    ]);
    const imageOf = new Map(shown.map(({ id }, index) => [id, images[index] ?? null]));
    const now = this.clock.now();
    return {
      events: ids.flatMap((id) => {
        const outline = events.get(id);
        if (!outline) return [];
        const { organiserId } = outline.event;
        const organiser = { id: organiserId, name: organisers.get(organiserId) ?? '' };
        const image = imageOf.get(id) ?? null;
        return [{ ...summaryOf(outline, counts.get(id), now), organiser, image }];
      }),
      next: found.next ? writeCursor({ ...found.next, match: found.match }, query) : null,
      match: found.match,
    };
  }
}

function wantedOf(key: string): WantedPage {
  return JSON.parse(key.slice(key.indexOf(' ') + 1)) as WantedPage;
}

function summaryOf(
  { event, tiers }: OutlinedEvent,
  counts: ReadonlyMap<string, TierCounts> | undefined,
  now: number,
): Omit<EventSummaryDto, 'organiser' | 'image'> {
  const fromPriceMinor = lowestPriceOf(tiers, now);
  return {
    id: event.id,
    name: event.name,
    subtitle: event.subtitle,
    posterUrl: posterUrl(event.id, event.name, tiers),
    venue: event.venue,
    startsAt: event.startsAt.toISOString(),
    endsAt: event.endsAt?.toISOString() ?? null,
    timeZone: event.timeZone,
    currency: event.currency,
    fromPrice: fromPriceMinor === null ? null : fromMinor(fromPriceMinor, event.currency),
    fromPriceMinor,
    tierNames: tiers.map(({ name }) => name),
    sale: saleOf(event, totalOfShown(tiers, counts), now),
    saleStartsAt: event.saleStartsAt?.toISOString() ?? null,
  };
}

/** As lowest_price_of in SQL, which filters by it: what the cheapest ticket that isn't free costs in full. */
function lowestPriceOf(tiers: readonly EventTierDto[], now: number): number | null {
  const prices = tiers.flatMap((tier) => {
    const types = tier.ticketTypes.filter(
      ({ saleEndsAt }) => saleEndsAt === null || now < Date.parse(saleEndsAt),
    );
    if (tier.ticketTypes.length === 0) return [tier.fullPriceMinor];
    return types.map(({ fullPriceMinor }) => fullPriceMinor);
  });
  if (prices.length === 0) return null;
  const costing = prices.filter((price) => price > 0);
  return costing.length === 0 ? 0 : Math.min(...costing);
}

/** "Sold out" only where nobody holds the last tickets: those may come back. */
function saleOf(
  event: OutlinedEvent['event'],
  { available, held }: TierCounts,
  now: number,
): SaleState {
  if (event.state === 'cancelled') return 'cancelled';
  if (now >= (event.saleEndsAt ?? endOf(event)).getTime()) return 'over';
  if (event.state === 'paused') return 'paused';
  if (event.saleStartsAt !== null && now < event.saleStartsAt.getTime()) return 'not_yet';
  if (available > 0) return 'on_sale';
  return held > 0 ? 'held' : 'sold_out';
}
