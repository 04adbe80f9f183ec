import { Type } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { IsMoment } from '../time/moment.js';
import { OptionalField } from '../validation/optional-field.js';
import { WEBHOOK_DELIVERY_STATUSES, type WebhookDeliveryStatus } from './webhook.dto.js';

/** Page size limit. */
export const WEBHOOK_DELIVERIES_PAGE_MAX = 100;

/** Most deliveries that one request sends again; the next request goes on. */
export const WEBHOOK_REPLAYED_MAX = 1_000;

/** The id of a message, as receivers know it. */
export const WEBHOOK_MESSAGE_ID = /^msg_[0-9a-f]{32}$/;

/** Filters for an endpoint’s log. */
export class ListWebhookDeliveriesQueryDto {
  /**
   * Only deliveries that stand like this.
   * @example "failed"
   */
  @OptionalField()
  @IsIn(WEBHOOK_DELIVERY_STATUSES)
  status?: WebhookDeliveryStatus;

  /**
   * Continue before this delivery: `id` of the last one of the previous page.
   * @example "msg_0b7f1f5c2a9e4d3f8a1c6e5d4b3a2918"
   */
  @OptionalField()
  @Matches(WEBHOOK_MESSAGE_ID, { message: 'before must be the id of a delivery' })
  before?: string;

  /**
   * Page size.
   * @example 25
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(WEBHOOK_DELIVERIES_PAGE_MAX)
  limit?: number = 25;
}

/** One try of a delivery. */
export class WebhookAttemptDto {
  /**
   * The first, the second and so on.
   * @example 1
   */
  number: number;

  /**
   * When it was sent.
   * @example "2026-11-22T20:00:01.000Z"
   */
  startedAt: string;

  /**
   * How long it took, in milliseconds.
   * @example 184
   */
  durationMs: number;

  /**
   * The status of the answer; null: there was none.
   * @example 200
   */
  statusCode: number | null;

  /**
   * Why there was no answer; null: there was one.
   * @example null
   */
  error: string | null;

  /**
   * How the answer began, at most 2 kB.
   * @example "ok"
   */
  response: string;
}

/** A message to one endpoint. */
export class WebhookDeliveryDto {
  /**
   * The message’s id, sent as `webhook-id`.
   * @example "msg_0b7f1f5c2a9e4d3f8a1c6e5d4b3a2918"
   */
  id: string;

  /**
   * What happened.
   * @example "booking.confirmed"
   */
  type: string;

  /**
   * The event that it is about, or null.
   * @example "1"
   */
  eventId: string | null;

  /**
   * The booking that it is about, or null.
   * @example "7300000000000000001"
   */
  bookingId: string | null;

  /**
   * `pending`: on its way, or waiting for the next try. `delivered`: answered with 2xx. `failed`: given up.
   * @example "delivered"
   */
  status: WebhookDeliveryStatus;

  /**
   * How often it was sent.
   * @example 1
   */
  attempts: number;

  /**
   * When it happened.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;

  /**
   * When it is sent next; null: not any more.
   * @example null
   */
  nextAttemptAt: string | null;

  /** The latest try; null: there was none yet. */
  lastAttempt: WebhookAttemptDto | null;
}

/** A message to one endpoint, with everything that is known of it. */
export class WebhookDeliveryDetailDto extends WebhookDeliveryDto {
  /**
   * What is sent, as text. Buyers’ names and addresses are added when it is sent, and not kept.
   * @example "{\"type\":\"webhook.test\",\"timestamp\":\"2026-11-22T20:00:00.000Z\",\"data\":{}}"
   */
  payload: string;

  /** All tries, the latest first; at most 50. */
  log: WebhookAttemptDto[];
}

/** Sends failed deliveries again. */
export class ReplayWebhookDto {
  /**
   * Those of what happened since then.
   * @example "2026-11-22T18:00:00Z"
   */
  @IsMoment()
  since: string;
}

/** How many deliveries are sent again. */
export class ReplayedWebhookDto {
  /**
   * How many.
   * @example 12
   */
  replayed: number;

  /**
   * Whether there are more: ask again.
   * @example false
   */
  hasMore: boolean;
}
