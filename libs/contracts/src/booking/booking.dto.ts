import { Type } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import type { EventState } from '../events/event-state.js';
import { IsId } from '../ids/id.js';
import type { TicketDto } from '../tickets/ticket.dto.js';
import { OptionalField } from '../validation/optional-field.js';
import type { BookingChargesDto } from './booking-charges.dto.js';

export const BOOKING_STATUSES = [
  'pending',
  'confirmed',
  'expired',
  'cancelled',
  'failed',
  'refunded',
] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** So many tickets of one tier, at one price, in a booking. */
export class BookingLineDto {
  /**
   * Name of the tier.
   * @example "VIP"
   */
  tier: string;

  /**
   * Id of the tier.
   * @example "1"
   */
  tierId: string;

  /**
   * Name of the ticket type; null where the tier was sold at its own price.
   * @example "Student"
   */
  ticketType: string | null;

  /**
   * Id of the ticket type.
   * @example "7300000000000000101"
   */
  ticketTypeId: string | null;

  /**
   * How many.
   * @example 2
   */
  quantity: number;

  /**
   * Price of one, in units of the currency.
   * @example 100
   */
  price: number;

  /**
   * The same in the currency's smallest unit; exact.
   * @example 10000
   */
  priceMinor: number;

  /**
   * What one costs in all: with its fees, a tax that comes on top, and less its discount.
   * @example 10000
   */
  fullPriceMinor: number;
}

/** When and where the event of a booking is. */
export class BookedEventDto {
  /**
   * Venue.
   * @example "Harbour Hall, Pier 4"
   */
  venue: string;

  /**
   * When it begins.
   * @example "2027-06-12T18:30:00.000Z"
   */
  startsAt: string;

  /**
   * The venue's IANA time zone; show times in it.
   * @example "Europe/Berlin"
   */
  timeZone: string;

  /**
   * Published, paused, cancelled or ended.
   * @example "published"
   */
  state: EventState;
}

/** A booking: what a buyer reserved together. */
export class BookingDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * The event.
   * @example "1"
   */
  eventId: string;

  /**
   * The event's name.
   * @example "Midnight Orchestra"
   */
  eventName: string;

  /** When and where it is. */
  event: BookedEventDto;

  /**
   * The buyer.
   * @example "1"
   */
  userId: string;

  /**
   * `pending`: held, not paid for. `confirmed`: paid for. `expired`, `cancelled` and `failed`: ended
   * unpaid, its tickets back on sale. `refunded`: paid back.
   * @example "pending"
   */
  status: BookingStatus;

  /** What was reserved. Unchanged when the booking ends. */
  lines: BookingLineDto[];

  /** The tickets it holds or owns; none once it has ended. */
  tickets: TicketDto[];

  /**
   * How many tickets it was made for.
   * @example 1
   */
  ticketCount: number;

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

  /** What is in the total. */
  charges: BookingChargesDto;

  /**
   * ISO 4217 currency of the total.
   * @example "USD"
   */
  currency: string;

  /**
   * Whether its event asks who comes, or asks questions: see `GET /booking/{id}/attendees`.
   * @example false
   */
  asksAttendees: boolean;

  /**
   * The codes that it uses; missing where it uses none.
   * @example ["PRESS-7K4Q-MW9X"]
   */
  codes?: string[];

  /**
   * When the hold ends, or ended.
   * @example "2026-11-22T20:10:00.000Z"
   */
  expiresAt: string;

  /**
   * Whether its owner may extend the hold now (once more).
   * @example true
   */
  extendable: boolean;

  /**
   * When it was paid for, or null.
   * @example null
   */
  confirmedAt: string | null;

  /**
   * When it ended unpaid, or null.
   * @example null
   */
  endedAt: string | null;

  /**
   * When it was made.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;

  /**
   * The server's clock when it answered. Count a hold down from it.
   * @example "2026-11-22T20:00:00.000Z"
   */
  serverTime: string;
}

/** Who cancels or extends. */
export class CancelBookingDto {
  /**
   * The buyer. Without it, the demo's admin acts; with a token it is not needed.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  userId?: string;
}

/** Page size limit. */
export const USER_BOOKINGS_PAGE_MAX = 100;

/** Which of a user's bookings to list. */
export class ListUserBookingsQueryDto {
  /**
   * How many bookings at the most, newest first.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(USER_BOOKINGS_PAGE_MAX)
  limit?: number = 50;

  /**
   * Only bookings in this status.
   * @example "confirmed"
   */
  @OptionalField()
  @IsIn(BOOKING_STATUSES)
  status?: BookingStatus;

  /**
   * Cursor: the last booking of the previous page.
   * @example "7300000000000000001"
   */
  @OptionalField()
  @IsId()
  before?: string;
}

/** A user's bookings and tickets. */
export class UserBookingsDto {
  /**
   * The user.
   * @example "1"
   */
  userId: string;

  /**
   * Their name.
   * @example "John Doe"
   */
  userName: string;

  /** Their paid tickets of the listed bookings, newest first. */
  tickets: TicketDto[];

  /**
   * How many tickets they own in all.
   * @example 2
   */
  totalTickets: number;

  /** Their bookings in every status, newest first. */
  bookings: BookingDto[];
}
