import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { BookingStatus } from '../booking/booking.dto.js';
import { RESERVE_TICKETS_MAX } from '../booking/reserve.dto.js';
import { EVENT_TIERS_MAX } from '../events/event-limits.js';
import { IsId } from '../ids/id.js';
import { OptionalField } from '../validation/optional-field.js';

/** Most that are counted ahead of an entry: who has more before them isn't told how many. */
export const WAITLIST_AHEAD_MAX = 1_000;

/**
 * What became of an entry: it waits; it was offered tickets; its buyer left; it could not be offered any, since its buyer
 * has as many tickets as they may, or what they waited for isn't sold any more; the sale ended.
 */
export const WAITLIST_STATES = ['waiting', 'offered', 'left', 'refused', 'sale_ended'] as const;

export type WaitlistState = (typeof WAITLIST_STATES)[number];

/** A tier that somebody would take tickets of. */
export class WaitlistTicketsDto {
  /**
   * The tier, which is sold out.
   * @example "1"
   */
  @IsId()
  tierId: string;

  /**
   * The ticket type within the tier. Left out: as in a reservation, the first that is on sale when tickets are offered.
   * @example "7300000000000000101"
   */
  @OptionalField()
  @IsId()
  ticketTypeId?: string;
}

/** Waits for tickets of sold-out tiers: of whichever comes first. */
export class JoinWaitlistDto {
  /**
   * The buyer. Optional with a token, which names the buyer.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  userId?: string;

  /** The tiers, the preferred one first. All tickets of an offer are of one. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(EVENT_TIERS_MAX)
  @ValidateNested({ each: true })
  @Type(() => WaitlistTicketsDto)
  tickets: WaitlistTicketsDto[];

  /**
   * How many tickets.
   * @example 2
   */
  @IsInt()
  @Min(1)
  @Max(RESERVE_TICKETS_MAX)
  quantity: number;

  /**
   * Whether fewer are of no use. A group that doesn't fit into what came back is passed over until enough does.
   * @example true
   */
  @IsBoolean()
  allOrNothing: boolean;
}

/** Leaves the waitlist. */
export class LeaveWaitlistDto {
  /**
   * The buyer. Optional with a token, which names the buyer.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  userId?: string;
}

/** What somebody waits for, as its tier is called now. */
export class WaitedTierDto {
  /**
   * The tier.
   * @example "1"
   */
  tierId: string;

  /**
   * Its name.
   * @example "VIP"
   */
  tier: string;

  /**
   * The ticket type within it; null where none was chosen.
   * @example null
   */
  ticketType: string | null;
}

/** A buyer's own entry in a waitlist. */
export class WaitlistEntryDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000012"
   */
  id: string;

  /**
   * The event.
   * @example "1"
   */
  eventId: string;

  /**
   * Its name.
   * @example "Spring Concert"
   */
  eventName: string;

  /** The tiers, the preferred one first. */
  tickets: WaitedTierDto[];

  /**
   * How many tickets.
   * @example 2
   */
  quantity: number;

  /**
   * Whether fewer are of no use.
   * @example true
   */
  allOrNothing: boolean;

  /**
   * What became of it.
   * @example "waiting"
   */
  state: WaitlistState;

  /**
   * Place among those who wait for one of the same tiers, from 1. Null where tickets are offered by lot, where more than
   * 1,000 are ahead, and for who waits no more.
   * @example 3
   */
  position: number | null;

  /**
   * Whether the organiser has paused the waitlist: nothing is offered, and nobody else can buy what comes back.
   * @example false
   */
  paused: boolean;

  /**
   * The booking that holds what was offered; null: nothing was yet.
   * @example null
   */
  bookingId: string | null;

  /**
   * How that booking stands: `pending` as long as it can be paid for.
   * @example null
   */
  bookingStatus: BookingStatus | null;

  /**
   * Until when; null where nothing is offered.
   * @example null
   */
  holdExpiresAt: string | null;

  /**
   * When it was made.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;
}
