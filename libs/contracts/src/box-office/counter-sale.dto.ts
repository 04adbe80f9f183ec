import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsEmailAddress } from '../auth/email-address.js';
import type { BookingChargesDto } from '../booking/booking-charges.dto.js';
import type { BookingLineDto } from '../booking/booking.dto.js';
import { QUANTITY_MAX, RESERVE_LINES_MAX } from '../booking/reserve.dto.js';
import { IsId } from '../ids/id.js';
import { IsDay } from '../events/is-day.js';
import { IsUserName } from '../users/user-name.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import {
  COUNTER_METHODS,
  COUNTER_REASON_MAX_LENGTH,
  type CounterMethod,
} from './counter-method.js';

/** Most money that a counter takes at once, in the smallest unit of the currency. */
const RECEIVED_MAX = 1_000_000_000;

/** So many tickets of one tier and type. */
export class CounterLineDto {
  /**
   * The tier.
   * @example "1"
   */
  @IsId()
  tierId: string;

  /**
   * The ticket type, also a hidden one. Left out: the tier's own price, or its first type.
   * @example "7300000000000000101"
   */
  @OptionalField()
  @IsId()
  ticketTypeId?: string;

  /**
   * An allotment of the tier that the tickets come from. Left out: from the general sale.
   * @example "7300000000000000201"
   */
  @OptionalField()
  @IsId()
  allotmentId?: string;

  /**
   * How many.
   * @example 3
   */
  @IsInt()
  @Min(1)
  @Max(QUANTITY_MAX)
  quantity: number;
}

/** Sells tickets at the counter, or gives them away: all of them, or none. */
export class SellAtCounterDto {
  /** What to sell; lines of the same tier, type and allotment are added up. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(RESERVE_LINES_MAX)
  @ValidateNested({ each: true })
  @Type(() => CounterLineDto)
  lines: CounterLineDto[];

  /**
   * Cash, a card reader of your own, or complimentary, which costs nothing.
   * @example "cash"
   */
  @IsIn(COUNTER_METHODS)
  method: CounterMethod;

  /**
   * Why the tickets cost nothing; for complimentary ones only, which need one.
   * @example "Press: Hamburg Courier"
   */
  @ValidateIf(
    ({ method, reason }: SellAtCounterDto) => method === 'complimentary' || reason !== undefined,
  )
  @IsLine(COUNTER_REASON_MAX_LENGTH)
  reason?: string;

  /**
   * Cash received, in the smallest unit of the currency: the receipt then shows the change.
   * @example 10000
   */
  @OptionalField()
  @IsInt()
  @Min(0)
  @Max(RECEIVED_MAX)
  receivedMinor?: number;

  /**
   * The buyer's name, if they say it.
   * @example "Ada Lovelace"
   */
  @OptionalField()
  @IsUserName()
  buyerName?: string;

  /**
   * The buyer's email address, if they want their tickets there.
   * @example "ada@example.org"
   */
  @OptionalField()
  @IsEmailAddress()
  buyerEmail?: string;
}

/** A ticket of a counter sale. */
export class CounterTicketDto {
  /**
   * Its number.
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
}

/** A counter sale, as its receipt says it. */
export class CounterSaleDto {
  /**
   * The booking: the receipt's number.
   * @example "7300000000000000001"
   */
  bookingId: string;

  /**
   * The event.
   * @example "1"
   */
  eventId: string;

  /**
   * The event's name.
   * @example "Mass in B minor"
   */
  eventName: string;

  /**
   * Where it is.
   * @example "St Mary's Church"
   */
  venue: string;

  /**
   * When it begins.
   * @example "2027-03-14T18:30:00.000Z"
   */
  startsAt: string;

  /**
   * The venue's IANA time zone.
   * @example "Europe/Berlin"
   */
  timeZone: string;

  /**
   * Who sells.
   * @example "Choir of St Mary"
   */
  organiserName: string;

