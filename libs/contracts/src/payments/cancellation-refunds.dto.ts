import { IsIn } from 'class-validator';
import { OptionalField } from '../validation/optional-field.js';

/** Begins to give back the money of a cancelled event, or goes on with it. */
export class ContinueRefundsDto {
  /**
   * Whether fees go back, too, where nothing has gone back automatically yet; default `with_fees`. Ignored otherwise.
   * @example "with_fees"
   */
  @OptionalField()
  @IsIn(['with_fees', 'without_fees'])
  fees?: 'with_fees' | 'without_fees';
}

/** A booking whose money could not go back automatically. */
export class FailedRefundDto {
  /**
   * The booking's id.
   * @example "7300000000000000001"
   */
  bookingId: string;

  /**
   * Why: `PAYMENT_REFUSED` is the provider's answer, and others are problem codes.
   * @example "PAYMENT_REFUSED"
   */
  code: string;
}

/** How far giving back the money of a cancelled event has come, counted in bookings that were paid for. */
export class CancellationRefundsDto {
  /** What goes back automatically; `none`: nothing does. */
  fees: 'with_fees' | 'without_fees' | 'none';

  /** Whether somebody has stopped it. */
  isStopped: boolean;

  /**
   * Whose money has gone back.
   * @example 20
   */
  refunded: number;

  /**
   * Whose money is on its way.
   * @example 3
   */
  underWay: number;

  /**
   * Where it failed.
   * @example 1
   */
  failed: number;

  /**
   * Which are still to be done.
   * @example 0
   */
  left: number;

  /**
   * Whose bank has taken the money back and hasn't decided yet. What the organiser wins is refunded.
   * @example 0
   */
  disputed: number;

  /**
   * Paid by bank transfer or at the counter: to be paid out by hand.
   * @example 2
   */
  byHand: number;

  /** Some of those that failed. */
  failures: FailedRefundDto[];

  /**
   * Some of those to be paid out by hand.
   * @example ["7300000000000000001"]
   */
  byHandBookingIds: string[];
}
