import {
  addressKey,
  ORGANISER_MEMBERS_MAX,
  ProblemCode,
  type OrganiserInvitationDto,
  type OrganiserRole,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newSecret } from '../../auth/sessions/secrets.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { LINK_LIFETIME_MINUTES } from '../../platform/config/link-lifetimes.js';
import { Settings } from '../../platform/config/settings.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { MailBudgets } from '../../platform/mail/mail-budgets.js';
import { Mails } from '../../platform/mail/mails.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { describeInvitation, INVITATION_SQL, type InvitationRow } from './invitation-row.js';

/** Who is to be invited, as what. */
export interface Invited {
  email: string;
  role: OrganiserRole;
}

/** An organisation, as its invitations name it. */
export interface InvitingOrganiser {
  id: string;
  name: string;
  language: Language;
}

/** Writes an invitation and the mail with its link. Whoever calls it has locked the organisation. */
@Injectable()
export class WriteInvitation {
  constructor(
    private readonly ids: Ids,
    private readonly mails: Mails,
    private readonly budgets: MailBudgets,
    private readonly audit: AuditTrail,
    private readonly settings: Settings,
  ) {}

  /** @throws DomainError MEMBER_LIMIT_EXCEEDED, or TOO_MANY_REQUESTS where the address was sent enough */
  async execute(
    manager: EntityManager,
    organiser: InvitingOrganiser,
    { email, role }: Invited,
    actor: Actor,
  ): Promise<OrganiserInvitationDto> {
    await withdrawOpen(manager, organiser.id, email);
    await refuseTooMany(manager, organiser.id);
    const { text, hash } = newSecret();
    const [written] = await manager.query<InvitationRow[]>(
      `INSERT INTO organiser_invitations
         (id, organiser_id, email, email_key, role, token_hash, invited_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 minute')
       RETURNING ${INVITATION_SQL}`,
      [
        this.ids.next(),
        organiser.id,
        email,
        addressKey(email),
        role,
        hash,
        actor.actorId,
        LINK_LIFETIME_MINUTES.organiser_invitation,
      ],
    );
    if (!written) throw new Error('An invitation was not written.');
    await this.send(manager, organiser, { email, role }, text);
    await this.audit.record(manager, [
      {
        ...actor,
        action: 'organiser.member_invited',
        subject: { kind: 'organiser', id: organiser.id },
        before: null,
        after: { invitation: written.id, role },
      },
    ]);
    return describeInvitation(written);
  }

  private async send(
    manager: EntityManager,
    { name, language }: InvitingOrganiser,
    { email, role }: Invited,
    token: string,
  ): Promise<void> {
    const [sent] = await this.mails.enqueue(manager, {
      template: 'organiser-invitation',
      // No name: nobody has proved yet that the address is theirs.
      to: { address: email, name: '', isProved: false, language },
      data: {
        organiser: name,
        role,
        // Behind the #, so that no server's log and no other page is told the token.
        link: `${this.settings.PUBLIC_URL}/organiser/invitation#${token}`,
      },
    });
    if (sent) return;
    throw new DomainError(
      ProblemCode.TooManyRequests,
      'This address has been sent several invitations lately. Nothing was changed, and an earlier link still works.',
      { retryAfterSeconds: this.budgets.limitOf('organiser-invitation').seconds },
    );
  }
}

/** An address has one invitation that works: the newest. */
async function withdrawOpen(
  manager: EntityManager,
  organiserId: string,
  email: string,
): Promise<void> {
  await manager.query(
    `UPDATE organiser_invitations SET withdrawn_at = now()
     WHERE organiser_id = $1 AND email_key = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL`,
    [organiserId, addressKey(email)],
  );
}

async function refuseTooMany(manager: EntityManager, organiserId: string): Promise<void> {
  const [{ count } = { count: 0 }] = await manager.query<{ count: number }[]>(
    `SELECT (
       (SELECT count(*) FROM organiser_members WHERE organiser_id = $1)
       + (SELECT count(*) FROM organiser_invitations
          WHERE organiser_id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL
            AND expires_at > now()))::integer AS count`,
    [organiserId],
  );
  if (count < ORGANISER_MEMBERS_MAX) return;
  throw new DomainError(
    ProblemCode.MemberLimitExceeded,
    `Limit: ${ORGANISER_MEMBERS_MAX} members and open invitations. Remove or withdraw one first.`,
    { limit: ORGANISER_MEMBERS_MAX },
  );
}
