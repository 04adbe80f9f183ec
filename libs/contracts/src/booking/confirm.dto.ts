import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { IsId, IsIdList } from '../ids/id.js';
import type { TicketDto } from '../tickets/ticket.dto.js';
import { OptionalField } from '../validation/optional-field.js';

/**
 * Most tickets that one confirm may name: two reservations of the largest size, or many small
 * ones. The locks that one transaction takes stay bounded.
 */
export const CONFIRM_TICKETS_MAX = 1_000;

export const PAYMENT_SIMULATIONS = ['success', 'fail'] as const;
export type PaymentSimulation = (typeof PAYMENT_SIMULATIONS)[number];

/** Pays for held tickets, all or none. */
export class ConfirmDto {
  /**
   * The buyer. Optional with a token, which names the buyer.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  userId?: string;

  /**
   * The tickets, each named once.
   * @example ["1", "2"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CONFIRM_TICKETS_MAX)
  @IsIdList()
  @ArrayUnique()
  ticketIds: string[];

  /**
   * The booking that holds them. Where it is given, every ticket must be this booking's, and no other one is
   * touched: a payment that comes late cannot be taken for one of a newer hold.
   * @example "7300000000000000001"
   */
  @OptionalField()
  @IsId()
  bookingId?: string;

  /**
   * Outcome of the simulated payment; default `success`. For demonstration only: production refuses it
   * (`PAYMENTS_NOT_CONFIGURED`).
   * @example "success"
   */
  @OptionalField()
  @IsIn(PAYMENT_SIMULATIONS)
  paymentSimulation?: PaymentSimulation;
}

/** Tickets that were paid for. */
export class ConfirmationDto {
  /** Always true; kept for clients of the first API. */
  success: true;

  /**
   * In words.
   * @example "Payment received. 2 tickets are yours."
   */
  message: string;

  /** The tickets, each `booked` and the buyer's. */
  confirmedTickets: TicketDto[];

  /**
   * The bookings that they belong to: more than one where the tickets were reserved one by one.
   * @example ["7300000000000000001"]
   */
  bookingIds: string[];
}

/** The payment failed: nothing was charged, and the tickets were released. */
export class PaymentFailureDto {
  /** Always false. */
  success: false;

  /**
   * In words.
   * @example "Payment failed. Tickets have been released."
   */
  message: string;
}
