import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../database/pipelining-pg-client.js';
import type { AuditEntry } from './audit-entry.js';
import { networkOf } from './network-of.js';

/** Entries travel as lists, which PostgreSQL reads faster than one document that it takes apart again. */
const RECORD_SQL = prepared(
  recordSql(`
  SELECT action, actor_id, actor_role, subject_kind, subject_id, event_id, before::jsonb,
     after::jsonb, network, request_id
  FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[],
    $7::text[], $8::text[], $9::cidr[], $10::text[])
    AS entry (action, actor_id, actor_role, subject_kind, subject_id, event_id, before, after,
      network, request_id)`),
);

/**
 * The transaction, the id and the time are the database's to say; the application may not name them.
 *
 * @param entries a query of `action, actor_id, actor_role, subject_kind, subject_id, event_id, before,
 * after, network` and `request_id`
 * @returns the text of a statement that records them
 */
export function recordSql(entries: string): string {
  return `
    INSERT INTO audit_entries
      (action, actor_id, actor_role, subject_kind, subject_id, event_id, before, after, network,
       request_id)
    ${entries}`;
}

/**
 * Records what is done, in the transaction that does it: both are there, or neither is. Entries are
 * never changed and never removed; the database sees to that. They are sealed afterwards, by
 * {@link AuditSeal}, so that nobody who buys waits for the order of all that is done.
 */
@Injectable()
export class AuditTrail {
  /** Records entries, in one statement however many they are. */
  async record(manager: EntityManager, entries: AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await manager.query(RECORD_SQL, [
      entries.map(({ action }) => action),
      entries.map(({ actorId }) => actorId),
      entries.map(({ actorRole }) => actorRole),
      entries.map(({ subject }) => subject.kind),
      entries.map(({ subject }) => subject.id),
      entries.map(({ subject }) => subject.eventId ?? null),
      entries.map(({ before }) => document(before)),
      entries.map(({ after }) => document(after)),
      entries.map(({ ip }) => networkOf(ip)),
      entries.map(({ requestId }) => requestId),
    ]);
  }
}

function document(facts: object | null): string | null {
  return facts === null ? null : JSON.stringify(facts);
}
