import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DisableWebhook } from '../endpoints/disable-webhook.js';
import { toMessageId } from '../message-id.js';
import { bodyOf, type Message } from './message-body.js';
import { secondsToNextTry } from './retry-schedule.js';
import type { RequestOutcome } from './send-request.js';

/**
 * How much longer than a request may take a delivery is left to its process, in seconds. Shorter sends twice what a
 * busy process is still recording; longer delays what a killed one had begun.
 */
const GRACE_SECONDS = 45;

/** A message that this process is to send now. */
export interface DueDelivery {
  endpointId: string;
  /** As the database knows it. */
  messageUuid: string;
  messageId: string;
  /** Which try of all it is. */
  attempt: number;
  /** Which one since somebody asked for it. */
  tries: number;
  url: string;
  /** Encrypted, in the order in which they sign. */
  secrets: string[];
  body: string;
}

interface DueRow extends Message {
  endpointId: string;
  messageUuid: string;
  attempt: number;
  tries: number;
  url: string;
  secret: string;
  previousSecret: string | null;
  includesBuyer: boolean;
  buyer: { name: string; email: string | null } | null;
}

/**
 * `$1`: most of one endpoint, `$2`: most of all, `$3`: endpoints that are sent as much as they may be, `$4`: seconds
 * until another process may have them. Endpoints come in a random order, so that a slow one with much to be sent
 * takes no turn of the others. Whoever is erased is not told of any more.
 */
const CLAIM_SQL = `
  WITH due AS (
    SELECT chosen.endpoint_id, chosen.message_id FROM (
      SELECT id FROM webhook_endpoints
      WHERE disabled_at IS NULL AND id <> ALL ($3::bigint[]) ORDER BY random()
    ) AS endpoint CROSS JOIN LATERAL (
      SELECT endpoint_id, message_id FROM webhook_deliveries
      WHERE endpoint_id = endpoint.id AND status = 'pending' AND due_at <= now()
      ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
    ) AS chosen LIMIT $2
  ), claimed AS (
    UPDATE webhook_deliveries AS delivery
    SET attempts = attempts + 1, tries = tries + 1, due_at = now() + make_interval(secs => $4)
    FROM due
    WHERE delivery.endpoint_id = due.endpoint_id AND delivery.message_id = due.message_id
    RETURNING delivery.endpoint_id, delivery.message_id, delivery.attempts, delivery.tries
  )
  SELECT claimed.endpoint_id AS "endpointId", claimed.message_id AS "messageUuid",
    claimed.attempts AS attempt, claimed.tries, endpoint.url, endpoint.secret,
    CASE WHEN endpoint.previous_secret_until > now() THEN endpoint.previous_secret END AS "previousSecret",
    message.type, message.created_at AS "createdAt", message.data,
    endpoint.includes_buyer AS "includesBuyer", buyer.told AS buyer
  FROM claimed
  JOIN webhook_endpoints AS endpoint ON endpoint.id = claimed.endpoint_id
  JOIN webhook_messages AS message ON message.id = claimed.message_id
  LEFT JOIN LATERAL (
    SELECT json_build_object('name', buyer.name, 'email', buyer.email) AS told
    FROM bookings AS booking JOIN users AS buyer ON buyer.id = booking.user_id
    WHERE endpoint.includes_buyer AND booking.id = message.booking_id
      AND booking.event_id = message.event_id AND buyer.erased_at IS NULL
  ) AS buyer ON true`;

/** Finds what is to be sent, for one process alone, and records what came of it. */
@Injectable()
export class DueDeliveries {
  private readonly leaseSeconds: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly disable: DisableWebhook,
    settings: Settings,
  ) {
    this.leaseSeconds = settings.WEBHOOK_TIMEOUT_MS / 1_000 + GRACE_SECONDS;
  }

  /**
   * Takes deliveries that are due. They count as tried from now on, and are due again where this process never
   * records them.
   *
   * @param busy endpoints of which this process sends enough
   */
  async claim(most: number, ofEach: number, busy: readonly string[]): Promise<DueDelivery[]> {
    const rows = await this.dataSource.query<DueRow[]>(CLAIM_SQL, [
      ofEach,
      most,
      busy,
      this.leaseSeconds,
    ]);
    return rows.map((row) => ({
      endpointId: row.endpointId,
      messageUuid: row.messageUuid,
      messageId: toMessageId(row.messageUuid),
      attempt: row.attempt,
      tries: row.tries,
      url: row.url,
      secrets: [row.secret, row.previousSecret].filter((secret) => secret !== null),
      body: bodyOf(row, row.includesBuyer ? { buyer: row.buyer } : {}),
    }));
  }

  /**
   * Records a try. A process that was away for so long that another one has sent it again adds to the log only; but
   * what was received is never sent again.
   */
  async record(delivery: DueDelivery, outcome: RequestOutcome): Promise<void> {
    const { endpointId, messageUuid, attempt, tries } = delivery;
    const { statusCode } = outcome;
    const isReceived = statusCode !== null && statusCode >= 200 && statusCode < 300;
    const isGone = statusCode === 410;
    const seconds = isGone ? undefined : secondsToNextTry(tries);
    await this.transactions.run(async (manager) => {
      // The endpoint before its deliveries, as whoever disables it by hand.
      if (isGone) await this.disable.asGone(manager, endpointId);
      await manager.query(
        `UPDATE webhook_deliveries SET
           status = CASE WHEN $4 THEN 'delivered' WHEN $5::double precision IS NULL THEN 'failed' ELSE status END,
           due_at = CASE WHEN $4 OR $5 IS NULL THEN due_at ELSE now() + make_interval(secs => $5) END
         WHERE endpoint_id = $1 AND message_id = $2 AND ($4 OR attempts = $3 AND status = 'pending')`,
        [endpointId, messageUuid, attempt, isReceived, seconds ?? null],
      );
      // Retention may have removed it meanwhile.
      await manager.query(
        `INSERT INTO webhook_attempts
           (endpoint_id, message_id, number, started_at, duration_ms, status_code, error, response)
         SELECT endpoint_id, message_id, $3, $4, $5, $6, $7, $8 FROM webhook_deliveries
         WHERE endpoint_id = $1 AND message_id = $2
         ON CONFLICT DO NOTHING`,
        [
          endpointId,
          messageUuid,
          attempt,
          outcome.startedAt,
          outcome.durationMs,
          statusCode,
          outcome.error,
          outcome.response,
        ],
      );
    });
  }
}
