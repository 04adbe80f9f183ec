import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  PersonalData,
  EXPORTED_MAX,
  type Person,
  type PersonalDataHolder,
} from '../platform/personal-data/personal-data.js';
import { Retention } from '../platform/personal-data/retention.js';
import { DelayedSignIns } from './sign-in/delayed-sign-ins.js';

/** What was asked for with people's addresses, and what was sent out to prove who they are. */
@Injectable()
export class AccountRequestData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'accountRequests';

  constructor(
    private readonly personalData: PersonalData,
    private readonly retention: Retention,
    private readonly delays: DelayedSignIns,
  ) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
    this.retention.add(
      {
        what: 'account requests',
        keep: (settings) => settings.ACCOUNT_REQUEST_RETENTION_DAYS,
        statement: `
          DELETE FROM account_requests WHERE id IN (
            SELECT id FROM account_requests
            WHERE created_at < now() - make_interval(days => $1) AND answered_at IS NOT NULL
            ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      },
      {
        what: 'tokens of mails',
        keep: (settings) => settings.ACCOUNT_REQUEST_RETENTION_DAYS,
        statement: `
          DELETE FROM one_time_tokens WHERE token_hash IN (
            SELECT token_hash FROM one_time_tokens
            WHERE expires_at < now() - make_interval(days => $1)
            ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      },
      {
        what: 'failed sign-ins',
        keep: (settings) => settings.FAILED_SIGN_IN_RETENTION_HOURS,
        statement: `
          DELETE FROM failed_sign_ins WHERE account_key IN (
            SELECT account_key FROM failed_sign_ins
            WHERE last_failed_at < now() - make_interval(hours => $1)
            ORDER BY last_failed_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      },
    );
  }

  async export(manager: EntityManager, { id, emailKey }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT what, "createdAt", "endedAt" FROM (
         SELECT kind AS what, created_at AS "createdAt", answered_at AS "endedAt"
         FROM account_requests WHERE email_key = $2
         UNION ALL
         SELECT 'token: ' || purpose, created_at, coalesce(used_at, expires_at)
         FROM one_time_tokens WHERE user_id = $1 OR email_key = $2
         UNION ALL
         SELECT 'recovery code', created_at, used_at FROM recovery_codes WHERE user_id = $1
       ) AS request
       ORDER BY "createdAt" DESC LIMIT $3`,
      [id, emailKey, EXPORTED_MAX],
    );
  }

  async erase(manager: EntityManager, { id, emailKey }: Person): Promise<void> {
    await manager.query(`DELETE FROM recovery_codes WHERE user_id = $1`, [id]);
    await manager.query(`DELETE FROM one_time_tokens WHERE user_id = $1 OR email_key = $2`, [
      id,
      emailKey,
    ]);
    await manager.query(`DELETE FROM account_requests WHERE email_key = $1`, [emailKey]);
    if (emailKey !== null) {
      await this.delays.forgive({ what: 'password', emailKey }, manager);
      await this.delays.forgive({ what: 'registration', emailKey }, manager);
    }
    await this.delays.forgive({ what: 'code', userId: id }, manager);
    await this.delays.forgive({ what: 'own-password', userId: id }, manager);
  }
}
