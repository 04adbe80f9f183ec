import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { THE_SYSTEM } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { webhookEntry } from './webhook-entry.js';

/** Stops telling an endpoint anything. What is on its way fails, and can be sent again once it is enabled. */
@Injectable()
export class DisableWebhook {
  constructor(private readonly audit: AuditTrail) {}

  /** It has answered that it is gone, for good. */
  async asGone(manager: EntityManager, webhookId: string): Promise<void> {
    const organiserId = await this.byHand(manager, webhookId, 'gone');
    if (organiserId === undefined) return;
    const entry = webhookEntry(THE_SYSTEM, 'webhook.disabled', organiserId, webhookId, {
      before: { disabledBy: null },
      after: { disabledBy: 'gone' },
    });
    await this.audit.record(manager, [entry]);
  }

  /** @returns whose it is; undefined where it was disabled before */
  async byHand(
    manager: EntityManager,
    webhookId: string,
    by: 'member' | 'gone' = 'member',
  ): Promise<string | undefined> {
    const [disabled] = await manager.query<[{ organiserId: string }[], number]>(
      `UPDATE webhook_endpoints SET disabled_at = now(), disabled_by = $2
       WHERE id = $1 AND disabled_at IS NULL RETURNING organiser_id AS "organiserId"`,
      [webhookId, by],
    );
    await giveUp(manager, webhookId);
    return disabled[0]?.organiserId;
  }
}

/** What is on its way to an endpoint is not sent any more. */
export async function giveUp(manager: EntityManager, webhookId: string): Promise<void> {
  await manager.query(
    `UPDATE webhook_deliveries SET status = 'failed' WHERE endpoint_id = $1 AND status = 'pending'`,
    [webhookId],
  );
}
