import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsObject,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { RESERVE_TICKETS_MAX } from '../booking/reserve.dto.js';
import { IsCurrency } from '../money/is-currency.js';
import { IsEventTime } from '../time/event-time.js';
import { IsTimeZone } from '../time/time-zone.js';
import { EVENT_FEES_MAX } from '../pricing/terms.js';
import { NullableField } from '../validation/nullable-field.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine, IsText } from '../validation/texts.js';
import { IsLanguageTag } from './event-languages.js';
import {
  EVENT_ADDRESS_MAX_LENGTH,
  EVENT_DESCRIPTION_MAX_LENGTH,
  EVENT_LANGUAGES_MAX,
  EVENT_NAME_MAX_LENGTH,
  EVENT_TICKETS_MAX,
  HOLD_SECONDS_MAX,
  HOLD_SECONDS_MIN,
} from './event-limits.js';
import { EventFeeFieldsDto, EventTaxDto } from './event-prices.dto.js';

/** Changes an event. What is left out stays as it is. */
export class ChangeEventDto {
  /**
   * Name: 1 to 200 characters.
   * @example "Mass in B minor"
   */
  @OptionalField()
  @IsLine(EVENT_NAME_MAX_LENGTH)
  name?: string;

  /**
   * A line below the name.
   * @example "The choir of St Mary sings Bach"
   */
  @OptionalField()
  @IsLine(EVENT_NAME_MAX_LENGTH, 0)
  subtitle?: string;

  /**
   * Description, in Markdown; only its safe subset is shown.
   * @example "Two hours with an interval."
   */
  @OptionalField()
  @IsText(EVENT_DESCRIPTION_MAX_LENGTH)
  description?: string;

  /**
   * Languages that it is held in, as tags of BCP 47, the main one first; `zxx`: without words.
   * @example ["de", "en"]
   */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(EVENT_LANGUAGES_MAX)
  @ArrayUnique()
  @IsLanguageTag()
  languages?: string[];

  /**
   * Venue.
   * @example "St Mary's Church"
   */
  @OptionalField()
  @IsLine(EVENT_NAME_MAX_LENGTH, 0)
  venue?: string;

  /**
   * The venue's address, in one or more lines.
   * @example "1 Church Lane, Hamburg"
   */
  @OptionalField()
  @IsText(EVENT_ADDRESS_MAX_LENGTH)
  address?: string;

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
   * How long tickets are held for a buyer, in seconds; null: the installation's default.
   * @example 600
   */
  @NullableField()
  @IsInt()
  @Min(HOLD_SECONDS_MIN)
  @Max(HOLD_SECONDS_MAX)
  holdSeconds?: number | null;

  /**
   * Most tickets per booking; null: 500, the most of one reservation.
   * @example 6
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(RESERVE_TICKETS_MAX)
  maxTicketsPerBooking?: number | null;

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
