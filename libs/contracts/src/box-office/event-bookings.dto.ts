import { Type } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { IsEmailAddress } from '../auth/email-address.js';
import {
  BOOKING_STATUSES,
  type BookingLineDto,
  type BookingStatus,
} from '../booking/booking.dto.js';
import type { BookingChargesDto } from '../booking/booking-charges.dto.js';
import type { BookingHappeningDto } from '../booking/booking-timeline.dto.js';
import { IsId } from '../ids/id.js';
import { IsDay } from '../events/is-day.js';
import { IsUserName } from '../users/user-name.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import type { CounterMethod } from './counter-method.js';

/** Page size limit. */
export const EVENT_BOOKINGS_PAGE_MAX = 100;

/** Longest text that is searched for, in characters. */
export const BOOKING_SEARCH_MAX_LENGTH = 100;

/** Narrows an event's bookings. What is left out narrows nothing. */
export class ListEventBookingsQueryDto {
  /**
   * The beginning of words of the buyer's name or of their email address, in any order; or the number of a booking or
   * of a ticket. A single letter, beside no longer word, has to be a whole word.
   * @example "lovelace"
   */
  @OptionalField()
  @IsLine(BOOKING_SEARCH_MAX_LENGTH, 0)
  search?: string;

  /**
   * Only bookings in this status.
   * @example "confirmed"
   */
  @OptionalField()
  @IsIn(BOOKING_STATUSES)
  status?: BookingStatus;

  /**
   * Only bookings with tickets of this tier.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  tierId?: string;

  /**
   * Only bookings made on or after this day, by the event's clock.
   * @example "2026-12-01"
   */
  @OptionalField()
  @IsDay()
  from?: string;

  /**
   * Only bookings made on or before this day, by the event's clock.
   * @example "2026-12-24"
   */
  @OptionalField()
  @IsDay()
  to?: string;

  /**
   * Page size.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(EVENT_BOOKINGS_PAGE_MAX)
  limit?: number = 50;

  /**
   * Continue after this booking: `next` of the previous page.
   * @example "7300000000000000001"
   */
  @OptionalField()
  @IsId()
  after?: string;
}

/** How a buyer is known: by an account, as a guest who gave an address, or as somebody at the counter without one. */
export type BuyerKind = 'account' | 'guest' | 'walk_in';

/** Who bought. */
export class BookingBuyerDto {
  /**
   * The user's id.
   * @example "7300000000000000010"
   */
  id: string;

  /**
   * Their name.
   * @example "Ada Lovelace"
   */
  name: string;

  /**
   * Their email address, or null.
   * @example "ada@example.org"
   */
  email: string | null;

  /**
   * With an account, as a guest, or without an address at the counter. Only an account's owner changes its name and
   * address.
   * @example "guest"
   */
  kind: BuyerKind;
}

/** A booking in an event's list. */
export class EventBookingRowDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * Its status.
   * @example "confirmed"
   */
  status: BookingStatus;

  /** Who bought. */
  buyer: BookingBuyerDto;

  /** What was reserved. */
  lines: BookingLineDto[];

  /**
   * How many tickets it was made for.
   * @example 3
   */
  ticketCount: number;

  /**
   * Total in the currency's smallest unit.
   * @example 7800
   */
  totalMinor: number;

  /**
   * ISO 4217 currency of the total.
   * @example "EUR"
   */
  currency: string;

  /**
   * How it was paid at the counter; null: it was sold online.
   * @example null
   */
  counterMethod: CounterMethod | null;

  /**
   * When it was made.
   * @example "2026-12-01T08:00:01.000Z"
   */
  createdAt: string;

  /**
   * When its hold ends, or ended.
   * @example "2026-12-01T08:10:01.000Z"
   */
  expiresAt: string;

  /**
   * When it was paid for, or null.
   * @example "2026-12-01T08:02:30.000Z"
   */
  confirmedAt: string | null;

  /**
   * When it ended, or null.
   * @example null
   */
  endedAt: string | null;
}

/** A page of an event's bookings, the newest first. */
export class EventBookingPageDto {
  /** May be fewer than asked for, also none, with more to come: a page of a broad search looks through so many. */
  bookings: EventBookingRowDto[];

  /**
   * `after` for the next page; null on the last one.
   * @example "7300000000000000001"
   */
  next: string | null;
}

/** A ticket of a booking. */
export class EventBookingTicketDto {
  /**
   * The ticket's number.
   * @example "1"
   */
  id: string;

  /**
   * Its tier.
   * @example "Nave"
   */
  tier: string;

  /**
   * Its ticket type; null where the tier was sold at its own price.
   * @example "Student"
   */
  ticketType: string | null;

  /**
   * Whether the buyer’s bank wants the money for it back, or has it back for good.
   * @example false
   */
  disputed: boolean;
}

/** A booking as the box office sees it, with all that happened to it. */
export class EventBookingDto extends EventBookingRowDto {
  /** What is in the total, as its buyer sees it. */
  charges: BookingChargesDto;

  /** The tickets it holds or owns; none once it has ended. */
  tickets: EventBookingTicketDto[];

  /** What happened, the first first. The audit keeps it; the last second or so may be missing. */
  timeline: BookingHappeningDto[];

  /**
   * Whether its confirmation can be mailed again: it is paid for, and its buyer has an address.
   * @example true
   */
  mailable: boolean;

  /**
   * Whether the buyer's name and address can be corrected here: it is paid for, and they have no account.
   * @example true
   */
  correctable: boolean;
}

/** Corrects who bought. */
export class CorrectBuyerDto {
  /**
   * Full name.
   * @example "Ada Lovelace"
   */
  @IsUserName()
  name: string;

  /**
   * Email address, to which the confirmation is mailed again.
   * @example "ada@example.org"
   */
  @IsEmailAddress()
  email: string;
}
