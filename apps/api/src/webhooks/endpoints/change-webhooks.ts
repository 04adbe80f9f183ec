import {
  ORGANISER_WEBHOOKS_MAX,
  ProblemCode,
  WEBHOOK_ROTATION_HOURS,
  type ChangeWebhookDto,
  type CreateWebhookDto,
  type WebhookDto,
  type WebhookSecretDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { PublicAddresses } from '../deliver/public-addresses.js';
import { newWebhookSecret } from '../deliver/sign-message.js';
import { DisableWebhook, giveUp } from './disable-webhook.js';
import { webhookEntry } from './webhook-entry.js';
import {
  describeWebhook,
  factsOf,
  readWebhook,
  WEBHOOKS_SQL,
  type WebhookRow,
} from './webhook-row.js';

/** Lists, adds, changes and removes an organisation's endpoints: for its owners and managers. */
@Injectable()
export class ChangeWebhooks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly addresses: PublicAddresses,
    private readonly box: SecretBox,
    private readonly disable: DisableWebhook,
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND or FORBIDDEN */
  async list(organiserId: string, caller: Caller): Promise<WebhookDto[]> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'manager');
    const rows = await manager.query<WebhookRow[]>(`${WEBHOOKS_SQL} ORDER BY id`, [organiserId]);
    return rows.map(describeWebhook);
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN or WEBHOOK_NOT_FOUND */
  async find(organiserId: string, webhookId: string, caller: Caller): Promise<WebhookDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'manager');
    return describeWebhook(await readWebhook(manager, organiserId, webhookId));
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN, VALIDATION_FAILED or WEBHOOK_LIMIT_EXCEEDED */
  async create(
    organiserId: string,
    { url, description = '', types, includesBuyer = false }: CreateWebhookDto,
    caller: Caller,
    actor: Actor,
  ): Promise<WebhookSecretDto> {
    return this.transactions.run(async (manager) => {
      await this.access.requireAlone(manager, caller, organiserId, 'manager');
      this.requireReachable(url);
      const own = await manager.query<unknown[]>(WEBHOOKS_SQL, [organiserId]);
      if (own.length >= ORGANISER_WEBHOOKS_MAX) throw tooMany();
      const id = this.ids.next();
      const secret = newWebhookSecret();
      await manager.query(
        `INSERT INTO webhook_endpoints (id, organiser_id, url, description, types, includes_buyer, secret)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, organiserId, url, description, types, includesBuyer, this.box.lock(secret, id)],
      );
      const row = await readWebhook(manager, organiserId, id);
      await this.record(manager, actor, 'webhook.created', organiserId, null, row);
      return Object.assign(describeWebhook(row), { secret });
    });
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN, WEBHOOK_NOT_FOUND or VALIDATION_FAILED */
  async change(
    organiserId: string,
    webhookId: string,
    asked: ChangeWebhookDto,
    caller: Caller,
    actor: Actor,
  ): Promise<WebhookDto> {
    return this.transactions.run(async (manager) => {
      await this.access.requireAlone(manager, caller, organiserId, 'manager');
      const before = await readWebhook(manager, organiserId, webhookId);
      if (asked.url !== undefined) this.requireReachable(asked.url);
      await manager.query(
        `UPDATE webhook_endpoints SET url = $3, description = $4, types = $5, includes_buyer = $6
         WHERE organiser_id = $1 AND id = $2`,
        [
          organiserId,
          webhookId,
          asked.url ?? before.url,
          asked.description ?? before.description,
          asked.types ?? before.types,
          asked.includesBuyer ?? before.includesBuyer,
        ],
      );
      if (asked.disabled === true) await this.disable.byHand(manager, webhookId);
      if (asked.disabled === false) {
        await manager.query(
          'UPDATE webhook_endpoints SET disabled_at = NULL, disabled_by = NULL WHERE id = $1',
          [webhookId],
        );
      }
      const after = await readWebhook(manager, organiserId, webhookId);
      await this.record(manager, actor, 'webhook.changed', organiserId, before, after);
      return describeWebhook(after);
    });
  }

  /**
   * Its log goes with it. The rows are left to retention: there may be very many.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN or WEBHOOK_NOT_FOUND
   */
  async remove(
    organiserId: string,
    webhookId: string,
    caller: Caller,
    actor: Actor,
  ): Promise<void> {
    await this.transactions.run(async (manager) => {
      await this.access.requireAlone(manager, caller, organiserId, 'manager');
      const row = await readWebhook(manager, organiserId, webhookId);
      await manager.query('DELETE FROM webhook_endpoints WHERE organiser_id = $1 AND id = $2', [
        organiserId,
        webhookId,
      ]);
      await giveUp(manager, webhookId);
      await this.record(manager, actor, 'webhook.removed', organiserId, row, null);
    });
  }

  /**
   * Makes a new secret; the one before signs beside it for a day.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN or WEBHOOK_NOT_FOUND
   */
  async rotate(
    organiserId: string,
    webhookId: string,
    caller: Caller,
    actor: Actor,
  ): Promise<WebhookSecretDto> {
    return this.transactions.run(async (manager) => {
      await this.access.requireAlone(manager, caller, organiserId, 'manager');
      await readWebhook(manager, organiserId, webhookId);
      const secret = newWebhookSecret();
      await manager.query(
        `UPDATE webhook_endpoints SET previous_secret = secret, secret = $3,
           previous_secret_until = now() + make_interval(hours => $4)
         WHERE organiser_id = $1 AND id = $2`,
        [organiserId, webhookId, this.box.lock(secret, webhookId), WEBHOOK_ROTATION_HOURS],
      );
      const row = await readWebhook(manager, organiserId, webhookId);
      await this.record(manager, actor, 'webhook.secret_rotated', organiserId, row, row);
      return Object.assign(describeWebhook(row), { secret });
    });
  }

  /** What can be seen without a network; where its name leads is looked at with each request. */
  private requireReachable(url: string): void {
    const refusal = this.addresses.refusal(new URL(url));
    if (refusal === undefined) return;
    throw validationFailed([{ field: 'url', messages: [`url ${refusal}`] }]);
  }

  private async record(
    manager: EntityManager,
    actor: Actor,
    action: `webhook.${string}`,
    organiserId: string,
    before: WebhookRow | null,
    after: WebhookRow | null,
  ): Promise<void> {
    const { id = '' } = after ?? before ?? {};
    const facts = { before: before && factsOf(before), after: after && factsOf(after) };
    await this.audit.record(manager, [webhookEntry(actor, action, organiserId, id, facts)]);
  }
}

function tooMany(): DomainError {
  return new DomainError(
    ProblemCode.WebhookLimitExceeded,
    `Limit: ${ORGANISER_WEBHOOKS_MAX} webhooks per organisation. Remove one first.`,
    { limit: ORGANISER_WEBHOOKS_MAX },
  );
}
