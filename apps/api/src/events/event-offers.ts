import type { Fee, PricingTerms } from '@boxoffice/contracts/pricing';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Settings } from '../platform/config/settings.js';
import { prepared } from '../platform/database/pipelining-pg-client.js';
import { END_SQL } from './event-details.js';
import { taxOf, type TaxColumns } from './fees/event-tax.js';
import { unknownEvent } from './unknown-event.js';

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
  hidden: boolean;
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
  /** What buyers pay on top of the prices. */
  terms: PricingTerms;
  /** Whether the database's clock is within the sale window. */
  onSale: boolean;
  /** Whether a counter may sell: also before the sale begins and after it ended. */
  isOpenAtCounter: boolean;
  /** For most buyers. */
  hold: HoldTerms;
  /** For buyers who left tickets unpaid: no extensions. */
  shortHold: HoldTerms;
  /** Differs after any change of the offer; see {@link OFFER_VERSION_SQL}. */
  version: string;
  /** The database's time. */
  now: Date;
}

interface OfferRow extends OfferedEvent, TaxColumns {
  fees: Fee[];
  hold_seconds: number | null;
  on_sale: boolean;
  isOpenAtCounter: boolean;
  version: string;
  now: Date;
  tiers: OfferedTier[];
}

/** Whether the database's clock is within the sale window of a ticket `type`. */
const TYPE_ON_SALE_SQL = `(coalesce(now() >= type.sale_starts_at, true)
      AND coalesce(now() < type.sale_ends_at, true))`;

/**
 * Which versions of the rows of an `event`, of its tiers, of their ticket types and of its fees an offer was read from: PostgreSQL
 * gives each version of a row the number of the transaction that wrote it. No column to be kept by whoever changes
 * an event, and none to be forgotten. A ticket type whose sale begins or ends makes another version, too.
 */
export const OFFER_VERSION_SQL = `concat_ws(' ', event.xmin, (
    SELECT string_agg(tier.xmin::text, ' ' ORDER BY tier.position)
    FROM tiers AS tier WHERE tier.event_id = event.id
  ), (
    SELECT string_agg(concat(type.xmin, ${TYPE_ON_SALE_SQL}), ' ' ORDER BY type.id)
    FROM ticket_types AS type WHERE type.event_id = event.id
  ), (
    SELECT string_agg(fee.xmin::text, ' ' ORDER BY fee.position)
    FROM fees AS fee WHERE fee.event_id = event.id
  ))`;

/** Whether an `event` is published and the database's clock is within its sale window, which ends with the event. */
export const ON_SALE_SQL = `event.state = 'published' AND coalesce(now() >= event.sale_starts_at, true)
      AND now() < coalesce(event.sale_ends_at, ${END_SQL})`;

/** Whether a counter may sell tickets of an `event`: while it is published and not over. */
export const OPEN_AT_COUNTER_SQL = `event.state = 'published' AND now() < ${END_SQL}`;

const OFFER_SQL = prepared(`
  SELECT event.id, event.name, event.currency, event.hold_seconds,
    event.max_tickets_per_booking AS "maxTicketsPerBooking",
    event.max_tickets_per_user AS "maxTicketsPerUser",
    event.tax_name AS "taxName", event.tax_basis_points AS "taxBasisPoints",
    event.tax_included AS "taxIncluded",
    ${ON_SALE_SQL} AS on_sale, ${OPEN_AT_COUNTER_SQL} AS "isOpenAtCounter",
    ${OFFER_VERSION_SQL} AS version,
    clock_timestamp() AS now,
    (
      SELECT coalesce(
        jsonb_agg(
          jsonb_build_object('id', tier.id::text, 'name', tier.name,
            'priceMinor', tier.price_minor, 'position', tier.position, 'hidden', tier.hidden,
            'ticketTypes', (
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
    ) AS tiers,
    (
      SELECT coalesce(
        jsonb_agg(
          jsonb_build_object('name', fee.name, 'amountMinor', fee.amount_minor,
            'basisPoints', fee.basis_points, 'per', fee.per, 'onFreeTickets', fee.on_free_tickets)
          ORDER BY fee.position
        ),
        '[]'
      )
      FROM fees AS fee WHERE fee.event_id = event.id
    ) AS fees
  FROM events AS event
  WHERE event.id = $1 AND event.published_at IS NOT NULL`);

/** What events sell, as the reserving transactions read it. */
@Injectable()
export class EventOffers {
  /** The last offer of each event that this process has read. */
  private readonly lastOffers = new Map<string, Offer>();

  constructor(private readonly settings: Settings) {}

  /**
   * What an event sells, read inside the caller's transaction.
   *
   * @throws DomainError EVENT_NOT_FOUND
   */
  async read(manager: EntityManager, eventId: string): Promise<Offer> {
    // One query, as every reserving transaction needs it.
    const [row] = await manager.query<OfferRow[]>(OFFER_SQL, [eventId]);
    if (!row) throw unknownEvent(eventId);
    const offer = this.offerOf(row);
    if (this.lastOffers.size >= LAST_OFFERS_MAX) this.lastOffers.clear();
    this.lastOffers.set(eventId, offer);
    return offer;
  }

  /**
   * The offer as this process last read it, if it did. It may be stale: good for a guess at what {@link
   * read} will say, and for a statement that compares its version itself.
   */
  last(eventId: string): Offer | undefined {
    return this.lastOffers.get(eventId);
  }

  private offerOf({
    id,
    name,
    currency,
    maxTicketsPerBooking,
    maxTicketsPerUser,
    ...row
  }: OfferRow): Offer {
    return {
      event: { id, name, currency, maxTicketsPerBooking, maxTicketsPerUser },
      tiers: row.tiers,
      terms: { fees: row.fees, tax: taxOf(row) },
      onSale: row.on_sale,
      isOpenAtCounter: row.isOpenAtCounter,
      ...this.holdsOf(row.hold_seconds),
      version: row.version,
      now: row.now,
    };
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
}
