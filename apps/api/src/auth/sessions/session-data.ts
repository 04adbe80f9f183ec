import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  PersonalData,
  EXPORTED_MAX,
  type Person,
  type PersonalDataHolder,
} from '../../platform/personal-data/personal-data.js';
import { Retention } from '../../platform/personal-data/retention.js';

/** Personal data in sessions: devices and addresses. */
@Injectable()
export class SessionData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'sessions';

  constructor(
    private readonly personalData: PersonalData,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
    this.retention.add({
      what: 'sessions',
      keep: (settings) => settings.SESSION_RETENTION_DAYS,
      // Cascades to its tokens.
      statement: `
        DELETE FROM sessions WHERE id IN (
          SELECT id FROM sessions
          WHERE LEAST(ended_at, expires_at) < now() - make_interval(days => $1)
          ORDER BY LEAST(ended_at, expires_at) LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    });
  }

  async export(manager: EntityManager, { id }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT id, created_at AS "createdAt", last_used_at AS "lastUsedAt",
         expires_at AS "expiresAt", ended_at AS "endedAt", end_reason AS "endReason",
         user_agent AS "userAgent", ip
       FROM sessions WHERE user_id = $1 ORDER BY id DESC LIMIT $2`,
      [id, EXPORTED_MAX],
    );
  }

  /** This also ends them, as their refresh tokens go too. */
  async erase(manager: EntityManager, { id }: Person): Promise<void> {
    await manager.query(`DELETE FROM sessions WHERE user_id = $1`, [id]);
  }
}
