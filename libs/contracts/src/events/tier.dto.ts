import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { RESERVE_TICKETS_MAX, TIER_NAME_MAX_LENGTH } from '../booking/reserve.dto.js';
import { IsIdList } from '../ids/id.js';
import { IsEventTime } from '../time/event-time.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import {
  CONDITION_MAX_LENGTH,
  EVENT_TICKETS_MAX,
  EVENT_TIERS_MAX,
  PRICE_MINOR_MAX,
  TIER_COLORS,
  TIER_TICKET_TYPES_MAX,
  type TierColor,
} from './event-limits.js';

/** What one person pays within a tier: adult, student, child. */
export class TicketTypeFieldsDto {
  /**
   * Name, unique within the tier: 1 to 50 characters.
   * @example "Student"
   */
  @IsLine(TIER_NAME_MAX_LENGTH)
  name: string;

  /**
   * Who may buy it, in words.
   * @example "With a student card, shown at the door"
   */
  @OptionalField()
  @IsLine(CONDITION_MAX_LENGTH, 0)
  condition?: string = '';

  /**
   * Price of a ticket, in the smallest unit of the event's currency.
   * @example 1400
   */
  @IsInt()
  @Min(0)
  @Max(PRICE_MINOR_MAX)
  priceMinor: number;

  /**
   * Fewest tickets of this type per booking.
   * @example 1
   */
  @OptionalField()
  @IsInt()
  @Min(1)
  @Max(RESERVE_TICKETS_MAX)
  minPerBooking?: number;

  /**
   * Most tickets of this type per booking.
   * @example 4
   */
  @OptionalField()
  @IsInt()
  @Min(1)
  @Max(RESERVE_TICKETS_MAX)
  maxPerBooking?: number;

  /**
   * When its own sale begins; left out: with the event's. As the clock at the venue shows it, or with an offset.
   * @example "2026-12-01T09:00"
   */
  @OptionalField()
  @IsEventTime()
  saleStartsAt?: string;

  /**
   * When its own sale ends; left out: with the event's.
   * @example "2027-02-28T23:59"
   */
  @OptionalField()
  @IsEventTime()
  saleEndsAt?: string;

  /** Shown and sold to those alone who have a code for it. */
  @OptionalField()
  @IsBoolean()
  hidden?: boolean = false;
}

/** A price category of an event. */
export class TierFieldsDto {
  /**
   * Name, unique within the event: 1 to 50 characters.
   * @example "Nave"
   */
  @IsLine(TIER_NAME_MAX_LENGTH)
  name: string;

  /**
   * Price of a ticket in the smallest unit of the event's currency, where the tier has no ticket types.
   * @example 2800
   */
  @IsInt()
  @Min(0)
  @Max(PRICE_MINOR_MAX)
  priceMinor: number;

  /**
   * Its colour; left out: that of its position.
   * @example "blue"
   */
  @OptionalField()
  @IsIn(['', ...TIER_COLORS])
  color?: TierColor = '';

  /** Shown and sold to those alone who have a code for it. */
  @OptionalField()
  @IsBoolean()
  hidden?: boolean = false;
}

/** Adds a tier to an event. */
export class CreateTierDto extends TierFieldsDto {
  /**
   * How many tickets it has.
   * @example 120
   */
  @IsInt()
  @Min(0)
  @Max(EVENT_TICKETS_MAX)
  capacity: number;

  /** Its ticket types, in the order in which they are shown; without any, it sells at its own price. */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(TIER_TICKET_TYPES_MAX)
  @ValidateNested({ each: true })
  @Type(() => TicketTypeFieldsDto)
  ticketTypes?: TicketTypeFieldsDto[];
}

/** Changes how many tickets a tier has. */
export class ChangeCapacityDto {
  /**
   * New number of tickets, including those held and sold.
   * @example 140
   */
  @IsInt()
  @Min(0)
  @Max(EVENT_TICKETS_MAX)
  capacity: number;
}

/** Puts the tiers of an event in another order. */
export class ReorderTiersDto {
  /**
   * All of its tiers, in the order in which they are to be shown.
   * @example ["7300000000000000003", "7300000000000000002"]
   */
  @IsArray()
  @ArrayMaxSize(EVENT_TIERS_MAX)
  @IsIdList()
  @ArrayUnique()
  tierIds: string[];
}

/** Puts the ticket types of a tier in another order. */
export class ReorderTicketTypesDto {
  /**
   * All of its ticket types, in the order in which they are to be shown.
   * @example ["7300000000000000003", "7300000000000000002"]
   */
  @IsArray()
  @ArrayMaxSize(TIER_TICKET_TYPES_MAX)
  @IsIdList()
  @ArrayUnique()
  ticketTypeIds: string[];
}