  /** The organiser's imprint, as text or link; may be empty. */
  imprint: string;

  /**
   * How it was paid.
   * @example "cash"
   */
  method: CounterMethod;

  /**
   * Why it cost nothing; empty otherwise.
   * @example ""
   */
  reason: string;

  /** What was sold. */
  lines: BookingLineDto[];

  /** What is in the total beside the tickets' prices: discounts, fees and tax. */
  charges: BookingChargesDto;

  /** The tickets, in the order of the lines. */
  tickets: CounterTicketDto[];

  /**
   * Total in the currency's smallest unit.
   * @example 7800
   */
  totalMinor: number;

  /**
   * ISO 4217 currency.
   * @example "EUR"
   */
  currency: string;

  /**
   * Cash received, in the smallest unit; null: not entered.
   * @example 10000
   */
  receivedMinor: number | null;

  /**
   * Change given; null: not known.
   * @example 2200
   */
  changeMinor: number | null;

  /**
   * The buyer's name; null: they didn't say.
   * @example null
   */
  buyerName: string | null;

  /**
   * Where the tickets were mailed to; null: nowhere.
   * @example null
   */
  buyerEmail: string | null;

  /**
   * Who sold it; null: they have been erased, or it was the demo's admin.
   * @example "Karl Kasse"
   */
  soldBy: string | null;

  /**
   * When.
   * @example "2027-03-14T18:02:00.000Z"
   */
  soldAt: string;
}

/** Page size limit. */
export const COUNTER_SALES_PAGE_MAX = 100;

/** Which counter sales of an event to list. */
export class ListCounterSalesQueryDto {
  /**
   * The day, by the event's clock. Left out: today.
   * @example "2027-03-14"
   */
  @OptionalField()
  @IsDay()
  day?: string;

  /**
   * Page size.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(COUNTER_SALES_PAGE_MAX)
  limit?: number = 50;

  /**
   * Continue after this sale: the last one of the previous page.
   * @example "7300000000000000001"
   */
  @OptionalField()
  @IsId()
  after?: string;
}

/** A counter sale in a list. */
export class CounterSaleRowDto {
  /**
   * The booking.
   * @example "7300000000000000001"
   */
  bookingId: string;

  /**
   * How it was paid.
   * @example "cash"
   */
  method: CounterMethod;

  /**
   * How many tickets.
   * @example 3
   */
  ticketCount: number;

  /**
   * Total in the currency's smallest unit.
   * @example 7800
   */
  totalMinor: number;

  /**
   * The buyer's name; null: they didn't say.
   * @example null
   */
  buyerName: string | null;

  /**
   * Who sold it.
   * @example "Karl Kasse"
   */
  soldBy: string | null;

  /**
   * When.
   * @example "2027-03-14T18:02:00.000Z"
   */
  soldAt: string;
}

/** What one member took in one way on a day. */
export class CounterSumDto {
  /**
   * Who sold; null: they have been erased, or it was the demo's admin.
   * @example "Karl Kasse"
   */
  soldBy: string | null;

  /**
   * How it was paid.
   * @example "cash"
   */
  method: CounterMethod;

  /**
   * How many sales.
   * @example 12
   */
  sales: number;

  /**
   * How many tickets.
   * @example 31
   */
  tickets: number;

  /**
   * Takings in the currency's smallest unit.
   * @example 80600
   */
  totalMinor: number;
}

/** An event's counter sales of a day, the newest first, and what was taken. */
export class CounterSalesDto {
  /**
   * The day, by the event's clock.
   * @example "2027-03-14"
   */
  day: string;

  /**
   * ISO 4217 currency of all amounts.
   * @example "EUR"
   */
  currency: string;

  /** A page of the sales. */
  sales: CounterSaleRowDto[];

  /** Of the whole day, by member and method. */
  sums: CounterSumDto[];

  /**
   * `after` for the next page; null on the last one.
   * @example null
   */
  next: string | null;
}
