import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { IsDay } from '../events/is-day.js';
import { IsId } from '../ids/id.js';
import { OptionalField } from '../validation/optional-field.js';

/** Page size limit. */
export const ORGANISER_TAKINGS_PAGE_MAX = 100;

/** Of which days the takings of an organisation are. */
export class TakingsDaysDto {
  /**
   * Only what was sold on or after this day, by the clock of each event.
   * @example "2026-12-01"
   */
  @OptionalField()
  @IsDay()
  from?: string;

  /**
   * Only what was sold on or before this day, by the clock of each event.
   * @example "2026-12-31"
   */
  @OptionalField()
  @IsDay()
  to?: string;
}

/** Narrows an organisation's takings. */
export class OrganiserTakingsQueryDto extends TakingsDaysDto {
  /**
   * Events a page.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(ORGANISER_TAKINGS_PAGE_MAX)
  limit?: number = 50;

  /**
   * Continue after this event: `next` of the previous page.
   * @example "7300000000000000002"
   */
  @OptionalField()
  @IsId()
  after?: string;
}

/** What was sold, and what was paid for it: refunds are taken off on their own day. */
export class TakingsSumDto {
  /**
   * ISO 4217 currency of all amounts.
   * @example "EUR"
   */
  currency: string;

  /**
   * How many tickets were sold.
   * @example 312
   */
  tickets: number;

  /**
   * What was paid, with fees and tax, in the smallest unit of the currency.
   * @example 812300
   */
  takingsMinor: number;

  /**
   * Discounts that were given, which are not in it.
   * @example 1400
   */
  discountsMinor: number;

  /**
   * The fees in it.
   * @example 31200
   */
  feesMinor: number;

  /**
   * The tax in it.
   * @example 53141
   */
  taxMinor: number;
}

/** What was sold of one event. */
export class EventTakingsDto extends TakingsSumDto {
  /**
   * The event.
   * @example "7300000000000000002"
   */
  eventId: string;

  /**
   * Its name.
   * @example "Mass in B minor"
   */
  name: string;

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
}

/** The takings of all events of an organisation. All figures are of one moment. */
export class OrganiserTakingsDto {
  /** Of all events in the range, one for each currency. */
  totals: TakingsSumDto[];

  /** A page of the events that aren't drafts, the latest first. */
  events: EventTakingsDto[];

  /**
   * `after` for the next page; null on the last one.
   * @example null
   */
  next: string | null;
}
