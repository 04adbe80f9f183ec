import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsObject, Max, Min, ValidateNested } from 'class-validator';
import { IsCurrency } from '../money/is-currency.js';
import { IsEventTime } from '../time/event-time.js';
import { IsTimeZone } from '../time/time-zone.js';
import { EVENT_FEES_MAX } from '../pricing/terms.js';
import { NullableField } from '../validation/nullable-field.js';
import { OptionalField } from '../validation/optional-field.js';
import { EventFieldsDto } from './event-fields.dto.js';
import { EVENT_TICKETS_MAX } from './event-limits.js';
import { EventFeeFieldsDto, EventTaxDto } from './event-prices.dto.js';

/** Changes an event. What is left out stays as it is. */
export class ChangeEventDto extends EventFieldsDto {
  /**
   * The venue's IANA time zone. With another one, send all times again: nobody can tell whether
   * the time on the clock or the moment should stay.
   * @example "Europe/Berlin"
   */
  @OptionalField()
  @IsTimeZone()
  timeZone?: string;

  /**
   * When it begins: as the clock at the venue shows it, or with an offset.
   * @example "2027-03-14T19:30"
   */
  @OptionalField()
  @IsEventTime()
  startsAt?: string;

  /**
   * When it ends; null: unknown.
   * @example "2027-03-14T21:45"
   */
  @NullableField()
  @IsEventTime()
  endsAt?: string | null;

  /**
   * When the doors open; null: unknown.
   * @example "2027-03-14T18:45"
   */
  @NullableField()
  @IsEventTime()
  doorsAt?: string | null;

  /**
   * When the sale begins; null: once it is published.
   * @example "2026-12-01T09:00"
   */
  @NullableField()
  @IsEventTime()
  saleStartsAt?: string | null;

  /**
   * When the sale ends; null: when the event does.
   * @example "2027-03-14T19:30"
   */
  @NullableField()
  @IsEventTime()
  saleEndsAt?: string | null;

  /**
   * ISO 4217 currency of its prices. It can't change once the event has been published.
   * @example "EUR"
   */
  @OptionalField()
  @IsCurrency()
  currency?: string;

  /**
   * Most tickets per buyer, held and owned; null: no limit.
   * @example 6
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(EVENT_TICKETS_MAX)
  maxTicketsPerUser?: number | null;

  /** What buyers pay on top of its prices, in the order of receipts: all of them. */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(EVENT_FEES_MAX)
  @ValidateNested({ each: true })
  @Type(() => EventFeeFieldsDto)
  fees?: EventFeeFieldsDto[];

  /** The tax on tickets and fees; null: none is shown. */
  @NullableField()
  @IsObject()
  @ValidateNested()
  @Type(() => EventTaxDto)
  tax?: EventTaxDto | null;
}
