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
import { NullableField } from '../validation/nullable-field.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine, IsText } from '../validation/texts.js';
import { TRANSFER_HOURS_MAX } from '../tickets/ticket-transfer.dto.js';
import { BuyerRefundsDto } from './buyer-refunds.dto.js';
import { IsLanguageTag } from './event-languages.js';
import {
  ANNOUNCEMENT_MESSAGE_MAX_LENGTH,
  EVENT_ADDRESS_MAX_LENGTH,
  EVENT_DESCRIPTION_MAX_LENGTH,
  EVENT_LANGUAGES_MAX,
  EVENT_NAME_MAX_LENGTH,
  HOLD_SECONDS_MAX,
  HOLD_SECONDS_MIN,
} from './event-limits.js';

/** What can be changed of one event and of many at once. What is left out stays as it is. */
export class EventFieldsDto {
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

  /** Until when buyers return tickets themselves, and what they get for them; null: they can't. */
  @NullableField()
  @IsObject()
  @ValidateNested()
  @Type(() => BuyerRefundsDto)
  buyerRefunds?: BuyerRefundsDto | null;

  /** Whether digits that change every 30 seconds follow the codes of its tickets: a screenshot admits nobody. */
  @OptionalField()
  @IsBoolean()
  codesRotate?: boolean;

  /**
   * Until how many hours before it starts buyers pass tickets on to others; null: they can't.
   * @example 24
   */
  @NullableField()
  @IsInt()
  @Min(0)
  @Max(TRANSFER_HOURS_MAX)
  transferHours?: number | null;

  /**
   * What buyers are told beside what has changed, in the organiser's own words. They are written to where times, venue
   * or address of an event change that tickets are sold of.
   * @example "The church is being renovated."
   */
  @OptionalField()
  @IsText(ANNOUNCEMENT_MESSAGE_MAX_LENGTH)
  messageToBuyers?: string;
}
