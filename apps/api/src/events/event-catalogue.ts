import {
  ProblemCode,
  type EventDto,
  type EventTierDto,
  type TicketTypeDto,
  type TierColor,
} from '@boxoffice/contracts';
import { fromMinor } from '@boxoffice/contracts/money';
import { Injectable } from '@nestjs/common';
import { DataSource, In, Not, type EntityManager } from 'typeorm';
import { CoalescingCache } from '../platform/caching/coalescing-cache.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { prepared } from '../platform/database/pipelining-pg-client.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { END_SQL, IS_OVER_SQL, stateOf } from './event-details.js';
import { EventEntity } from './event.entity.js';
import { TicketTypeEntity } from './ticket-type.entity.js';
import { TierEntity } from './tier.entity.js';

/** Most events that one call lists. */
const EVENTS_PAGE_MAX = 200;

/**
 * Milliseconds that an event's description is cached. It changes a few times in an event's life and is read
 * with every look at the tickets.
 */
const SHOWN_MAX_AGE_MS = 1_000;

const ALL_EVENTS = '';

/** Cached offers: some megabytes. */
const LAST_OFFERS_MAX = 10_000;

/** A tier, as the sale needs it. */
export interface OfferedTier {
  id: string;
  name: string;
  /** Price of one ticket in the smallest unit of the event's currency. */
  priceMinor: number;
  /** Position in sale order. */
  position: number;
  /** In their order, also those that are hidden or not on sale; none: the tier sells at its own price. */
  ticketTypes: OfferedTicketType[];
}

/** What one person pays within a tier, as the sale needs it. */
export interface OfferedTicketType {
  id: string;
  name: string;
  /** Price of one ticket in the smallest unit of the event's currency. */
  priceMinor: number;
  minPerBooking: number | null;
  maxPerBooking: number | null;
  hidden: boolean;
  /** Whether the database's clock is within its own sale window. */
  onSale: boolean;
}

/** An event, as the sale needs it. */
export interface OfferedEvent {
  id: string;
  name: string;
  currency: string;
  maxTicketsPerBooking: number | null;
  maxTicketsPerUser: number | null;
}

/** How long tickets are held, and how many extensions count as used from the start. */
export interface HoldTerms {
  seconds: number;
  extensions: number;
}

/** An event and its tiers in sale order, as the sale needs them. */
export interface Offer {
  event: OfferedEvent;
  tiers: OfferedTier[];
  /** Whether the database's clock is within the sale window. */
  onSale: boolean;
  /** For most buyers. */
  hold: HoldTerms;
  /** For buyers who left tickets unpaid: no extensions. */
  shortHold: HoldTerms;
  /** Differs after any change of the offer; see {@link OFFER_VERSION_SQL}. */
  version: string;
  /** The database's time. */
  now: Date;
}

interface OfferRow extends OfferedEvent {
  hold_seconds: number | null;
  on_sale: boolean;
  version: string;
  now: Date;
  tiers: OfferedTier[];
}

/** Whether the database's clock is within the sale window of a ticket `type`. */
const TYPE_ON_SALE_SQL = `(coalesce(now() >= type.sale_starts_at, true)
      AND coalesce(now() < type.sale_ends_at, true))`;

/**
 * Which versions of the rows of an `event`, of its tiers and of their ticket types an offer was read from: PostgreSQL
 * gives each version of a row the number of the transaction that wrote it. No column to be kept by whoever changes
 * an event, and none to be forgotten. A ticket type whose sale begins or ends makes another version, too.
 */
export const OFFER_VERSION_SQL = `concat_ws(' ', event.xmin, (
    SELECT string_agg(tier.xmin::text, ' ' ORDER BY tier.position)
    FROM tiers AS tier WHERE tier.event_id = event.id
  ), (
    SELECT string_agg(concat(type.xmin, ${TYPE_ON_SALE_SQL}), ' ' ORDER BY type.id)
    FROM ticket_types AS type WHERE type.event_id = event.id
  ))`;

/** Whether an `event` is published and the database's clock is within its sale window, which ends with the event. */
export const ON_SALE_SQL = `event.state = 'published' AND coalesce(now() >= event.sale_starts_at, true)
      AND now() < coalesce(event.sale_ends_at, ${END_SQL})`;

const OFFER_SQL = prepared(`
  SELECT event.id, event.name, event.currency, event.hold_seconds,
    event.max_tickets_per_booking AS "maxTicketsPerBooking",
    event.max_tickets_per_user AS "maxTicketsPerUser",
    ${ON_SALE_SQL} AS on_sale,
    ${OFFER_VERSION_SQL} AS version,
    clock_timestamp() AS now,
    (
      SELECT coalesce(
        jsonb_agg(
          jsonb_build_object('id', tier.id::text, 'name', tier.name,
            'priceMinor', tier.price_minor, 'position', tier.position, 'ticketTypes', (
              SELECT coalesce(
                jsonb_agg(
                  jsonb_build_object('id', type.id::text, 'name', type.name,
                    'priceMinor', type.price_minor, 'minPerBooking', type.min_per_booking,
                    'maxPerBooking', type.max_per_booking, 'hidden', type.hidden,
                    'onSale', ${TYPE_ON_SALE_SQL})
                  ORDER BY type.position
                ),
                '[]'
              )
              FROM ticket_types AS type
              WHERE type.event_id = tier.event_id AND type.tier_id = tier.id
            ))
          ORDER BY tier.position
        ),
        '[]'
      )
      FROM tiers AS tier WHERE tier.event_id = event.id
    ) AS tiers
  FROM events AS event
  WHERE event.id = $1 AND event.state <> 'draft'`);

