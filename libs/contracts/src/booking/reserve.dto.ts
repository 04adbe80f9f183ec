import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsString,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { CODE_MAX_LENGTH, RESERVE_CODES_MAX } from '../events/code-key.js';
import { EVENT_TICKET_TYPES_MAX } from '../events/event-limits.js';
import { IsId } from '../ids/id.js';
import type { TicketDto } from '../tickets/ticket.dto.js';
import { DEFAULT_EVENT_ID } from '../tickets/ticket-listing.dto.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLineList } from '../validation/texts.js';

/** Most lines of one reservation: a line of each ticket type that an event may have. */
export const RESERVE_LINES_MAX = EVENT_TICKET_TYPES_MAX;

/**
 * Most tickets of one reservation. A school fits; the locks of one transaction and the size of one
 * answer (150 kB) stay bounded.
 */
export const RESERVE_TICKETS_MAX = 500;

/** Largest quantity that is understood at all (that of a 32-bit integer); more is a slip. */
export const QUANTITY_MAX = 2_147_483_647;

/** Longest name of a tier, in characters. */
export const TIER_NAME_MAX_LENGTH = 50;

/**
 * Counted in code points, as the database counts. Control characters and halves of surrogate pairs
 * are no text that a database keeps.
 */
const TIER_NAME = new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${TIER_NAME_MAX_LENGTH}}$`, 'u');

/** So many tickets of one tier, at the price of one ticket type. The tier is given by name or by id. */
export class ReserveLineDto {
  /**
   * Name of the tier. May be left out where `tierId` is given; where both are, both name the same tier.
   * @example "VIP"
   */
  @ValidateIf(({ tier, tierId }: ReserveLineDto) => tier !== undefined || tierId === undefined)
  @IsString()
  @Matches(TIER_NAME, {
    message: `tier must be 1 to ${TIER_NAME_MAX_LENGTH} characters, none of them a control character`,
  })
  tier?: string;

  /**
   * Id of the tier.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  tierId?: string;

  /**
   * The ticket type within the tier. Left out: the tier's first one that is on sale, or the tier's own price where
   * it has no ticket types.
   * @example "7300000000000000101"
   */
  @OptionalField()
  @IsId()
  ticketTypeId?: string;

  /**
   * How many.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(QUANTITY_MAX)
  quantity: number;
}

/**
 * Holds tickets for a buyer. All that is asked for is held, or nothing is. Lines that name the same
 * tier and ticket type are added up; all lines together may ask for 500 tickets at the most.
 */
export class ReserveDto {
  /**
   * The buyer. Optional with a token, which names the buyer.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  userId?: string;

  /**
   * The event.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  eventId?: string = DEFAULT_EVENT_ID;

  /** What to hold. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(RESERVE_LINES_MAX)
  @ValidateNested({ each: true })
  @Type(() => ReserveLineDto)
  tickets: ReserveLineDto[];

  /**
   * Codes of the event that the buyer has, as they are typed.
   * @example ["PRESS-7K4Q-MW9X"]
   */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(RESERVE_CODES_MAX)
  @IsLineList(CODE_MAX_LENGTH)
  codes?: string[];
}

/** Tickets held for a buyer. */
export class ReservationDto {
  /** Always true; kept for clients of the first API. */
  success: true;

  /**
   * In words.
   * @example "1 ticket held for 10 minutes"
   */
  message: string;

  /** The tickets, each `pending` and held for the buyer. */
  reservedTickets: TicketDto[];

  /**
   * The booking that holds them.
   * @example "7300000000000000001"
   */
  bookingId: string;

  /**
   * When the hold ends. Count down from `serverTime`, not from the device's own clock.
   * @example "2026-11-22T20:10:00.000Z"
   */
  expiresAt: string;

  /**
   * The server's clock when it answered.
   * @example "2026-11-22T20:00:00.000Z"
   */
  serverTime: string;

  /**
   * Total, in units of the currency.
   * @example 100
   */
  total: number;

  /**
   * The same in the currency's smallest unit; exact.
   * @example 10000
   */
  totalMinor: number;

  /**
   * ISO 4217 currency of the total.
   * @example "USD"
   */
  currency: string;

  /**
   * The codes that it uses, as the organiser writes them; missing where it uses none. Others that were given make no
   * difference to it, and are not used.
   * @example ["PRESS-7K4Q-MW9X"]
   */
  codes?: string[];
}
