import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from './actor.js';
import type { AuditEntry, AuditSubjectKind } from './audit-entry.js';
import { networkOf } from './network-of.js';

/** Rows that a statement changes, each of which is recorded. */
export interface RecordedChange {
  action: string;
  kind: AuditSubjectKind;
  /** Who changes which row. */
  by: { subjectId: string; actor: Actor }[];
  /**
   * The statement; it returns `subject_id`, `event_id`, `before` and `after` (both jsonb) of each row
   * that it changes.
   */
  statement: string;
  parameters: unknown[];
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
    const rows = entries.map(({ action, subject, before, after, ...actor }) => ({
      ...columnsOf(actor),
      action,
      subject_kind: subject.kind,
      subject_id: subject.id,
      event_id: subject.eventId ?? null,
      before,
      after,
    }));
    await manager.query(
      `INSERT INTO audit_entries
         (action, actor_id, actor_role, subject_kind, subject_id, event_id, before, after, network,
          request_id)
       SELECT action, actor_id, actor_role, subject_kind, subject_id, event_id, before, after,
          network, request_id
       FROM jsonb_to_recordset($1::jsonb) AS entry (action text, actor_id bigint, actor_role text,
         subject_kind text, subject_id bigint, event_id bigint, before jsonb, after jsonb,
         network cidr, request_id text)`,
      [JSON.stringify(rows)],
    );
  }

  /**
   * Carries out a statement and records each row that it changes, all in one way to the database: the
   * hot paths change hundreds of rows at once, and what they wait for is the way.
   *
   * @returns how many rows were changed
   */
  async recordChange(
    manager: EntityManager,
    { action, kind, by, statement, parameters }: RecordedChange,
  ): Promise<number> {
    const actors = by.map(({ subjectId, actor }) => ({ subject: subjectId, ...columnsOf(actor) }));
    const next = parameters.length + 1;
    const [row] = await manager.query<{ changed: number }[]>(
      `WITH changed AS (${statement}),
       recorded AS (
         INSERT INTO audit_entries
           (action, subject_kind, actor_id, actor_role, subject_id, event_id, before, after, network,
            request_id)
         SELECT $${next}, $${next + 1}, actor_id, actor_role, changed.subject_id, changed.event_id,
            changed.before, changed.after, network, request_id
         FROM changed
         JOIN jsonb_to_recordset($${next + 2}::jsonb) AS actor (subject bigint, actor_id bigint,
           actor_role text, network cidr, request_id text) ON actor.subject = changed.subject_id
       )
       SELECT count(*)::integer AS changed FROM changed`,
      [...parameters, action, kind, JSON.stringify(actors)],
    );
    return row?.changed ?? 0;
  }
}

function columnsOf({ actorId, actorRole, ip, requestId }: Actor): Record<string, string | null> {
  return {
    actor_id: actorId,
    actor_role: actorRole,
    network: networkOf(ip),
    request_id: requestId,
  };
}
