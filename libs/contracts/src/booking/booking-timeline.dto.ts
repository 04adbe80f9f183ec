/** What happened to a booking, as its buyer and its organiser are told. */
export const TOLD_HAPPENINGS = [
  'reserved',
  'extended',
  'payment_declined',
  'confirmed',
  'payment_failed',
  'expired',
  'cancelled',
  'retaken',
  'money_returned',
  'refund_requested',
  'refunded',
  'refund_failed',
  'tickets_given_back',
  'split',
  'split_off',
  'attendees_changed',
  'transfer_offered',
  'transfer_taken_back',
  'transfer_accepted',
  'ticket_code_replaced',
  'disputed',
  'dispute_won',
  'dispute_lost',
] as const;
export type ToldHappening = (typeof TOLD_HAPPENINGS)[number];

/** What happened to a booking, as the box office is told: also who it belongs to, and the mails about it. */
export const BOOKING_HAPPENINGS = [
  ...TOLD_HAPPENINGS,
  'dispute_raised',
  'moved',
  'buyer_corrected',
  'mail_queued',
  'mail_sent',
  'mail_delayed',
  'mail_refused',
  'mail_requested',
] as const;
export type BookingHappening = (typeof BOOKING_HAPPENINGS)[number];

/** Why a payment was declined, where the buyer can do something about it. */
export const DECLINE_REASONS = [
  'insufficient_funds',
  'expired_card',
  'wrong_details',
  'not_authenticated',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** What a payment says of a decline, whoever its provider is; `declined`: the buyer’s bank is the one to ask. */
export const DECLINE_CODES = [...DECLINE_REASONS, 'declined'] as const;
export type DeclineCode = (typeof DECLINE_CODES)[number];

/** Something that happened to a booking, as its buyer is told: not by whom. */
export class ToldHappeningDto {
  /**
   * When.
   * @example "2026-12-01T08:00:01.000Z"
   */
  at: string;

  /**
   * What.
   * @example "money_returned"
   */
  what: ToldHappening;

  /**
   * Of an extension, until when; of a declined payment, why, where that helps: `insufficient_funds`, `expired_card`,
   * `wrong_details` or `not_authenticated`; of money that is returned, why: `late`, `surplus` or `cancelled`; otherwise
   * null.
   * @example "late"
   */
  detail: string | null;

  /**
   * How much money it is about, in the smallest unit of the currency; null where it is about none.
   * @example 5600
   */
  amountMinor: number | null;

  /**
   * Of which currency; null without an amount.
   * @example "EUR"
   */
  currency: string | null;
}

/** Something that happened to a booking, as the box office is told. */
export class BookingHappeningDto {
  /**
   * When.
   * @example "2026-12-01T08:00:01.000Z"
   */
  at: string;

  /**
   * What.
   * @example "reserved"
   */
  what: BookingHappening;

  /**
   * Who did it, by name; null: the system did.
   * @example "Ada Lovelace"
   */
  by: string | null;

  /**
   * As buyers are told it; of a mail, the address.
   * @example null
   */
  detail: string | null;

  /**
   * How much money it is about, in the smallest unit of the currency; null where it is about none.
   * @example null
   */
  amountMinor: number | null;

  /**
   * Of which currency; null without an amount.
   * @example null
   */
  currency: string | null;
}
