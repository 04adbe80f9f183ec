import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { IsId } from '../ids/id.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import { BOOKING_SEARCH_MAX_LENGTH } from './event-bookings.dto.js';

/** Bookings of one page of a guest list: some 25 printed pages in one request. */
export const GUEST_LIST_PAGE_MAX = 1_000;

/** Narrows a guest list. */
export class GuestListQueryDto {
  /**
   * As in the list of bookings, also the beginning of words of an attendee’s name.
   * @example "lovelace"
   */
  @OptionalField()
  @IsLine(BOOKING_SEARCH_MAX_LENGTH, 0)
  search?: string;

  /**
   * Bookings a page.
   * @example 200
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(GUEST_LIST_PAGE_MAX)
  limit?: number = 200;

  /**
   * Continue after this booking: `next` of the previous page.
   * @example "7300000000000000001"
   */
  @OptionalField()
  @IsId()
  after?: string;
}

/** So many tickets of one kind. */
export class GuestTicketsDto {
  /**
   * The tier.
   * @example "Nave"
   */
  tier: string;

  /**
   * The ticket type; null where the tier was sold at its own price.
   * @example "Student"
   */
  ticketType: string | null;

  /**
   * How many.
   * @example 2
   */
  quantity: number;
}

/** Somebody who comes, as the buyer named them. */
export class GuestAttendeeDto {
  /**
   * Their ticket.
   * @example "1"
   */
  ticketId: string;

  /**
   * Their name.
   * @example "Grace Hopper"
   */
  name: string;
}

/** A booking of those who come. */
export class GuestListEntryDto {
  /**
   * The booking.
   * @example "7300000000000000001"
   */
  bookingId: string;

  /**
   * The buyer's name; null: sold at the counter without one.
   * @example "Ada Lovelace"
   */
  name: string | null;

  /**
   * Why the tickets were given away at the counter; empty otherwise.
   * @example "Press: Hamburg Courier"
   */
  reason: string;

  /** What they have. */
  tickets: GuestTicketsDto[];

  /**
   * How many tickets in all.
   * @example 3
   */
  ticketCount: number;

  /** The tickets' numbers, in the order of the lines. */
  ticketIds: string[];

  /** Who comes with them, where the event asks and somebody said: in the order of the tickets. */
  attendees: GuestAttendeeDto[];
}

/** A page of those who come, by last name. */
export class GuestListDto {
  /** Bookings that are paid for. */
  guests: GuestListEntryDto[];

  /**
   * `after` for the next page; null on the last one.
   * @example null
   */
  next: string | null;

  /**
   * How many tickets are sold in all, whatever is searched for.
   * @example 312
   */
  sold: number;
}
