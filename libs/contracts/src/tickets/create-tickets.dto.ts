import { IsInt, Max, Min } from 'class-validator';
import { IsId } from '../ids/id.js';
import { DEFAULT_EVENT_ID } from './ticket-listing.dto.js';
import { OptionalField } from '../validation/optional-field.js';

/**
 * Most tickets that one call may put on sale, over all tiers. Enough for a stadium's block; small
 * enough that the one transaction that inserts them stays within a second or two.
 */
export const CREATE_TICKETS_MAX = 20_000;

/** Puts tickets on sale. At least one count must be above zero. */
export class CreateTicketsDto {
  /**
   * The event.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  eventId?: string = DEFAULT_EVENT_ID;

  /**
   * How many VIP tickets.
   * @example 10
   */
  @OptionalField()
  @IsInt()
  @Min(0)
  @Max(CREATE_TICKETS_MAX)
  vipCount?: number = 0;

  /**
   * How many Front Row tickets.
   * @example 20
   */
  @OptionalField()
  @IsInt()
  @Min(0)
  @Max(CREATE_TICKETS_MAX)
  frontRowCount?: number = 0;

  /**
   * How many GA tickets.
   * @example 100
   */
  @OptionalField()
  @IsInt()
  @Min(0)
  @Max(CREATE_TICKETS_MAX)
  gaCount?: number = 0;
}

/** Created tickets per tier. */
export class CreateTicketsBreakdownDto {
  /**
   * VIP tickets.
   * @example 10
   */
  vip: number;

  /**
   * Front Row tickets.
   * @example 20
   */
  frontRow: number;

  /**
   * GA tickets.
   * @example 100
   */
  ga: number;
}

/** What was put on sale. */
export class CreatedTicketsDto {
  /**
   * How many in all.
   * @example 130
   */
  created: number;

  /** How many of each tier. */
  breakdown: CreateTicketsBreakdownDto;
}
