import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
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
import { TRANSFER_HOURS_MAX } from '../tickets/ticket-transfer.dto.js';
import { BuyerRefundsDto } from './buyer-refunds.dto.js';
import { IsLanguageTag } from './event-languages.js';
import {
  EVENT_ADDRESS_MAX_LENGTH,
  EVENT_DESCRIPTION_MAX_LENGTH,
  EVENT_LANGUAGES_MAX,
  EVENT_NAME_MAX_LENGTH,
  EVENT_TICKETS_MAX,
  EVENT_TIERS_MAX,
  HOLD_SECONDS_MAX,
  HOLD_SECONDS_MIN,
  TICKETS_PER_BUYER_DEFAULT,
} from './event-limits.js';
import { EventFeeFieldsDto, EventTaxDto } from './event-prices.dto.js';
import { CreateTierDto } from './tier.dto.js';

/** Creates an event as a draft, with its tiers and tickets. All of it is created, or nothing is. */
export class CreateEventDto {
  /**
   * Name: 1 to 200 characters.
   * @example "Mass in B minor"
   */
  @IsLine(EVENT_NAME_MAX_LENGTH)
  name: string;

  /**
   * A line below the name.
   * @example "The choir of St Mary sings Bach"
   */
  @OptionalField()
  @IsLine(EVENT_NAME_MAX_LENGTH, 0)
  subtitle?: string = '';

  /**
   * Description, in Markdown; only its safe subset is shown.
   * @example "Two hours with an interval."
   */
  @OptionalField()
  @IsText(EVENT_DESCRIPTION_MAX_LENGTH)
  description?: string = '';

  /**
   * Languages that it is held in, as tags of BCP 47, the main one first; `zxx`: without words.
   * @example ["de", "en"]
   */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(EVENT_LANGUAGES_MAX)
  @ArrayUnique()
  @IsLanguageTag()
  languages?: string[] = [];

  /**
   * Venue.
   * @example "St Mary's Church"
   */
  @OptionalField()
  @IsLine(EVENT_NAME_MAX_LENGTH, 0)
  venue?: string = '';

  /**
   * The venue's address, in one or more lines.
   * @example "1 Church Lane, Hamburg"
   */
  @OptionalField()
  @IsText(EVENT_ADDRESS_MAX_LENGTH)
  address?: string = '';

  /**
   * The venue's IANA time zone.
   * @example "Europe/Berlin"
   */
  @IsTimeZone()
  timeZone: string;

  /**
   * When it begins: as the clock at the venue shows it, or with an offset. A time that the clock skips in spring is
   * refused; of one that it shows twice in autumn, the first is taken, and the answer says so.
   * @example "2027-03-14T19:30"
   */
  @IsEventTime()
  startsAt: string;

  /**
   * When it ends.
   * @example "2027-03-14T21:45"
   */
  @OptionalField()
  @IsEventTime()
  endsAt?: string;

  /**
   * When the doors open.
   * @example "2027-03-14T18:45"
   */
  @OptionalField()
  @IsEventTime()
  doorsAt?: string;

  /**
   * When the sale begins; left out: once it is published.
   * @example "2026-12-01T09:00"
   */
  @OptionalField()
  @IsEventTime()
  saleStartsAt?: string;

  /**
   * When the sale ends; left out: when the event does.
   * @example "2027-03-14T19:30"
   */
  @OptionalField()
  @IsEventTime()
  saleEndsAt?: string;

  /**
   * ISO 4217 currency of its prices. It can't change once the event has been published.
   * @example "EUR"
   */
  @IsCurrency()
  currency: string;

  /**
   * How long tickets are held for a buyer, in seconds; left out: the installation's default, 600 unless set.
   * @example 600
   */
  @OptionalField()
  @IsInt()
  @Min(HOLD_SECONDS_MIN)
  @Max(HOLD_SECONDS_MAX)
  holdSeconds?: number;

  /**
   * Most tickets per booking; null: 500, the most of one reservation. Left out: 10.
   * @example 6
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(RESERVE_TICKETS_MAX)
  maxTicketsPerBooking?: number | null = TICKETS_PER_BUYER_DEFAULT;

  /**
   * Most tickets per buyer, held and owned; null: no limit. Left out: 10.
   * @example 6
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(EVENT_TICKETS_MAX)
  maxTicketsPerUser?: number | null = TICKETS_PER_BUYER_DEFAULT;

  /** What buyers pay on top of its prices, in the order of receipts. */
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

  /** Until when buyers return tickets themselves, and what they get for them; null: they can't. */
  @NullableField()
  @IsObject()
  @ValidateNested()
  @Type(() => BuyerRefundsDto)
  buyerRefunds?: BuyerRefundsDto | null;

  /**
   * Whether digits that change every 30 seconds follow the codes of its tickets: a screenshot admits nobody. Codes that
   * exist when it is turned on may be printed, and stay as they are until they are replaced.
   */
  @OptionalField()
  @IsBoolean()
  codesRotate?: boolean = false;

  /**
   * Until how many hours before it starts buyers pass tickets on to others; null: they can't.
   * @example 24
   */
  @NullableField()
  @IsInt()
  @Min(0)
  @Max(TRANSFER_HOURS_MAX)
  transferHours?: number | null;

  /** Its tiers, in the order in which they are shown. */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(EVENT_TIERS_MAX)
  @ValidateNested({ each: true })
  @Type(() => CreateTierDto)
  tiers?: CreateTierDto[];
}
