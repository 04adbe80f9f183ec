import type { ProblemCode } from './problem-code.js';

/** Why a field was refused, where a page can't know it beforehand. */
export const FIELD_REASONS = ['SKIPPED_TIME', 'PAST', 'REPEATED', 'NO_PAYMENT_METHOD'] as const;

export type FieldReason = (typeof FIELD_REASONS)[number];

/** An invalid field, and why. */
export class FieldErrorDto {
  /**
   * Path of the field in the body or the query.
   * @example "tickets.0.quantity"
   */
  field: string;

  /**
   * What is wrong with it, in words.
   * @example ["quantity must not be less than 1"]
   */
  messages: string[];

  /**
   * Why, in a word for programs, where only the server knows: the clock at the venue skips this time, or shows one that
   * has passed; the value is there already; a published event would cost money, and there is no payment method.
   * @example "SKIPPED_TIME"
   */
  reason?: FieldReason;
}

/** An error as clients of the first API read it. */
export class LegacyErrorDto {
  /**
   * The same sentence as `detail`.
   * @example "The tier \"Balcony\" is not sold for event 1."
   */
  message: string;

  /**
   * The HTTP status.
   * @example 404
   */
  status: number;
}

/** A tier with fewer available tickets than requested. */
export class ShortfallDto {
  /**
   * Name of the tier.
   * @example "VIP"
   */
  tier: string;

  /**
   * Name of the allotment, where the tickets were to come from one.
   * @example "Local press"
   */
  allotment?: string;

  /**
   * How many were requested.
   * @example 4
   */
  requested: number;

  /**
   * How many were available.
   * @example 1
   */
  available: number;

  /**
   * How many others hold; these may become available.
   * @example 3
   */
  held: number;

  /**
   * When the first of those holds ends. Null if there are none, or if thousands of holds of other tiers end
   * earlier and it isn't known.
   * @example "2026-11-22T20:10:00.000Z"
   */
  heldUntil: string | null;
}

/** A date of a series that can't be changed, and why. */
export class RefusedDateDto {
  /**
   * Id of the event.
   * @example "7300000000000000001"
   */
  eventId: string;

  /**
   * When it begins.
   * @example "2027-03-14T18:30:00.000Z"
   */
  startsAt: string;

  /**
   * Why: the code that changing this date alone would be answered with.
   * @example "EVENT_NOT_READY"
   */
  code: ProblemCode;

  /**
   * Why, in words.
   * @example "Only a published event can be paused. This one is a draft."
   */
  detail: string;

  /** The fields that are wrong for this date. */
  errors?: FieldErrorDto[];
}

/**
 * Every error of the API: RFC 9457 `application/problem+json`, which also carries the `error`
 * member of the first API, so that both kinds of client can read it.
 */
export class ProblemDto {
  /**
   * A URI that names the kind of problem.
   * @example "urn:boxoffice:problem:tier-not-found"
   */
  type: string;

  /**
   * The kind of problem, in words.
   * @example "Tier not found"
   */
  title: string;

  /**
   * The HTTP status.
   * @example 404
   */
  status: number;

  /**
   * What happened, and what to do about it.
   * @example "The tier \"Balcony\" is not sold for event 1."
   */
  detail: string;

  /**
   * The requested path.
   * @example "/api/v1/booking/reserve"
   */
  instance: string;

  /**
   * Machine-readable and stable.
   * @example "TIER_NOT_FOUND"
   */
  code: ProblemCode;

  /**
   * Names this request in the server's log.
   * @example "0f8fad5b-d9cb-469f-a165-70867728950e"
   */
  requestId?: string;

  /** The invalid fields, with code `VALIDATION_FAILED`; the codes that stand in the way, with `CODE_…`. */
  errors?: FieldErrorDto[];

  /** The tiers and allotments that fell short, with codes `SOLD_OUT`, `HELD_BY_OTHERS`, `NOT_ENOUGH_TICKETS`. */
  shortfalls?: ShortfallDto[];

  /**
   * How many of the first short tier were free; the same as `shortfalls[0].available`.
   * @example 1
   */
  available?: number;

  /**
   * How many of the first short tier were asked for; the same as `shortfalls[0].requested`.
   * @example 4
   */
  requested?: number;

  /**
   * The limit that was passed, with codes `BOOKING_LIMIT_EXCEEDED`, `USER_LIMIT_EXCEEDED`,
   * `UNPAID_LIMIT_EXCEEDED` and `ADDRESS_PROOF_REQUIRED`.
   * @example 6
   */
  limit?: number;

  /**
   * How many tickets of the tier are held, with codes `CAPACITY_BELOW_SOLD` and `BOOKINGS_DEPEND_ON_IT`.
   * @example 3
   */
  held?: number;

  /**
   * How many tickets of the tier are sold, with the same codes.
   * @example 30
   */
  sold?: number;

  /** The dates that can't be changed, with code `SERIES_DATES_REFUSED`. */
  dates?: RefusedDateDto[];

  /**
   * How many tickets of the tier are set aside in allotments, with code `CAPACITY_BELOW_SOLD`.
   * @example 10
   */
  setAside?: number;

  /**
   * When the first use of the code that is held may come back, with code `CODE_USED_UP`. Missing where none is held.
   * @example "2026-11-22T20:10:00.000Z"
   */
  heldUntil?: string;

  /** The error, for clients of the first API. */
  error: LegacyErrorDto;
}
