import type { BuyerRefundTermsDto } from './buyer-refunds.dto.js';
import type { EventImageDto } from './event-image.dto.js';
import type { EventOrganiserDto } from './event-organiser.dto.js';
import type { TierColor } from './event-limits.js';
import type { EventFeeDto, EventTaxDto } from './event-prices.dto.js';
import type { EventState } from './event-state.js';
import type { EventSeriesDto } from './series.dto.js';

/** What one person pays within a tier: adult, student, child. */
export class TicketTypeDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000101"
   */
  id: string;

  /**
   * Name, unique within the tier.
   * @example "Student"
   */
  name: string;

  /**
   * Who may have it; empty: anybody.
   * @example "With a student card, shown at the door"
   */
  condition: string;

  /**
   * Price of a ticket in units of the event's currency.
   * @example 14
   */
  price: number;

  /**
   * The same in the currency's smallest unit; exact.
   * @example 1400
   */
  priceMinor: number;

  /**
   * What one ticket costs in all: with the fees of a ticket, and with a tax that comes on top. Show this one.
   * @example 1400
   */
  fullPriceMinor: number;

  /**
   * Fewest tickets of one booking; null: one.
   * @example null
   */
  minPerBooking: number | null;

  /**
   * Most tickets of one booking; null: as many as of the event.
   * @example null
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
}

/** A price category of an event. */
export class EventTierDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "1"
   */
  id: string;

  /**
   * Name, unique within the event.
   * @example "VIP"
   */
  name: string;

  /**
   * Its colour; empty: that of its position.
   * @example "blue"
   */
  color: TierColor;

  /**
   * Price of a ticket in units of the event's currency.
   * @example 100
   */
  price: number;

  /**
   * The same in the currency's smallest unit; exact.
   * @example 10000
   */
  priceMinor: number;

  /**
   * What one ticket costs in all: with the fees of a ticket, and with a tax that comes on top. Show this one.
   * @example 10000
   */
  fullPriceMinor: number;

  /** What is sold within the tier, in the order in which it is shown; none: all pay the tier's price. */
  ticketTypes: TicketTypeDto[];
}

/** An event. */
export class EventDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "1"
   */
  id: string;

  /**
   * Published, paused, cancelled or ended. Tickets are sold while it is published.
   * @example "published"
   */
  state: EventState;

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

  /** Description, in Markdown; show its safe subset only. */
  description: string;

  /**
   * The same as HTML: the safe subset, with nothing in it that runs or is loaded.
   * @example "<p>Forty players, <strong>one</strong> conductor.</p>"
   */
  descriptionHtml: string;

  /**
   * Languages that it is held in, as tags of BCP 47, the main one first; `zxx`: without words. Empty: not said.
   * @example ["de", "en"]
   */
  languages: string[];

  /**
   * Its drawn poster (SVG), on this server. `&title=off` leaves the name out.
   * @example "/api/v1/events/1/poster.svg?v=1k2j3h"
   */
  posterUrl: string;

  /** Its picture; null: show the poster. */
  image: EventImageDto | null;

  /** Who sells it. */
  organiser: EventOrganiserDto;

  /**
   * Venue.
   * @example "Harbour Hall, Pier 4"
   */
  venue: string;

  /**
   * The venue's address, in one or more lines.
   * @example "Pier 4, Hamburg"
   */
  address: string;

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
   * When the doors open; null: unknown.
   * @example "2027-06-12T17:30:00.000Z"
   */
  doorsAt: string | null;

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
   * When the sale begins; null: once it is published.
   * @example "2026-01-01T09:00:00.000Z"
   */
  saleStartsAt: string | null;

  /**
   * When the sale ends; null: when the event does.
   * @example "2027-06-12T18:30:00.000Z"
   */
  saleEndsAt: string | null;

  /**
   * How long tickets are held for a buyer, in seconds; shorter after tickets of the event that went unpaid.
   * @example 600
   */
  holdSeconds: number;

  /**
   * Most tickets per booking; null: 500, the most of one reservation.
   * @example null
   */
  maxTicketsPerBooking: number | null;

  /**
   * Most tickets of the event per buyer; null: no limit.
   * @example null
   */
  maxTicketsPerUser: number | null;

  /** The series that it is a date of; null: none. */
  series: EventSeriesDto | null;

  /** What buyers pay on top of its prices, in the order of receipts. */
  fees: EventFeeDto[];

  /** The tax on tickets and fees; null: none is shown. */
  tax: EventTaxDto | null;

  /** Until when buyers return tickets themselves; null: they can't. */
  buyerRefunds: BuyerRefundTermsDto | null;

  /** The tiers in display order. */
  tiers: EventTierDto[];
}
