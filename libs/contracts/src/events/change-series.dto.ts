import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, Max, Min, ValidateNested } from 'class-validator';
import { TIER_NAME_MAX_LENGTH } from '../booking/reserve.dto.js';
import { IsEventTime } from '../time/event-time.js';
import { NullableField } from '../validation/nullable-field.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import { IsChosenDates } from './chosen-dates.dto.js';
import { EventFieldsDto } from './event-fields.dto.js';
import { EVENT_TICKET_TYPES_MAX, EVENT_TICKETS_MAX, PRICE_MINOR_MAX } from './event-limits.js';
import { IsTimeOfDay } from './time-of-day.js';

/** Longest time between the start of a sale and the event, in days. */
export const SALE_DAYS_BEFORE_MAX = 730;

/** A time so many days before a date begins. */
export class DaysBeforeDto {
  /**
   * Days before, on the calendar at the venue; 0: on the day itself.
   * @example 14
   */
  @IsInt()
  @Min(0)
  @Max(SALE_DAYS_BEFORE_MAX)
  days: number;

  /**
   * Time of day, as the clock at the venue shows it.
   * @example "09:00"
   */
  @IsTimeOfDay()
  time: string;
}

/** What a tier, or a ticket type within it, costs. */
export class SeriesPriceDto {
  /**
   * Name of the tier; each date has one of its own.
   * @example "Nave"
   */
  @IsLine(TIER_NAME_MAX_LENGTH)
  tier: string;

  /**
   * Name of the ticket type; left out: the tier's own price.
   * @example "Student"
   */
  @OptionalField()
  @IsLine(TIER_NAME_MAX_LENGTH)
  ticketType?: string;

  /**
   * Price of a ticket in the smallest unit of the currency.
   * @example 1400
   */
  @IsInt()
  @Min(0)
  @Max(PRICE_MINOR_MAX)
  priceMinor: number;
}

/** Changes dates of a series: all of them, or none. What is left out stays as it is. */
export class ChangeSeriesDto extends EventFieldsDto {
  /**
   * The dates; left out: all that aren't cancelled or over. Only then a name, a subtitle and a description are those of
   * the series, too.
   * @example ["7300000000000000001"]
   */
  @IsChosenDates()
  eventIds?: string[];

  /**
   * When the sale of each date begins: the same moment for all; null: as soon as it is published.
   * @example "2026-12-01T09:00"
   */
  @NullableField()
  @IsEventTime()
  saleStartsAt?: string | null;

  /** When the sale of each date begins, counted from its own start. Not together with `saleStartsAt`. */
  @OptionalField()
  @ValidateNested()
  @Type(() => DaysBeforeDto)
  saleStarts?: DaysBeforeDto;

  /** When the sale of each date ends, counted from its own start; null: when the event ends. */
  @NullableField()
  @ValidateNested()
  @Type(() => DaysBeforeDto)
  saleEnds?: DaysBeforeDto | null;

  /**
   * Most tickets of one date per buyer; null: no limit.
   * @example 6
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(EVENT_TICKETS_MAX)
  maxTicketsPerUser?: number | null;

  /** New prices. Bookings keep the price that they were made at. */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(EVENT_TICKET_TYPES_MAX)
  @ValidateNested({ each: true })
  @Type(() => SeriesPriceDto)
  prices?: SeriesPriceDto[];
}
