import {
  ProblemCode,
  type WebhookDeliveryStatus,
  type WebhookDto,
  type WebhookType,
} from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import type { AuditFacts } from '../../platform/audit/audit-entry.js';
import { DomainError } from '../../platform/problems/domain-error.js';

/** An endpoint, as the database has it; without its secrets. */
export interface WebhookRow {
  id: string;
  url: string;
  description: string;
  types: WebhookType[];
  includesBuyer: boolean;
  disabledAt: Date | null;
  disabledBy: 'member' | 'gone' | null;
  previousSecretUntil: Date | null;
  latestStatus: WebhookDeliveryStatus | null;
  createdAt: Date;
}

/** `$1`: the organisation. Nothing of anybody else's is read. */
export const WEBHOOKS_SQL = `
  SELECT id, url, description, types, includes_buyer AS "includesBuyer", disabled_at AS "disabledAt",
    disabled_by AS "disabledBy",
    CASE WHEN previous_secret_until > now() THEN previous_secret_until END AS "previousSecretUntil",
    (SELECT status FROM webhook_deliveries WHERE endpoint_id = id
     ORDER BY created_at DESC, message_id DESC LIMIT 1) AS "latestStatus",
    created_at AS "createdAt"
  FROM webhook_endpoints WHERE organiser_id = $1`;

/** @throws DomainError WEBHOOK_NOT_FOUND for what isn't there and for what is another organisation's */
export async function readWebhook(
  manager: EntityManager,
  organiserId: string,
  webhookId: string,
): Promise<WebhookRow> {
  const [row] = await manager.query<WebhookRow[]>(`${WEBHOOKS_SQL} AND id = $2`, [
    organiserId,
    webhookId,
  ]);
  if (!row) {
    throw new DomainError(
      ProblemCode.WebhookNotFound,
      `The organisation has no webhook ${webhookId}.`,
    );
  }
  return row;
}

/** @throws DomainError WEBHOOK_DISABLED */
export function requireEnabled({ disabledAt }: WebhookRow): void {
  if (disabledAt === null) return;
  throw new DomainError(ProblemCode.WebhookDisabled, 'This webhook is disabled. Enable it first.');
}

export function describeWebhook(row: WebhookRow): WebhookDto {
  return {
    ...row,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    previousSecretUntil: row.previousSecretUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** What the audit keeps of an endpoint. */
export function factsOf({ types, includesBuyer, disabledBy }: WebhookRow): AuditFacts {
  return { types, includesBuyer, disabledBy };
}
