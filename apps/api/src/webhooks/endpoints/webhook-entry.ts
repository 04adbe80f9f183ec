import type { Actor } from '../../platform/audit/actor.js';
import type { AuditEntry, AuditFacts } from '../../platform/audit/audit-entry.js';

/** An entry of the audit about an endpoint. Never its address: a secret may stand in it. */
export function webhookEntry(
  actor: Actor,
  action: `webhook.${string}`,
  organiserId: string,
  webhookId: string,
  { before, after }: { before: AuditFacts | null; after: AuditFacts | null },
): AuditEntry {
  return {
    ...actor,
    action,
    subject: { kind: 'organiser', id: organiserId },
    before: before && { webhook: webhookId, ...before },
    after: after && { webhook: webhookId, ...after },
  };
}
