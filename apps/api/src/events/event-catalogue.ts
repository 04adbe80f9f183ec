import type {
  EventDto,
  EventImageDto,
  EventOrganiserDto,
  EventOrganiserTextsDto,
  EventTierDto,
  TicketTypeDto,
  TierColor,
} from '@boxoffice/contracts';
import { fromMinor } from '@boxoffice/contracts/money';
import { priceOfOne, type PricingTerms } from '@boxoffice/contracts/pricing';
import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, Not, type EntityManager } from 'typeorm';
import { Images } from '../images/images.js';
import { PublicOrganisers } from '../organisers/public-organisers.js';
import { CoalescingCache } from '../platform/caching/coalescing-cache.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { buyerRefundTermsOf } from './buyer-refunds/event-buyer-refunds.js';
import { renderMarkdown } from './description/render-markdown.js';
import { stateOf } from './event-details.js';
import { EventEntity } from './event.entity.js';
import { termsOf } from './fees/event-terms.js';
import { posterUrl } from './poster-url.js';
import { seriesOf, type SeriesNames } from './series/series-of-events.js';
import { TicketTypeEntity } from './ticket-type.entity.js';
import { TierEntity } from './tier.entity.js';
import { unknownEvent } from './unknown-event.js';

/**
 * Milliseconds that an event's description is cached. It changes a few times in an event's life and is read
 * with every look at the tickets.
 */
const SHOWN_MAX_AGE_MS = 1_000;

/** What a list shows of an event: not its description, which may be long. */
const OUTLINE = {
  id: true,
  organiserId: true,
  state: true,
  name: true,
  subtitle: true,
  venue: true,
  startsAt: true,
  endsAt: true,
  timeZone: true,
  currency: true,
  saleStartsAt: true,
  saleEndsAt: true,
  taxName: true,
  taxBasisPoints: true,
  taxIncluded: true,
  imageId: true,
  imageAlt: true,
} as const;

/** An event as a list shows it. */
export interface OutlinedEvent {
  event: Pick<EventEntity, keyof typeof OUTLINE>;
  tiers: EventTierDto[];
}

const NO_TERMS: PricingTerms = { fees: [], tax: null };

/** Finds events that anybody may see, as they are shown. */
@Injectable()
export class EventCatalogue {
  private readonly shown: CoalescingCache<EventDto>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly organisers: PublicOrganisers,
    private readonly images: Images,
  ) {
    this.shown = new CoalescingCache(
      SHOWN_MAX_AGE_MS,
      (eventId) => this.find(eventId),
      () => clock.elapsed(),
    );
  }

  /** Some of the events that anybody may see, as a list shows them, by id. */
  async outlines(eventIds: readonly string[]): Promise<Map<string, OutlinedEvent>> {
    if (eventIds.length === 0) return new Map();
    const manager = this.dataSource.manager;
    const events = await manager.find(EventEntity, {
      select: OUTLINE,
      where: { id: In([...eventIds]), publishedAt: Not(IsNull()) },
    });
    const terms = await termsOf(manager, events);
    const tiers = await shownTiersOf(manager, events, terms, this.clock.now());
    return new Map(events.map((event) => [event.id, { event, tiers: tiers.get(event.id) ?? [] }]));
  }

  /** As {@link find}, cached for a second. */
  recent(eventId: string): Promise<EventDto> {
    return this.shown.get(eventId);
  }

  /** @throws DomainError EVENT_NOT_FOUND where there is none that anybody may see */
  async find(eventId: string): Promise<EventDto> {
    const manager = this.dataSource.manager;
    const event = await manager.findOneBy(EventEntity, { id: eventId, publishedAt: Not(IsNull()) });
    if (!event) throw unknownEvent(eventId);
    const [described] = await this.describeAll([event]);
    if (!described) throw unknownEvent(eventId);
    return described;
  }

  /**
   * An event of an organisation as buyers see it, or will: drafts too. For members alone.
   *
   * @throws DomainError EVENT_NOT_FOUND
   */
  async preview(organiserId: string, eventId: string): Promise<EventDto> {
    const event = await this.dataSource.manager.findOneBy(EventEntity, {
      id: eventId,
      organiserId,
    });
    const [described] = event ? await this.describeAll([event]) : [];
    if (!described) throw unknownEvent(eventId);
    return described;
  }

  /** @throws DomainError EVENT_NOT_FOUND where there is none that anybody may see */
  async organiserOf(eventId: string): Promise<EventOrganiserTextsDto> {
    const manager = this.dataSource.manager;
    const event = await manager.findOne(EventEntity, {
      select: { id: true, organiserId: true },
      where: { id: eventId, publishedAt: Not(IsNull()) },
    });
    if (!event) throw unknownEvent(eventId);
    return this.organisers.textsOf(manager, event.organiserId);
  }

  /** This process has changed an event: nobody who asks from now on is shown what it was. */
  changed(eventId: string): void {
    this.shown.forget(eventId);
  }

  /** Whether anybody may see an event. */
  isShown(eventId: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(EventEntity, {
      id: eventId,
      publishedAt: Not(IsNull()),
    });
  }

  private async describeAll(events: EventEntity[]): Promise<EventDto[]> {
    const manager = this.dataSource.manager;
    const [terms, organisers, series, images] = await Promise.all([
      termsOf(manager, events),
      this.organisers.of(manager, [...new Set(events.map(({ organiserId }) => organiserId))]),
      seriesOf(manager, events),
      this.images.describe(manager, events),
    ]);
    const tiers = await shownTiersOf(manager, events, terms, this.clock.now());
    return events.flatMap((event, index) => {
      const organiser = organisers.get(event.organiserId);
      if (!organiser) return [];
      const { fees, tax } = terms.get(event.id) ?? NO_TERMS;
      const described = this.describe(
        event,
        tiers.get(event.id) ?? [],
        organiser,
        series,
        images[index] ?? null,
      );
      return [{ ...described, fees: [...fees], tax }];
    });
  }

  private describe(
    event: EventEntity,
    tiers: EventTierDto[],
    organiser: EventOrganiserDto,
    series: SeriesNames,
    image: EventImageDto | null,
  ): Omit<EventDto, 'fees' | 'tax'> {
    return {
      id: event.id,
      state: stateOf(event, this.clock.now()),
      name: event.name,
      subtitle: event.subtitle,
      description: event.description,
      descriptionHtml: renderMarkdown(event.description),
      languages: event.languages,
      posterUrl: posterUrl(event.id, event.name, tiers),
      image,
      organiser,
      venue: event.venue,
      address: event.address,
      startsAt: event.startsAt.toISOString(),
      endsAt: event.endsAt?.toISOString() ?? null,
      doorsAt: event.doorsAt?.toISOString() ?? null,
      timeZone: event.timeZone,
      currency: event.currency,
      saleStartsAt: event.saleStartsAt?.toISOString() ?? null,
      saleEndsAt: event.saleEndsAt?.toISOString() ?? null,
      holdSeconds: event.holdSeconds ?? this.settings.HOLD_SECONDS,
      maxTicketsPerBooking: event.maxTicketsPerBooking,
      maxTicketsPerUser: event.maxTicketsPerUser,
      series: series.get(event.seriesId ?? '') ?? null,
      buyerRefunds: buyerRefundTermsOf(event),
      tiers,
    };
  }
}

