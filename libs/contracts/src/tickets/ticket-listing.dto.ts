import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { IsId } from '../ids/id.js';
import type { TicketDto } from './ticket.dto.js';
import { OptionalField } from '../validation/optional-field.js';

/** Default event: the first API had only this one. */
export const DEFAULT_EVENT_ID = '1';

/** Most tickets of each tier that one listing carries. The first API sent 3.4 MB at 20,000 in stock. */
export const TICKETS_PAGE_MAX = 100;

/** Which event's tickets to list. */
export class ListTicketsQueryDto {
  /**
   * The event.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  eventId?: string = DEFAULT_EVENT_ID;

  /**
   * How many tickets of each tier to list at the most; 0 for the counts alone.
   * @example 20
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(TICKETS_PAGE_MAX)
  limit?: number = 20;
}

/** A tier's price, counts, and first available tickets. */
export class TierAvailabilityDto {
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
   * Price of a ticket in units of the currency.
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

  /**
   * Tickets on sale now.
   * @example 50
   */
  available: number;

  /**
   * Tickets held for buyers who haven't paid yet.
   * @example 0
   */
  held: number;

  /**
   * Tickets sold.
   * @example 0
   */
  booked: number;

  /** The first tickets on sale, at most `limit`. */
  tickets: TicketDto[];
}

/** The stock of an event. */
export class TicketListingDto {
  /**
   * The event.
   * @example "1"
   */
  eventId: string;

  /**
   * ISO 4217 currency of the prices.
   * @example "USD"
   */
  currency: string;

  /** The tiers in sale order. */
  tiers: TierAvailabilityDto[];

  /**
   * Tickets on sale now, over all tiers.
   * @example 650
   */
  totalAvailable: number;

  /**
   * The moment that the counts describe.
   * @example "2026-11-22T20:00:00.000Z"
   */
  asOf: string;
}
