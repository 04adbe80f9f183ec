import {
  isId,
  type AuditEntryDto,
  type AuditPageDto,
  type ListAuditQueryDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface Row extends Omit<AuditEntryDto, 'actor' | 'subject' | 'at'> {
  at: Date;
  actorId: string | null;
  actorRole: string;
  subjectKind: string;
  subjectId: string;
  eventId: string | null;
}

/** What narrows the list, each with its condition. The values travel as parameters. */
const CONDITIONS: [keyof ListAuditQueryDto, string][] = [
  ['before', 'chain.position < '],
  ['subjectKind', 'chain.subject_kind = '],
  ['subjectId', 'chain.subject_id = '],
  ['actorId', 'chain.actor_id = '],
  ['action', 'chain.action = '],
  ['exceptAction', 'chain.action <> '],
  ['from', 'chain.at >= '],
  ['to', 'chain.at < '],
];

/** Lists what was done, the latest first. */
@Injectable()
export class ListAudit {
  constructor(private readonly dataSource: DataSource) {}

  async execute(query: ListAuditQueryDto): Promise<AuditPageDto> {
    const limit = query.limit ?? 50;
    const narrowing = CONDITIONS.filter(([field]) => query[field] !== undefined);
    const conditions = narrowing.map(([, condition], index) => `${condition}$${index + 2}`);
    // One more than is shown says whether there is another page.
    const rows = await this.dataSource.query<Row[]>(
      `SELECT chain.position, entry.at, entry.action, entry.actor_id AS "actorId",
         entry.actor_role AS "actorRole", entry.subject_kind AS "subjectKind",
         entry.subject_id AS "subjectId", entry.event_id AS "eventId", entry.before, entry.after,
         entry.network::text AS network, entry.request_id AS "requestId",
         encode(chain.hash, 'hex') AS hash
       FROM audit_chain AS chain
       JOIN audit_entries AS entry
         ON entry.transaction_id = chain.transaction_id AND entry.id = chain.entry_id
       WHERE ${['true', ...conditions].join(' AND ')}
       ORDER BY chain.position DESC LIMIT $1`,
      [limit + 1, ...narrowing.map(([field]) => valueOf(query, field))],
    );
    const shown = rows.slice(0, limit);
    return {
      entries: shown.map(describe),
      names: await this.namesOf(shown),
      next: rows.length > limit ? (shown.at(-1)?.position ?? null) : null,
    };
  }

  /** Read when the list is: the audit keeps ids alone, so that an erased person has no name in it. */
  private async namesOf(rows: Row[]): Promise<Record<string, string>> {
    const ids = new Set(rows.flatMap(peopleIn));
    const users = await this.dataSource.query<{ id: string; name: string }[]>(
      `SELECT id, name FROM users WHERE id = ANY ($1::bigint[])`,
      [[...ids]],
    );
    return Object.fromEntries(users.map(({ id, name }) => [id, name]));
  }
}

/** Who did it, to whom, and whose the thing was and is. */
function peopleIn({ actorId, subjectKind, subjectId, before, after }: Row): string[] {
  const people = [
    actorId,
    subjectKind === 'user' ? subjectId : null,
    before?.userId,
    after?.userId,
  ];
  return people.filter(isId);
}

/** JavaScript knows moments that PostgreSQL does not read as they are written: 31 February, the year 0. */
function valueOf(query: ListAuditQueryDto, field: keyof ListAuditQueryDto): unknown {
  const value = query[field];
  return (field === 'from' || field === 'to') && value !== undefined ? new Date(value) : value;
}

function describe(row: Row): AuditEntryDto {
  const { position, at, action, before, after, network, requestId, hash } = row;
  return {
    position,
    at: at.toISOString(),
    action,
    actor: { id: row.actorId, role: row.actorRole },
    subject: { kind: row.subjectKind, id: row.subjectId, eventId: row.eventId },
    before,
    after,
    network,
    requestId,
    hash,
  };
}
