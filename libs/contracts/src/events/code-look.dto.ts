import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { IsLineList } from '../validation/texts.js';
import { CODE_MAX_LENGTH, RESERVE_CODES_MAX } from './code-key.js';

/** Which codes somebody has. */
export class LookAtCodesDto {
  /**
   * Codes of the event, as they are typed.
   * @example ["PRESS-7K4Q-MW9X"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(RESERVE_CODES_MAX)
  @IsLineList(CODE_MAX_LENGTH)
  codes: string[];
}

/** Tickets that whoever has some codes may choose, and what one costs. */
export class OfferedTicketsDto {
  /**
   * The tier.
   * @example "7300000000000000002"
   */
  tierId: string;

  /**
   * The tier's name.
   * @example "Choir stalls"
   */
  tier: string;

  /**
   * The ticket type; null where the tier has none.
   * @example null
   */
  ticketTypeId: string | null;

  /**
   * The ticket type's name.
   * @example null
   */
  ticketType: string | null;

  /**
   * Who may have it; empty: anybody.
   * @example ""
   */
  condition: string;

  /** Whether it is only for those who have such a code: it is hidden, or set aside. */
  opened: boolean;

  /**
   * Price of one ticket in the currency's smallest unit, without discount.
   * @example 5000
   */
  priceMinor: number;

  /**
   * What the codes take off that price.
   * @example 500
   */
  discountMinor: number;

  /**
   * What one ticket costs in all, with the discount, with the fees of a ticket, and with a tax that comes on top.
   * @example 4500
   */
  fullPriceMinor: number;

  /**
   * What one ticket costs in all without the codes.
   * @example 5000
   */
  fullPriceBeforeMinor: number;

  /**
   * Tickets that may be had now.
   * @example 12
   */
  available: number;

  /**
   * Tickets held for buyers who haven't paid yet.
   * @example 0
   */
  held: number;

  /**
   * Tickets sold.
   * @example 3
   */
  booked: number;

  /**
   * Fewest tickets of one booking; null: one.
   * @example null
   */
  minPerBooking: number | null;

  /**
   * Most tickets of one booking; null: as many as of the event.
   * @example null
   */
  maxPerBooking: number | null;
}

/** What some codes are good for, without using them. */
export class CodeLookDto {
  /**
   * The codes as the organiser writes them, in the order in which they were given.
   * @example ["PRESS-7K4Q-MW9X"]
   */
  codes: string[];

  /** What whoever has them may choose, in the order of sale: also what anybody may. */
  tickets: OfferedTicketsDto[];
}
