import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  PersonalData,
  EXPORTED_MAX,
  type Person,
  type PersonalDataHolder,
} from '../personal-data/personal-data.js';

/**
 * What is recorded of what people did. It is kept when they are erased: it names them by an id that
 * leads nowhere then, and never by anything else.
 */
@Injectable()
export class AuditData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'audit';

  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
  }

  async export(manager: EntityManager, { id }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT entry.at, entry.action, entry.subject_kind AS "subjectKind",
         entry.subject_id AS "subjectId", entry.before, entry.after,
         entry.network::text AS network, entry.request_id AS "requestId"
       FROM audit_chain AS chain
       JOIN audit_entries AS entry
         ON entry.transaction_id = chain.transaction_id AND entry.id = chain.entry_id
       WHERE chain.actor_id = $1 ORDER BY chain.position DESC LIMIT $2`,
      [id, EXPORTED_MAX],
    );
  }
}
