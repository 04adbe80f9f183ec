import type {
  WebhookAttemptDto,
  WebhookDeliveryDto,
  WebhookDeliveryStatus,
} from '@boxoffice/contracts';
import { toMessageId } from '../message-id.js';

interface AttemptRow {
  number: number;
  startedAt: string;
  durationMs: number;
  statusCode: number | null;
  error: string;
  response: string;
}

export interface DeliveryRow {
  messageUuid: string;
  type: string;
  eventId: string | null;
  bookingId: string | null;
  status: WebhookDeliveryStatus;
  attempts: number;
  createdAt: Date;
  dueAt: Date;
  log: AttemptRow[];
}

/** Most tries of a delivery that are read: those of a few times three days. */
export const ATTEMPTS_MAX = 50;

/**
 * Deliveries of an endpoint: `$1` the organisation, `$2` the endpoint.
 *
 * @param attempts how many tries of each, the latest first
 */
export const deliveriesSql = (attempts: number): string => `
  SELECT delivery.message_id AS "messageUuid", message.type, message.event_id AS "eventId",
    message.booking_id AS "bookingId", delivery.status, delivery.attempts,
    delivery.created_at AS "createdAt", delivery.due_at AS "dueAt", message.data, tried.log
  FROM webhook_endpoints AS endpoint
  JOIN webhook_deliveries AS delivery ON delivery.endpoint_id = endpoint.id
  JOIN webhook_messages AS message ON message.id = delivery.message_id
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object(
      'number', number, 'startedAt', started_at, 'durationMs', duration_ms, 'statusCode', status_code,
      'error', error, 'response', response) ORDER BY number DESC), '[]') AS log
    FROM (
      SELECT * FROM webhook_attempts AS attempt
      WHERE attempt.endpoint_id = delivery.endpoint_id AND attempt.message_id = delivery.message_id
      ORDER BY number DESC LIMIT ${attempts}
    ) AS latest
  ) AS tried
  WHERE endpoint.organiser_id = $1 AND endpoint.id = $2`;

export function describeDelivery(row: DeliveryRow): WebhookDeliveryDto {
  const { status, dueAt, log } = row;
  return {
    id: toMessageId(row.messageUuid),
    type: row.type,
    eventId: row.eventId,
    bookingId: row.bookingId,
    status,
    attempts: row.attempts,
    createdAt: row.createdAt.toISOString(),
    nextAttemptAt: status === 'pending' ? dueAt.toISOString() : null,
    lastAttempt: log[0] ? describeAttempt(log[0]) : null,
  };
}

export function describeAttempt({ startedAt, error, ...row }: AttemptRow): WebhookAttemptDto {
  return { ...row, startedAt: new Date(startedAt).toISOString(), error: error || null };
}
