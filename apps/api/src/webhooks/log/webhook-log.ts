import type {
  ListWebhookDeliveriesQueryDto,
  WebhookDeliveryDetailDto,
  WebhookDeliveryDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { bodyOf } from '../deliver/message-body.js';
import { readWebhook } from '../endpoints/webhook-row.js';
import { deliveryNotFound, toMessageUuid } from '../message-id.js';
import {
  ATTEMPTS_MAX,
  deliveriesSql,
  describeAttempt,
  describeDelivery,
  type DeliveryRow,
} from './delivery-row.js';

const PAGE_SQL = `${deliveriesSql(1)}
  AND ($3::text IS NULL OR delivery.status = $3)
  AND ($4::uuid IS NULL OR (delivery.created_at, delivery.message_id) < (
    SELECT created_at, message_id FROM webhook_deliveries WHERE endpoint_id = $2 AND message_id = $4))
  ORDER BY delivery.created_at DESC, delivery.message_id DESC LIMIT $5`;

const ONE_SQL = `${deliveriesSql(ATTEMPTS_MAX)} AND delivery.message_id = $3`;

/** What an endpoint was told, and how that went. */
@Injectable()
export class WebhookLog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
  ) {}

  /**
   * A page of an endpoint's deliveries, the latest first.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN or WEBHOOK_NOT_FOUND
   */
  async list(
    organiserId: string,
    webhookId: string,
    { status, before, limit = 25 }: ListWebhookDeliveriesQueryDto,
    caller: Caller,
  ): Promise<WebhookDeliveryDto[]> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'manager');
    await readWebhook(manager, organiserId, webhookId);
    const rows = await manager.query<DeliveryRow[]>(PAGE_SQL, [
      organiserId,
      webhookId,
      status ?? null,
      before === undefined ? null : toMessageUuid(before),
      limit,
    ]);
    return rows.map(describeDelivery);
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN, WEBHOOK_NOT_FOUND or WEBHOOK_DELIVERY_NOT_FOUND */
  async find(
    organiserId: string,
    webhookId: string,
    messageId: string,
    caller: Caller,
  ): Promise<WebhookDeliveryDetailDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'manager');
    await readWebhook(manager, organiserId, webhookId);
    const [row] = await manager.query<(DeliveryRow & { data: Record<string, unknown> })[]>(
      ONE_SQL,
      [organiserId, webhookId, toMessageUuid(messageId)],
    );
    if (!row) throw deliveryNotFound();
    return Object.assign(describeDelivery(row), {
      payload: bodyOf(row),
      log: row.log.map(describeAttempt),
    });
  }
}
