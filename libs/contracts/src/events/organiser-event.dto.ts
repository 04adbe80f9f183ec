import { Type } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import type { EventImageDto } from './event-image.dto.js';
import { IsId } from '../ids/id.js';
import { OptionalField } from '../validation/optional-field.js';
import type { BuyerRefundsDto } from './buyer-refunds.dto.js';
import type { TierColor } from './event-limits.js';
import type { EventFeeDto, EventTaxDto } from './event-prices.dto.js';
import { EVENT_STATES, type EventState } from './event-state.js';

/** Most events on one page of an organisation's list. */
export const ORGANISER_EVENTS_PAGE_MAX = 100;

/** Filters for an organisation's events. */
export class ListOrganiserEventsQueryDto {
  /**
   * Only events in this state.
   * @example "published"
   */
  @OptionalField()
  @IsIn(EVENT_STATES)
  state?: EventState;

  /**
   * Page size.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(ORGANISER_EVENTS_PAGE_MAX)
  limit?: number = 50;

  /**
   * Continue after this event: the last one of the previous page.
   * @example "7300000000000000001"
   */
  @OptionalField()
  @IsId()
  after?: string;
}

/** What one person pays within a tier, as the organisation sees it. */
export class OrganiserTicketTypeDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000003"
   */
  id: string;

  /**
   * Name, unique within the tier.
   * @example "Student"
   */
  name: string;

  /**
   * Who may buy it, in words.
   * @example "With a student card, shown at the door"
   */
  condition: string;

  /**
   * Price of a ticket in the smallest unit of the event's currency.
   * @example 1400
   */
  priceMinor: number;

  /**
   * Fewest tickets of this type per booking; null: one.
   * @example null
   */
  minPerBooking: number | null;

  /**
   * Most tickets of this type per booking; null: the event's limit.
   * @example 4
   */
  maxPerBooking: number | null;

  /**
   * When its own sale begins; null: with the event's.
   * @example null
   */
  saleStartsAt: string | null;

  /**
   * When its own sale ends; null: with the event's.
   * @example null
   */
  saleEndsAt: string | null;

  /** Whether it is shown and sold to those alone who have a code for it. */
  hidden: boolean;
}

/** A tier, as the organisation sees it. */
export class OrganiserTierDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000002"
   */
  id: string;

  /**
   * Name, unique within the event.
   * @example "Nave"
   */
  name: string;

  /**
   * Its colour; empty: that of its position.
   * @example "blue"
   */
  color: TierColor;

  /**
   * Price of a ticket in the smallest unit of the event's currency, where the tier has no ticket types.
   * @example 2800
   */
  priceMinor: number;

  /** Whether it is shown and sold to those alone who have a code for it. */
  hidden: boolean;

  /**
   * How many tickets it has: those available, held, sold and set aside together.
   * @example 120
   */
  capacity: number;

  /**
   * How many are on general sale.
   * @example 87
   */
  available: number;

  /**
   * How many are held and not paid for.
   * @example 3
   */
  held: number;

  /**
   * How many are sold.
   * @example 20
   */
  sold: number;

  /**
   * How many are free, and set aside in its allotments.
   * @example 10
   */
  setAside: number;

  /** Its ticket types, in the order in which they are shown. */
  ticketTypes: OrganiserTicketTypeDto[];
}

/** An event in an organisation's list. */
export class OrganiserEventSummaryDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * Draft, published, paused, cancelled or ended.
   * @example "published"
   */
  state: EventState;

  /**
   * Name.
   * @example "Mass in B minor"
   */
  name: string;

  /**
   * Venue.
   * @example "St Mary's Church"
   */
  venue: string;

  /**
   * When it begins.
   * @example "2027-03-14T18:30:00.000Z"
   */
  startsAt: string;

  /**
   * The venue's IANA time zone.
   * @example "Europe/Berlin"
   */
  timeZone: string;

  /**
   * How many tickets it has: those available, held, sold and set aside together.
   * @example 320
   */
  capacity: number;

  /**
   * How many are on general sale.
   * @example 250
   */
  available: number;

  /**
   * How many are held and not paid for.
   * @example 10
   */
  held: number;

  /**
   * How many are sold.
   * @example 50
   */
  sold: number;

  /**
   * How many are free, and set aside in allotments.
   * @example 10
   */
  setAside: number;
}

/** An event, as its organisation sees it. */
export class OrganiserEventDto extends OrganiserEventSummaryDto {
  /**
   * The organisation that it belongs to.
   * @example "7300000000000000000"
   */
  organiserId: string;

  /**
   * A line below the name.
   * @example "The choir of St Mary sings Bach"
   */
  subtitle: string;

  /** Description, in Markdown. */
  description: string;

  /**
   * Languages that it is held in, as tags of BCP 47, the main one first; `zxx`: without words. Empty: not said.
   * @example ["de", "en"]
   */
  languages: string[];

  /** Its picture; null: its poster is drawn. */
  image: EventImageDto | null;

  /**
   * The venue's address.
   * @example "1 Church Lane, Hamburg"
   */
  address: string;

  /**
   * When it ends; null: unknown.
   * @example "2027-03-14T20:45:00.000Z"
   */
  endsAt: string | null;

  /**
   * When the doors open; null: unknown.
   * @example "2027-03-14T17:45:00.000Z"
   */
  doorsAt: string | null;

  /**
   * When the sale begins; null: once it is published.
   * @example "2026-12-01T08:00:00.000Z"
   */
  saleStartsAt: string | null;

  /**
   * When the sale ends; null: when the event does.
   * @example null
   */
  saleEndsAt: string | null;

  /**
   * ISO 4217 currency of its prices.
   * @example "EUR"
   */
  currency: string;

  /**
   * How long tickets are held for a buyer, in seconds; null: the installation's default.
   * @example null
   */
  holdSeconds: number | null;

  /**
   * Most tickets per booking; null: 500.
   * @example 6
   */
  maxTicketsPerBooking: number | null;

  /**
   * Most tickets per buyer, held and owned; null: no limit.
   * @example 6
   */
  maxTicketsPerUser: number | null;

  /** What buyers pay on top of its prices, in the order of receipts. */
  fees: EventFeeDto[];

  /** The tax on tickets and fees; null: none is shown. */
  tax: EventTaxDto | null;

  /** Until when buyers return tickets themselves, and what they get for them; null: they can't. */
  buyerRefunds: BuyerRefundsDto | null;

  /**
   * Whether digits that change every 30 seconds follow the codes of its tickets: a screenshot admits nobody.
   * @example false
   */
  codesRotate: boolean;

  /**
   * Until how many hours before it starts buyers pass tickets on to others; null: they can't.
   * @example 24
   */
  transferHours: number | null;

  /**
   * When it was first published; null: it hasn't been.
   * @example "2026-11-27T12:00:00.000Z"
   */
  publishedAt: string | null;

  /**
   * When it was cancelled; null: it hasn't been.
   * @example null
   */
  cancelledAt: string | null;

  /**
   * The series that it is a date of; null: none.
   * @example null
   */
  seriesId: string | null;

  /** Its tiers, in display order. */
  tiers: OrganiserTierDto[];
}
