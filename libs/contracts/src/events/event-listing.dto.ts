import type { EventImageDto } from './event-image.dto.js';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsId } from '../ids/id.js';
import { IsCurrency } from '../money/is-currency.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import { PRICE_MINOR_MAX } from './event-limits.js';
import { IsDay } from './is-day.js';

/** Most events of one page, and how many it has by itself. */
export const EVENT_LISTING_PAGE_MAX = 100;
export const EVENT_LISTING_PAGE = 24;

/** Longest text that is searched for, in characters: a long name, or a few words. */
export const EVENT_SEARCH_MAX_LENGTH = 100;

/** A cursor is some hundred characters; longer ones are none. */
const CURSOR_MAX_LENGTH = 200;

/** Which events to list. All that is given has to be met. */
export class ListEventsQueryDto {
  /**
   * Words to look for in names, places, organisers and descriptions. Beginnings of words are found; where nothing is,
   * similar words are.
   * @example "midnight orch"
   */
  @OptionalField()
  @IsLine(EVENT_SEARCH_MAX_LENGTH, 0)
  q?: string;

  /**
   * Events that are on this day or later, by the calendar at the venue.
   * @example "2027-03-14"
   */
  @OptionalField()
  @IsDay()
  from?: string;

  /**
   * Events that begin on this day or earlier, by the calendar at the venue.
   * @example "2099-12-31"
   */
  @OptionalField()
  @IsDay()
  to?: string;

  /**
   * Words of the venue or its address.
   * @example "harbour"
   */
  @OptionalField()
  @IsLine(EVENT_SEARCH_MAX_LENGTH, 0)
  place?: string;

  /**
   * Events with tickets at this price or less, in the smallest unit of `currency`.
   * @example 5000
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(PRICE_MINOR_MAX)
  maxPriceMinor?: number;

  /**
   * Events whose prices are in this ISO 4217 currency. Required with `maxPriceMinor`.
   * @example "USD"
   */
  @OptionalField()
  @IsCurrency()
  currency?: string;

  /**
   * `true`: only events that cost nothing.
   * @example "false"
   */
  @OptionalField()
  @IsIn(['true', 'false'])
  free?: 'true' | 'false';

  /**
   * Events of this organisation.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  organiserId?: string;

  /**
   * Page size.
   * @example 24
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(EVENT_LISTING_PAGE_MAX)
  limit?: number = EVENT_LISTING_PAGE;

  /** Continue where the last page ended: its `next`, for the same query. */
  @OptionalField()
  @IsString()
  @MaxLength(CURSOR_MAX_LENGTH)
  after?: string;
}

/**
 * What somebody who wants to go finds: tickets; none yet; none any more, for good or unless a hold ends; a sale that is
 * paused or over; an event that is cancelled.
 */
export const SALE_STATES = [
  'on_sale',
  'not_yet',
  'held',
  'sold_out',
  'paused',
  'over',
  'cancelled',
] as const;

export type SaleState = (typeof SALE_STATES)[number];

/** Who sells the tickets of an event in a list. */
export class ListedOrganiserDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "1"
   */
  id: string;

  /**
   * Its name.
   * @example "Harbour Hall"
   */
  name: string;
}

/** An event in a list. */
export class EventSummaryDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "1"
   */
  id: string;

  /**
   * Name.
   * @example "Midnight Orchestra"
   */
  name: string;

  /**
   * A line below the name.
   * @example "Film scores by candlelight"
   */
  subtitle: string;

  /**
   * Venue.
   * @example "Harbour Hall, Pier 4"
   */
  venue: string;

  /** Who sells its tickets. */
  organiser: ListedOrganiserDto;

  /** Its picture; null: show the poster. */
  image: EventImageDto | null;

  /**
   * Its poster; with `&title=off`, without its name.
   * @example "/api/v1/events/1/poster.svg?v=1k2j3h4g5f"
   */
  posterUrl: string;

  /**
   * When it begins.
   * @example "2027-06-12T18:30:00.000Z"
   */
  startsAt: string;

  /**
   * When it ends; null: unknown.
   * @example "2027-06-12T21:00:00.000Z"
   */
  endsAt: string | null;

  /**
   * The venue's IANA time zone; show times in it.
   * @example "Europe/Berlin"
   */
  timeZone: string;

  /**
   * ISO 4217 currency of its prices.
   * @example "USD"
   */
  currency: string;

  /**
   * Price of the cheapest ticket that isn't free, in units of the currency: 0 where all are, null where there is
   * nothing to buy.
   * @example 10
   */
  fromPrice: number | null;

  /**
   * The same in the currency's smallest unit; exact.
   * @example 1000
   */
  fromPriceMinor: number | null;

  /**
   * Names of its tiers, in their order.
   * @example ["VIP", "Front Row", "GA"]
   */
  tierNames: string[];

  /**
   * Whether there are tickets.
   * @example "on_sale"
   */
  sale: SaleState;

  /**
   * When the sale begins; null: once it is published.
   * @example "2026-01-01T09:00:00.000Z"
   */
  saleStartsAt: string | null;
}

/** How a list was found: by the words that were asked for, or by similar ones, because those were nowhere. */
export const SEARCH_MATCHES = ['exact', 'similar'] as const;

export type SearchMatch = (typeof SEARCH_MATCHES)[number];

/** A page of the events that are on, the next ones first. */
export class EventListingDto {
  /** The events. */
  events: EventSummaryDto[];

  /**
   * Cursor of the next page; null after the last one. A page that has one may be short, or empty: there may be more.
   * @example null
   */
  next: string | null;

  /**
   * `similar`: nothing has these words, and these events have similar ones.
   * @example "exact"
   */
  match: SearchMatch;
}
