import {
  ProblemCode,
  WEBHOOK_REPLAYED_MAX,
  WEBHOOK_TEST_TYPE,
  type ReplayedWebhookDto,
  type WebhookDeliveryDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { DeliverWebhooks } from '../deliver/deliver-webhooks.js';
import { webhookEntry } from '../endpoints/webhook-entry.js';
import { readWebhook, requireEnabled } from '../endpoints/webhook-row.js';
import { deliveryNotFound, toMessageId, toMessageUuid } from '../message-id.js';
import { deliveriesSql, describeDelivery, type DeliveryRow } from './delivery-row.js';

/** Begins the schedule anew; how often it was sent at all goes on. */
const AGAIN = `status = 'pending', tries = 0, due_at = now()`;

/** Sends something to an endpoint because a member asks for it: what was sent before, or a test. */
@Injectable()
export class ReplayWebhooks {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly audit: AuditTrail,
    private readonly deliver: DeliverWebhooks,
  ) {}

  /**
   * Sends one delivery again, under its id.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN, WEBHOOK_NOT_FOUND, WEBHOOK_DISABLED,
   * WEBHOOK_DELIVERY_NOT_FOUND or WEBHOOK_DELIVERY_PENDING
   */
  async one(
    organiserId: string,
    webhookId: string,
    messageId: string,
    caller: Caller,
    actor: Actor,
  ): Promise<WebhookDeliveryDto> {
    return this.run(organiserId, webhookId, caller, async (manager) => {
      await read(manager, organiserId, webhookId, messageId);
      const [, replayed] = await manager.query<[unknown, number]>(
        `UPDATE webhook_deliveries SET ${AGAIN}
         WHERE endpoint_id = $1 AND message_id = $2 AND status <> 'pending'`,
        [webhookId, toMessageUuid(messageId)],
      );
      if (replayed === 0) {
        throw new DomainError(
          ProblemCode.WebhookDeliveryPending,
          'This delivery is on its way already.',
        );
      }
      await this.record(manager, actor, organiserId, webhookId, 1);
      return read(manager, organiserId, webhookId, messageId);
    });
  }

  /**
   * Sends what failed since a moment again, the oldest first.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN, WEBHOOK_NOT_FOUND or WEBHOOK_DISABLED
   */
  async failedSince(
    organiserId: string,
    webhookId: string,
    since: string,
    caller: Caller,
    actor: Actor,
  ): Promise<ReplayedWebhookDto> {
    return this.run(organiserId, webhookId, caller, async (manager) => {
      const [, replayed] = await manager.query<[unknown, number]>(
        `UPDATE webhook_deliveries SET ${AGAIN}
         WHERE endpoint_id = $1 AND message_id IN (
           SELECT message_id FROM webhook_deliveries
           WHERE endpoint_id = $1 AND status = 'failed' AND created_at >= $2
           ORDER BY created_at LIMIT $3 FOR UPDATE)`,
        [webhookId, since, WEBHOOK_REPLAYED_MAX],
      );
      if (replayed > 0) await this.record(manager, actor, organiserId, webhookId, replayed);
      return { replayed, hasMore: replayed === WEBHOOK_REPLAYED_MAX };
    });
  }

  /**
   * Sends a message that means nothing, whatever the endpoint asks for.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN, WEBHOOK_NOT_FOUND or WEBHOOK_DISABLED
   */
  async test(organiserId: string, webhookId: string, caller: Caller): Promise<WebhookDeliveryDto> {
    return this.run(organiserId, webhookId, caller, async (manager) => {
      const [message] = await manager.query<{ id: string }[]>(
        `WITH message AS (
           INSERT INTO webhook_messages (type, data)
           VALUES ($2, json_build_object('organiserId', $3::text, 'text', $4::text)) RETURNING id
         ), delivery AS (
           INSERT INTO webhook_deliveries (endpoint_id, message_id)
           SELECT $1::bigint, id FROM message RETURNING message_id
         ) SELECT message_id AS id FROM delivery`,
        [webhookId, WEBHOOK_TEST_TYPE, organiserId, 'This is a test. Nothing has happened.'],
      );
      if (!message) throw new Error('A message that was written has an id.');
      return read(manager, organiserId, webhookId, toMessageId(message.id));
    });
  }

  private async run<T>(
    organiserId: string,
    webhookId: string,
    caller: Caller,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const answer = await this.transactions.run(async (manager) => {
      // Alone: it stays enabled until the transaction ends.
      await this.access.requireAlone(manager, caller, organiserId, 'manager');
      requireEnabled(await readWebhook(manager, organiserId, webhookId));
      return work(manager);
    });
    this.deliver.wake();
    return answer;
  }

  private async record(
    manager: EntityManager,
    actor: Actor,
    organiserId: string,
    webhookId: string,
    deliveries: number,
  ): Promise<void> {
    const facts = { before: null, after: { deliveries } };
    await this.audit.record(manager, [
      webhookEntry(actor, 'webhook.replayed', organiserId, webhookId, facts),
    ]);
  }
}

/** @throws DomainError WEBHOOK_DELIVERY_NOT_FOUND */
async function read(
  manager: EntityManager,
  organiserId: string,
  webhookId: string,
  messageId: string,
): Promise<WebhookDeliveryDto> {
  const [row] = await manager.query<DeliveryRow[]>(
    `${deliveriesSql(1)} AND delivery.message_id = $3`,
    [organiserId, webhookId, toMessageUuid(messageId)],
  );
  if (!row) throw deliveryNotFound();
  return describeDelivery(row);
}
