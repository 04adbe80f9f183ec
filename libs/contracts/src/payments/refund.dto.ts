import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  Max,
  Min,
} from 'class-validator';
import { IsId, IsIdList } from '../ids/id.js';
import { AMOUNT_MINOR_MAX } from '../money/amounts.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine, IsText } from '../validation/texts.js';
import { REFUND_FEES, type RefundFees } from './refund-fees.js';

/** Most tickets that one refund may name: a booking has no more. */
export const REFUND_TICKETS_MAX = 500;

/** Longest note to the buyer, in characters. */
export const REFUND_NOTE_MAX = 500;

/** Gives money back for a booking: for some of its tickets, an amount, or all that is left of it. */
export class RefundBookingDto {
  /**
   * The tickets that are given back; each is void then. Without them and without an amount, all of the booking goes back.
   * @example ["7300000000000000011"]
   */
  @OptionalField()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(REFUND_TICKETS_MAX)
  @IsIdList()
  @ArrayUnique()
  ticketIds?: string[];

  /**
   * The payment that goes back, where it isn’t the one that paid for the booking: one that came when there was nothing to
   * buy any more, and could not be given back then. No ticket is given back for it.
   * @example "7300000000000000002"
   */
  @OptionalField()
  @IsId()
  paymentId?: string;

  /**
   * An amount in the smallest unit of the currency, without any ticket being given back. Not together with `ticketIds`.
   * @example 500
   */
  @OptionalField()
  @IsInt()
  @Min(1)
  @Max(AMOUNT_MINOR_MAX)
  amountMinor?: number;

  /**
   * Whether the tickets’ fees go back, too; default `with_fees`. An amount is as it is.
   * @example "with_fees"
   */
  @OptionalField()
  @IsIn(REFUND_FEES)
  fees?: RefundFees;

  /**
   * Whether the tickets go back on sale; default true. Otherwise their tier has so many tickets less.
   * @example true
   */
  @OptionalField()
  @IsBoolean()
  restock?: boolean;

  /**
   * What the buyer is told about it.
   * @example "One of you is ill."
   */
  @OptionalField()
  @IsText(REFUND_NOTE_MAX)
  note?: string;
}

/** Marks a payment outside of this system as received. */
export class MarkPaidDto {
  /**
   * What names it, such as the bank’s reference.
   * @example "SEPA 2027-03-02 / 4711"
   */
  @OptionalField()
  @IsLine(100)
  reference?: string;
}
