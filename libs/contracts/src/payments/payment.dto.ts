import { IsIn } from 'class-validator';
import type { BookingDto } from '../booking/booking.dto.js';
import type { DeclineCode } from '../booking/booking-timeline.dto.js';
import { OptionalField } from '../validation/optional-field.js';

/** Providers that take payments. Which of them an event offers, its payment methods say. */
export const PAYMENT_PROVIDERS = ['simulated', 'stripe', 'paypal', 'offline'] as const;
export type PaymentProviderName = (typeof PAYMENT_PROVIDERS)[number];

/** How an attempt at the simulated provider can end. */
export const SIMULATED_OUTCOMES = ['success', 'decline', 'processing', 'answer-lost'] as const;
export type SimulatedOutcome = (typeof SIMULATED_OUTCOMES)[number];

/** How a payment stands. */
export const PAYMENT_STATUSES = [
  'created',
  'open',
  'processing',
  'captured',
  'returned',
  'cancelled',
  'failed',
] as const;
export type PaymentStatusName = (typeof PAYMENT_STATUSES)[number];

/** Begins a payment. */
export class StartPaymentDto {
  /**
   * Who takes the payment: one of the event’s payment methods.
   * @example "stripe"
   */
  @IsIn(PAYMENT_PROVIDERS)
  provider: PaymentProviderName;
}

/** The buyer has done their part of a payment. */
export class CompletePaymentDto {
  /**
   * How the attempt ends, where the provider is the simulated one; default `success`. Others ignore it.
   * @example "success"
   */
  @OptionalField()
  @IsIn(SIMULATED_OUTCOMES)
  simulation?: SimulatedOutcome;
}

/** Money that went back, or is on its way. */
export class RefundDto {
  /**
   * Its id.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * In the smallest unit of the currency.
   * @example 2800
   */
  amountMinor: number;

  /**
   * `requested` and `processing`: it is on its way; `failed`: it could not be given back yet, and somebody looks into it.
   * @example "succeeded"
   */
  status: 'requested' | 'processing' | 'succeeded' | 'failed';

  /**
   * Why: `late` (paid after the hold had ended), `surplus` (paid twice), `cancelled`, `event_cancelled` or `requested`.
   * @example "late"
   */
  reason: 'late' | 'surplus' | 'cancelled' | 'event_cancelled' | 'requested';

  /**
   * What the organiser says about it.
   * @example ""
   */
  note: string;

  /** The tickets that were given back for it. */
  ticketIds: string[];

  /**
   * When it was asked for.
   * @example "2027-03-01T18:00:00.000Z"
   */
  createdAt: string;
}

/** Money that a buyer's bank wants back. */
export class DisputeDto {
  /**
   * Its id.
   * @example "7300000000000000003"
   */
  id: string;

  /**
   * In the smallest unit of the currency.
   * @example 8400
   */
  amountMinor: number;

  /**
   * `open`: the bank has the money, and hasn’t decided; `won`: the organiser keeps it; `lost`: it went to the buyer.
   * @example "open"
   */
  status: 'open' | 'won' | 'lost';

  /**
   * When it was heard of.
   * @example "2027-03-01T18:00:00.000Z"
   */
  createdAt: string;

  /**
   * When it ended, or null.
   * @example null
   */
  endedAt: string | null;
}

/** A payment of a booking, and what came of it. */
export class PaymentDto {
  /**
   * Its id.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * Who takes it: a provider, `counter`, `complimentary` (given away there) or `none` (there was nothing to pay).
   * @example "stripe"
   */
  provider: string;

  /**
   * `created` and `open`: the buyer has to act; `processing`: the bank is at it; `captured`: it paid for the booking;
   * `returned`: it came when there was nothing to buy any more, and goes back; `cancelled` and `failed`: no money moved.
   * @example "open"
   */
  status: PaymentStatusName;

  /**
   * In the smallest unit of the currency.
   * @example 8400
   */
  amountMinor: number;

  /**
   * ISO 4217.
   * @example "EUR"
   */
  currency: string;

  /**
   * What has gone back of it, or is on its way.
   * @example 0
   */
  refundedMinor: number;

  /**
   * Why the last attempt was declined, in the same words for every provider: `insufficient_funds`, `expired_card`,
   * `wrong_details`, `not_authenticated`, and otherwise `declined`: the buyer’s bank is the one to ask. Null where it
   * wasn’t.
   * @example null
   */
  declineCode: DeclineCode | null;

  /**
   * What the buyer’s bank has taken back of it, until it decides or for good: it can’t be refunded as well.
   * @example 0
   */
  disputedMinor: number;

  /** Money that went back. */
  refunds: RefundDto[];

  /** What the buyer’s bank wanted back. */
  disputes: DisputeDto[];

  /**
   * When it began.
   * @example "2027-03-01T18:00:00.000Z"
   */
  createdAt: string;
}

/** A payment that a buyer can go on with. */
export class StartedPaymentDto {
  /** The payment. */
  payment: PaymentDto;

  /**
   * What the provider’s own fields need on the buyer’s page.
   * @example { "clientSecret": "pi_123_secret_456", "publishableKey": "pk_test_123" }
   */
  client: Record<string, string>;
}

/** What a payment came to. */
export class PaymentResultDto {
  /** The payment. */
  payment: PaymentDto;

  /** The booking as it is now. */
  booking: BookingDto;
}

/** A way to pay. */
export class PaymentMethodDto {
  /**
   * Its provider.
   * @example "stripe"
   */
  provider: PaymentProviderName;
}
