import { IsBoolean } from 'class-validator';
import type { BookingStatus } from '../booking/booking.dto.js';
import { OptionalField } from '../validation/optional-field.js';
import type { WaitedTierDto, WaitlistState } from './waitlist.dto.js';

/** Most entries of a waitlist that are listed for its organiser: the first ones. */
export const WAITLIST_LISTED_MAX = 500;

/** An entry, as the organiser sees it. */
export class WaitingBuyerDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000012"
   */
  id: string;

  /**
   * The buyer's name.
   * @example "Ada Lovelace"
   */
  buyerName: string;

  /**
   * Their address; null where they have none.
   * @example "ada@example.org"
   */
  buyerEmail: string | null;

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
   * The booking that holds what was offered; null: nothing was yet.
   * @example null
   */
  bookingId: string | null;

  /**
   * How that booking stands.
   * @example null
   */
  bookingStatus: BookingStatus | null;

  /**
   * When it was made.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;
}

/** An event's waitlist, as the organiser sees it. */
export class WaitlistDto {
  /**
   * Whether it is paused: nothing is offered, and what comes back is kept for those who wait.
   * @example false
   */
  paused: boolean;

  /**
   * Whether tickets are offered by lot; otherwise in the order in which people joined.
   * @example false
   */
  byLot: boolean;

  /**
   * How many entries wait.
   * @example 12
   */
  waiting: number;

  /**
   * How many tickets they wait for.
   * @example 30
   */
  waitingTickets: number;

  /**
   * How many tickets are kept for them and not offered yet.
   * @example 0
   */
  keptTickets: number;

  /** The first 500: those who wait, in the order in which they are offered tickets, and then those who don't any more. */
  entries: WaitingBuyerDto[];
}

/** Changes how a waitlist is run. What is left out stays as it is. */
export class ChangeWaitlistDto {
  /**
   * Whether it is paused.
   * @example true
   */
  @OptionalField()
  @IsBoolean()
  paused?: boolean;

  /**
   * Whether tickets are offered by lot. Everybody's lot was drawn when they joined.
   * @example false
   */
  @OptionalField()
  @IsBoolean()
  byLot?: boolean;
}
