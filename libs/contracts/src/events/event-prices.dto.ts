import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { TIER_NAME_MAX_LENGTH } from '../booking/reserve.dto.js';
import { BASIS_POINTS_MAX, FEE_SCOPES, type FeeScope } from '../pricing/terms.js';
import { NullableField } from '../validation/nullable-field.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import { PRICE_MINOR_MAX } from './event-limits.js';

/** What buyers pay on top of a price: an amount, or a percentage. */
export class EventFeeFieldsDto {
  /**
   * As buyers read it, unique within the event: 1 to 50 characters.
   * @example "Booking fee"
   */
  @IsLine(TIER_NAME_MAX_LENGTH)
  name: string;

  /**
   * The amount, in the smallest unit of the event's currency; null or left out: it is a percentage.
   * @example 150
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(PRICE_MINOR_MAX)
  amountMinor?: number | null = null;

  /**
   * The percentage in hundredths of a percent, of the price after discounts; null or left out: it is an amount.
   * @example null
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(BASIS_POINTS_MAX)
  basisPoints?: number | null = null;

  /**
   * Charged for each ticket, or once for the booking.
   * @example "booking"
   */
  @IsIn(FEE_SCOPES)
  per: FeeScope;

  /** Also charged for tickets that cost nothing, and for bookings of such tickets alone. */
  @OptionalField()
  @IsBoolean()
  onFreeTickets?: boolean = false;
}

/** The tax on tickets and fees. */
export class EventTaxDto {
  /**
   * As it stands on receipts: 1 to 50 characters.
   * @example "VAT"
   */
  @IsLine(TIER_NAME_MAX_LENGTH)
  name: string;

  /**
   * Its rate in hundredths of a percent.
   * @example 1900
   */
  @IsInt()
  @Min(1)
  @Max(BASIS_POINTS_MAX)
  basisPoints: number;

  /**
   * Whether prices and fees are said with the tax in them; otherwise it comes on top, and is part of every price shown.
   * @example true
   */
  @IsBoolean()
  included: boolean;
}

/** What buyers pay on top of a price. */
export class EventFeeDto {
  /**
   * Name.
   * @example "Booking fee"
   */
  name: string;

  /**
   * The amount in the currency's smallest unit, without a tax that comes on top; null: it is a percentage.
   * @example 150
   */
  amountMinor: number | null;

  /**
   * The percentage in hundredths of a percent, of the price after discounts; null: it is an amount.
   * @example null
   */
  basisPoints: number | null;

  /**
   * Charged for each ticket, and part of its full price; or once for the booking.
   * @example "booking"
   */
  per: FeeScope;

  /**
   * Also charged for tickets that cost nothing, and for bookings of such tickets alone.
   * @example false
   */
  onFreeTickets: boolean;
}
