import { ProblemCode, type OrganiserDto, type OrganiserRole } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hashOfSecret } from '../../auth/sessions/secrets.js';
import type { Actor } from '../../platform/audit/actor.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { readOrganiser } from '../describe-organiser.js';
import { Members } from '../members/members.js';
import { OrganiserAccess } from '../organiser-access.js';
import { IS_OPEN_INVITATION_SQL } from './invitation-row.js';

interface OpenInvitation {
  id: string;
  organiserId: string;
  emailKey: string;
  role: OrganiserRole;
}

/**
 * Makes a member of whoever was invited. It takes the mail's link and the account that has proved the mail's
 * address: a link that was passed on, or read by somebody else, is worth nothing to them.
 */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly members: Members,
  ) {}

  /** @throws DomainError TOKEN_INVALID, INVITATION_FOR_ANOTHER_ADDRESS or ALREADY_MEMBER */
  async execute(userId: string, token: string, actor: Actor): Promise<OrganiserDto> {
    return this.transactions.run(async (manager) => {
      const { emailKey, emailVerifiedAt } = await this.members.lockAccount(manager, userId, actor);
      // Whose it is says which organisation to lock; under its lock, the invitation may have been answered.
      const { organiserId } = await findOpen(manager, token);
      await this.access.lock(manager, organiserId);
      const invitation = await findOpen(manager, token);
      if (emailVerifiedAt === null || emailKey !== invitation.emailKey) {
        throw new DomainError(
          ProblemCode.InvitationForAnotherAddress,
          'This invitation was sent to another email address. Sign in with the account that has it.',
        );
      }
      await manager.query(`UPDATE organiser_invitations SET accepted_at = now() WHERE id = $1`, [
        invitation.id,
      ]);
      await this.members.add(manager, organiserId, userId, invitation.role, actor);
      return readOrganiser(manager, organiserId, invitation.role);
    });
  }
}

/** @throws DomainError TOKEN_INVALID */
async function findOpen(manager: EntityManager, token: string): Promise<OpenInvitation> {
  const [invitation] = await manager.query<OpenInvitation[]>(
    `SELECT id, organiser_id AS "organiserId", email_key AS "emailKey", role
     FROM organiser_invitations WHERE token_hash = $1 AND ${IS_OPEN_INVITATION_SQL}`,
    [hashOfSecret(token)],
  );
  if (invitation) return invitation;
  throw new DomainError(
    ProblemCode.TokenInvalid,
    'This invitation has expired, or has been withdrawn or accepted. Nothing was changed; ask for a new one.',
  );
}
