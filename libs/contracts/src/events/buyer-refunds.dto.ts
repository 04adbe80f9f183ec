import { IsIn, IsInt, Max, Min } from 'class-validator';
import { REFUND_FEES, type RefundFees } from '../payments/refund-fees.js';

/** Longest time between the last day on which buyers return tickets and the event, in days. */
export const BUYER_REFUND_DAYS_MAX = 365;

/** Until when buyers return tickets of an event themselves, and what they get for them. */
export class BuyerRefundsDto {
  /**
   * How many days before the event begins, on the calendar at the venue and at its time of day; 0: until it begins. It
   * moves with the event.
   * @example 7
   */
  @IsInt()
  @Min(0)
  @Max(BUYER_REFUND_DAYS_MAX)
  untilDaysBefore: number;

  /**
   * Whether buyers get the fees back, too.
   * @example "without_fees"
   */
  @IsIn(REFUND_FEES)
  fees: RefundFees;
}

/** Until when buyers return tickets of an event, as they are shown it. */
export class BuyerRefundTermsDto {
  /**
   * Until when.
   * @example "2027-06-05T18:30:00.000Z"
   */
  until: string;

  /**
   * Whether they get the fees back, too.
   * @example "without_fees"
   */
  fees: RefundFees;
}
