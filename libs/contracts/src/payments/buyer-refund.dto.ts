import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsInt, Max, Min } from 'class-validator';
import { IsIdList } from '../ids/id.js';
import { AMOUNT_MINOR_MAX } from '../money/amounts.js';
import { OptionalField } from '../validation/optional-field.js';
import type { RefundFees } from './refund-fees.js';
import { REFUND_TICKETS_MAX } from './refund.dto.js';

/** Why a buyer can't return any ticket of a booking. */
export const BUYER_REFUND_REFUSALS = [
  'not_offered',
  'too_late',
  'event_cancelled',
  'not_paid',
  'disputed',
  'nothing_left',
] as const;
export type BuyerRefundRefusal = (typeof BUYER_REFUND_REFUSALS)[number];

/** A ticket that its buyer can return. */
export class ReturnableTicketDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000011"
   */
  id: string;

  /**
   * Its tier.
   * @example "Nave"
   */
  tier: string;

  /**
   * Its ticket type; null: none.
   * @example "Student"
   */
  ticketType: string | null;

  /**
   * What goes back for it, in the smallest unit of the currency.
   * @example 1400
   */
  amountMinor: number;
}

/** What a buyer can return of a booking, and what goes back for it. */
export class BuyerRefundOfferDto {
  /**
   * Why nothing can be returned; null: it can. `not_offered`: buyers don't return tickets of this event themselves;
   * `too_late`; `event_cancelled`; `not_paid`; `disputed`: the buyer's bank has asked for the money; `nothing_left`.
   * @example null
   */
  refusal: BuyerRefundRefusal | null;

  /**
   * Until when tickets can be returned; null: not at all.
   * @example "2027-03-07T18:30:00.000Z"
   */
  until: string | null;

  /**
   * Whether the fees go back, too; null: nothing does.
   * @example "without_fees"
   */
  fees: RefundFees | null;

  /**
   * ISO 4217 currency of all amounts.
   * @example "EUR"
   */
  currency: string;

  /**
   * The most that goes back for some of the tickets, in the smallest unit: what is left of the payment.
   * @example 5600
   */
  leftMinor: number;

  /**
   * What goes back for all of the tickets: with fees, the booking's own are in it.
   * @example 5600
   */
  wholeMinor: number;

  /** Whether the money comes from the organiser themselves, as it was paid by bank transfer or at the counter. */
  paidBackByOrganiser: boolean;

  /** The tickets that can be returned; none where there is a refusal. */
  tickets: ReturnableTicketDto[];
}

/** Returns tickets of a booking. */
export class ReturnTicketsDto {
  /**
   * The tickets; each is void then. Left out: all that can be returned.
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
   * What the buyer was shown that they get back, in the smallest unit of the currency. If it is another amount by now,
   * nothing is changed.
   * @example 1400
   */
  @IsInt()
  @Min(0)
  @Max(AMOUNT_MINOR_MAX)
  amountMinor: number;
}
