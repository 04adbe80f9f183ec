import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  PersonalData,
  EXPORTED_MAX,
  type Person,
  type PersonalDataHolder,
} from '../personal-data/personal-data.js';

/** The answers that are kept for requests which people may send again. */
@Injectable()
export class KeyData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'keptAnswers';

  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
  }

  async export(manager: EntityManager, { id }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT key, outcome, created_at AS "createdAt" FROM idempotency_keys
       WHERE caller = $1 ORDER BY created_at DESC LIMIT $2`,
      [id, EXPORTED_MAX],
    );
  }

  async erase(manager: EntityManager, { id }: Person): Promise<void> {
    await manager.query(`DELETE FROM idempotency_keys WHERE caller = $1`, [id]);
  }
}
