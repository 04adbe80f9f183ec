import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../platform/audit/actor.js';
import {
  PersonalData,
  EXPORTED_MAX,
  type Erasure,
  type Person,
  type PersonalDataHolder,
} from '../platform/personal-data/personal-data.js';
import { Retention } from '../platform/personal-data/retention.js';
import { Members } from './members/members.js';
import { OrganiserAccess } from './organiser-access.js';

/** Whom people work for, and were invited to work for. */
@Injectable()
export class OrganiserData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'organisers';

  constructor(
    private readonly personalData: PersonalData,
    private readonly retention: Retention,
    private readonly access: OrganiserAccess,
    private readonly members: Members,
  ) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
    this.retention.add({
      what: 'invitations to organisations',
      keep: (settings) => settings.ACCOUNT_REQUEST_RETENTION_DAYS,
      statement: `
        DELETE FROM organiser_invitations WHERE id IN (
          SELECT id FROM organiser_invitations
          WHERE least(accepted_at, withdrawn_at, expires_at) < now() - make_interval(days => $1)
          LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    });
  }

  async export(manager: EntityManager, { id, emailKey }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT what, organiser.name AS organiser, role, told.created_at AS "createdAt", "endedAt" FROM (
         SELECT 'member' AS what, organiser_id, role, created_at, NULL::timestamptz AS "endedAt"
         FROM organiser_members WHERE user_id = $1
         UNION ALL
         SELECT 'invitation', organiser_id, role, created_at,
           coalesce(accepted_at, withdrawn_at, expires_at)
         FROM organiser_invitations WHERE email_key = $2
       ) AS told JOIN organisers AS organiser ON organiser.id = organiser_id
       ORDER BY told.created_at DESC LIMIT $3`,
      [id, emailKey, EXPORTED_MAX],
    );
  }

  /**
   * Whoever is erased leaves, the last owner too: nobody is kept against their will. The organisation has no owner
   * then until an admin invites one.
   */
  async erase(manager: EntityManager, { id, emailKey }: Person, { actor }: Erasure): Promise<void> {
    await this.leaveAll(manager, id, actor);
    await manager.query(`DELETE FROM organiser_invitations WHERE email_key = $1`, [emailKey]);
    await manager.query(
      `UPDATE organiser_invitations SET invited_by = NULL WHERE invited_by = $1`,
      [id],
    );
  }

  private async leaveAll(manager: EntityManager, userId: string, actor: Actor): Promise<void> {
    const found = await manager.query<{ id: string }[]>(
      `SELECT organiser_id AS id FROM organiser_members WHERE user_id = $1`,
      [userId],
    );
    await this.access.lock(manager, ...found.map(({ id }) => id));
    for (const { id } of found) {
      const role = await this.members.findRole(manager, id, userId);
      // Somebody has just removed them.
      if (role === undefined) continue;
      await this.members.remove(manager, id, userId);
      await this.members.record(manager, 'organiser.member_left', id, actor, {
        before: { member: userId, role },
        after: null,
      });
    }
  }
}