/**
 * The tiers of some events, by event id, in their order, with those of their ticket types that anybody may see. A tier's
 * price is what its name alone is reserved at: that of its first type on sale. A tier whose types are all hidden is too.
 */
async function shownTiersOf(
  manager: EntityManager,
  events: readonly Pick<EventEntity, 'id' | 'currency'>[],
  terms: ReadonlyMap<string, PricingTerms>,
  now: number,
): Promise<Map<string, EventTierDto[]>> {
  const currencies = new Map(events.map(({ id, currency }) => [id, currency]));
  const eventId = In([...currencies.keys()]);
  const [tiers, types] = await Promise.all([
    manager.find(TierEntity, { where: { eventId, hidden: false }, order: { position: 'ASC' } }),
    manager.find(TicketTypeEntity, { where: { eventId }, order: { position: 'ASC' } }),
  ]);
  const byTier = Map.groupBy(types, (type) => `${type.eventId} ${type.tierId}`);
  const described = tiers.flatMap((tier) => {
    const currency = currencies.get(tier.eventId) ?? '';
    const ofEvent = terms.get(tier.eventId) ?? NO_TERMS;
    const all = byTier.get(`${tier.eventId} ${tier.id}`) ?? [];
    const shown = all.filter(({ hidden }) => !hidden);
    if (all.length > 0 && shown.length === 0) return [];
    const { priceMinor } = shown.find((type) => isOnSale(type, now)) ?? tier;
    return {
      eventId: tier.eventId,
      tier: {
        id: tier.id,
        name: tier.name,
        color: tier.color as TierColor,
        ...describePrice(priceMinor, currency, ofEvent),
        ticketTypes: shown.map((type) => describeTicketType(type, currency, ofEvent)),
      },
    };
  });
  const byEvent = Map.groupBy(described, (row) => row.eventId);
  return new Map([...byEvent].map(([id, rows]) => [id, rows.map(({ tier }) => tier)]));
}

/** As TYPE_ON_SALE_SQL, for what is shown: the database decides what is sold. */
function isOnSale({ saleStartsAt, saleEndsAt }: TicketTypeEntity, now: number): boolean {
  return (saleStartsAt?.getTime() ?? -Infinity) <= now && now < (saleEndsAt?.getTime() ?? Infinity);
}

/** The price as the organiser has said it, and what is paid. */
function describePrice(
  priceMinor: number,
  currency: string,
  terms: PricingTerms,
): Pick<EventTierDto, 'price' | 'priceMinor' | 'fullPriceMinor'> {
  const { fullPriceMinor } = priceOfOne(priceMinor, terms);
  return { price: fromMinor(priceMinor, currency), priceMinor, fullPriceMinor };
}

function describeTicketType(
  type: TicketTypeEntity,
  currency: string,
  terms: PricingTerms,
): TicketTypeDto {
  const { id, name, condition, priceMinor, minPerBooking, maxPerBooking } = type;
  return {
    id,
    name,
    condition,
    ...describePrice(priceMinor, currency, terms),
    minPerBooking,
    maxPerBooking,
    saleStartsAt: type.saleStartsAt?.toISOString() ?? null,
    saleEndsAt: type.saleEndsAt?.toISOString() ?? null,
  };
}
