import {
  addressKey,
  ProblemCode,
  type InviteMemberDto,
  type OrganiserInvitationDto,
  type OrganiserRole,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { readOrganiser } from '../describe-organiser.js';
import { refuseAbove } from '../members/change-member.js';
import { alreadyMember, Members } from '../members/members.js';
import { OrganiserAccess } from '../organiser-access.js';
import {
  describeInvitation,
  INVITATION_SQL,
  IS_OPEN_INVITATION_SQL,
  type InvitationRow,
} from './invitation-row.js';
import { WriteInvitation } from './write-invitation.js';

/** Invites people to work for an organisation, and takes invitations back. */
@Injectable()
export class Invitations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly idempotent: IdempotentTransaction,
    private readonly access: OrganiserAccess,
    private readonly members: Members,
    private readonly accounts: UserAccounts,
    private readonly write: WriteInvitation,
    private readonly audit: AuditTrail,
  ) {}

  /** Those that can be accepted. @throws DomainError ORGANISER_NOT_FOUND or FORBIDDEN */
  async list(organiserId: string, caller: Caller): Promise<OrganiserInvitationDto[]> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'manager');
    const rows = await manager.query<InvitationRow[]>(
      `SELECT ${INVITATION_SQL} FROM organiser_invitations
       WHERE organiser_id = $1 AND ${IS_OPEN_INVITATION_SQL} ORDER BY id DESC`,
      [organiserId],
    );
    return rows.map(describeInvitation);
  }

  /**
   * Invites an address, again where it was invited before: then the link of before works no more.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN, ALREADY_MEMBER, MEMBER_LIMIT_EXCEEDED or
   * TOO_MANY_REQUESTS
   */
  async invite(
    organiserId: string,
    invited: InviteMemberDto,
    caller: Caller,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<OrganiserInvitationDto> {
    return this.idempotent.run(keyed, async (manager) => {
      const own = await this.access.requireAlone(manager, caller, organiserId, 'manager');
      const account = await this.accounts.findByEmail(manager, invited.email);
      if (account && (await this.members.findRole(manager, organiserId, account.id))) {
        throw alreadyMember();
      }
      const organiser = await readOrganiser(manager, organiserId, own.role);
      // A new invitation takes the place of one that there is, which may be above the caller.
      const open = await rolesOfOpen(manager, organiserId, 'email_key', addressKey(invited.email));
      refuseAbove(own.actsAs, invited.role, ...open);
      return { answer: await this.write.execute(manager, organiser, invited, actor) };
    });
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN or INVITATION_NOT_FOUND */
  async withdraw(
    organiserId: string,
    invitationId: string,
    caller: Caller,
    actor: Actor,
  ): Promise<void> {
    await this.transactions.run(async (manager) => {
      const own = await this.access.requireAlone(manager, caller, organiserId, 'manager');
      const [role] = await rolesOfOpen(manager, organiserId, 'id', invitationId);
      if (role === undefined) {
        throw new DomainError(
          ProblemCode.InvitationNotFound,
          'There is no such invitation, or it has been answered or withdrawn.',
        );
      }
      refuseAbove(own.actsAs, role);
      await manager.query(`UPDATE organiser_invitations SET withdrawn_at = now() WHERE id = $1`, [
        invitationId,
      ]);
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'organiser.invitation_withdrawn',
          subject: { kind: 'organiser', id: organiserId },
          before: { invitation: invitationId, role },
          after: null,
        },
      ]);
    });
  }
}

/** What those invitations offer that can be accepted and have an id, or an address: none or one. */
async function rolesOfOpen(
  manager: EntityManager,
  organiserId: string,
  column: 'id' | 'email_key',
  value: string,
): Promise<OrganiserRole[]> {
  const rows = await manager.query<{ role: OrganiserRole }[]>(
    `SELECT role FROM organiser_invitations
     WHERE organiser_id = $1 AND ${column} = $2 AND ${IS_OPEN_INVITATION_SQL}`,
    [organiserId, value],
  );
  return rows.map(({ role }) => role);
}