/** Finds events and what they sell. */
@Injectable()
export class EventCatalogue {
  private readonly shown: CoalescingCache<EventDto>;
  private readonly listed: CoalescingCache<EventDto[]>;
  /** The last offer of each event that this process has read. */
  private readonly lastOffers = new Map<string, Offer>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {
    this.shown = new CoalescingCache(
      SHOWN_MAX_AGE_MS,
      (eventId) => this.find(eventId),
      () => clock.elapsed(),
    );
    this.listed = new CoalescingCache(
      SHOWN_MAX_AGE_MS,
      () => this.list(),
      () => clock.elapsed(),
    );
  }

  /** Those that anybody may see and that are not over, the next first; at most 200. */
  async list(): Promise<EventDto[]> {
    const manager = this.dataSource.manager;
    const events = await manager
      .createQueryBuilder(EventEntity, 'event')
      .where(`event.state <> 'draft' AND NOT (${IS_OVER_SQL})`)
      .orderBy('event.starts_at')
      .addOrderBy('event.id')
      .limit(EVENTS_PAGE_MAX)
      .getMany();
    const tiers = await shownTiersOf(manager, events, this.clock.now());
    return events.map((event) => this.describe(event, tiers.get(event.id) ?? []));
  }

  /** As {@link list}, cached for a second. */
  recentList(): Promise<EventDto[]> {
    return this.listed.get(ALL_EVENTS);
  }

  /** As {@link find}, cached for a second. */
  recent(eventId: string): Promise<EventDto> {
    return this.shown.get(eventId);
  }

  /** @throws DomainError EVENT_NOT_FOUND where there is none that anybody may see */
  async find(eventId: string): Promise<EventDto> {
    const manager = this.dataSource.manager;
    const event = await manager.findOneBy(EventEntity, { id: eventId, state: Not('draft') });
    if (!event) throw unknownEvent(eventId);
    const tiers = await shownTiersOf(manager, [event], this.clock.now());
    return this.describe(event, tiers.get(event.id) ?? []);
  }

  /** This process has changed an event: nobody who asks from now on is shown what it was. */
  changed(eventId: string): void {
    this.shown.forget(eventId);
    this.listed.forget(ALL_EVENTS);
  }

  /** Whether anybody may see an event. */
  isShown(eventId: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(EventEntity, { id: eventId, state: Not('draft') });
  }

  /**
   * What an event sells, read inside the caller's transaction.
   *
   * @throws DomainError EVENT_NOT_FOUND
   */
  async offer(manager: EntityManager, eventId: string): Promise<Offer> {
    // One query, as every reserving transaction needs it.
    const [row] = await manager.query<OfferRow[]>(OFFER_SQL, [eventId]);
    if (!row) throw unknownEvent(eventId);
    const { tiers, now, on_sale: onSale, hold_seconds, version, ...event } = row;
    const offer = { event, tiers, onSale, ...this.holdsOf(hold_seconds), version, now };
    if (this.lastOffers.size >= LAST_OFFERS_MAX) this.lastOffers.clear();
    this.lastOffers.set(eventId, offer);
    return offer;
  }

  /**
   * The offer as this process last read it, if it did. It may be stale: good for a guess at what {@link
   * offer} will say, and for a statement that compares its version itself.
   */
  lastOffer(eventId: string): Offer | undefined {
    return this.lastOffers.get(eventId);
  }

  private holdsOf(ofEvent: number | null): Pick<Offer, 'hold' | 'shortHold'> {
    const { HOLD_SECONDS, HOLD_SECONDS_AFTER_UNPAID, HOLD_EXTENSIONS_MAX } = this.settings;
    const seconds = ofEvent ?? HOLD_SECONDS;
    return {
      hold: { seconds, extensions: 0 },
      shortHold: {
        seconds: Math.min(seconds, HOLD_SECONDS_AFTER_UNPAID),
        extensions: HOLD_EXTENSIONS_MAX,
      },
    };
  }

  private describe(event: EventEntity, tiers: EventTierDto[]): EventDto {
    return {
      id: event.id,
      state: stateOf(event, this.clock.now()),
      name: event.name,
      subtitle: event.subtitle,
      description: event.description,
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
  events: readonly EventEntity[],
  now: number,
): Promise<Map<string, EventTierDto[]>> {
  const currencies = new Map(events.map(({ id, currency }) => [id, currency]));
  const eventId = In([...currencies.keys()]);
  const [tiers, types] = await Promise.all([
    manager.find(TierEntity, { where: { eventId }, order: { position: 'ASC' } }),
    manager.find(TicketTypeEntity, { where: { eventId }, order: { position: 'ASC' } }),
  ]);
  const byTier = Map.groupBy(types, (type) => `${type.eventId} ${type.tierId}`);
  const described = tiers.flatMap((tier) => {
    const currency = currencies.get(tier.eventId) ?? '';
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
        price: fromMinor(priceMinor, currency),
        priceMinor,
        ticketTypes: shown.map((type) => describeTicketType(type, currency)),
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

function describeTicketType(type: TicketTypeEntity, currency: string): TicketTypeDto {
  const { id, name, condition, priceMinor, minPerBooking, maxPerBooking } = type;
  return {
    id,
    name,
    condition,
    price: fromMinor(priceMinor, currency),
    priceMinor,
    minPerBooking,
    maxPerBooking,
    saleStartsAt: type.saleStartsAt?.toISOString() ?? null,
    saleEndsAt: type.saleEndsAt?.toISOString() ?? null,
  };
}

function unknownEvent(eventId: string): DomainError {
  return new DomainError(ProblemCode.EventNotFound, `There is no event ${eventId}.`);
}
