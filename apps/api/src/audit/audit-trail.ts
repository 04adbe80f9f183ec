import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../database/sale-client.js';
import type { AuditEntry } from './audit-entry.js';
import { networkOf } from './network-of.js';

/** The transaction, the id and the time are the database's to say; the application may not name them. */
const RECORD_SQL = prepared(`
  INSERT INTO audit_entries
    (action, actor_id, actor_role, subject_kind, subject_id, event_id, before, after, network,
     request_id)
  SELECT action, actor_id, actor_role, subject_kind, subject_id, event_id, before, after, network,
     request_id
  FROM jsonb_to_recordset($1::jsonb) AS entry (action text, actor_id bigint, actor_role text,
    subject_kind text, subject_id bigint, event_id bigint, before jsonb, after jsonb, network cidr,
    request_id text)`);

/**
 * Records what is done, in the transaction that does it: both are there, or neither is. Entries are
 * never changed and never removed; the database sees to that. They are sealed afterwards, by
 * {@link AuditSeal}, so that nobody who buys waits for the order of all that is done.
 */
@Injectable()
export class AuditTrail {
  /** Records entries, in one statement however many they are. */
  async record(manager: EntityManager, entries: AuditEntry[]): Promise<void> {
    if (entries.length > 0) await manager.query(RECORD_SQL, [JSON.stringify(entries.map(rowOf))]);
  }
}

function rowOf({ subject, ip, ...entry }: AuditEntry): Record<string, unknown> {
  return {
    action: entry.action,
    actor_id: entry.actorId,
    actor_role: entry.actorRole,
    subject_kind: subject.kind,
    subject_id: subject.id,
    event_id: subject.eventId,
    before: entry.before,
    after: entry.after,
    network: networkOf(ip),
    request_id: entry.requestId,
  };
}
