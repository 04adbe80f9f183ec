import { ProblemCode, type CreateOrganiserDto, type OrganiserDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Settings } from '../../platform/config/settings.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { TimeZones } from '../../platform/database/time-zones.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { readOrganiser } from '../describe-organiser.js';
import { WriteInvitation } from '../invitations/write-invitation.js';
import { Members } from '../members/members.js';
import { OrganiserEntity } from '../organiser.entity.js';

/** Founds an organisation: somebody's own, or by an admin for whoever is invited as its owner. */
@Injectable()
export class FoundOrganiser {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly ids: Ids,
    private readonly members: Members,
    private readonly writeInvitation: WriteInvitation,
    private readonly audit: AuditTrail,
    private readonly settings: Settings,
    private readonly timeZones: TimeZones,
  ) {}

  /** @throws DomainError VALIDATION_FAILED where the owner isn't the caller's to say, or isn't said; TOO_MANY_REQUESTS; ORGANISER_LIMIT_EXCEEDED */
  async execute(
    { ownerEmail, ...organiser }: CreateOrganiserDto,
    caller: Caller,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<OrganiserDto> {
    const owner = ownerOf(ownerEmail, caller);
    return this.idempotent.run(keyed, async (manager) => {
      await this.timeZones.require(manager, organiser.timeZone);
      const id = this.ids.next();
      // A user is locked before their organisation.
      if ('userId' in owner) {
        await this.members.lockAccount(manager, owner.userId, actor);
        await this.refuseTooMany(manager, owner.userId);
      }
      await manager.insert(OrganiserEntity, { id, ...organiser });
      await this.record(manager, id, organiser, actor);
      if ('userId' in owner) await this.members.add(manager, id, owner.userId, 'owner', actor);
      else await this.writeInvitation.execute(manager, { id, ...organiser }, owner, actor);
      const role = 'userId' in owner ? 'owner' : null;
      return { answer: await readOrganiser(manager, id, role) };
    });
  }

  /** Behind the lock of the account: of two requests at once, the second counts what the first has founded. */
  private async refuseTooMany(manager: EntityManager, userId: string): Promise<void> {
    const limit = this.settings.ORGANISERS_PER_ACCOUNT_MAX;
    const owned = await manager.query<unknown[]>(
      `SELECT FROM organiser_members WHERE user_id = $1 AND role = 'owner' LIMIT $2`,
      [userId, limit],
    );
    if (owned.length < limit) return;
    throw new DomainError(
      ProblemCode.OrganiserLimitExceeded,
      `An account can own ${limit} organisations. Nothing was created.`,
      { limit },
    );
  }

  private record(
    manager: EntityManager,
    id: string,
    { currency, timeZone, language }: Omit<CreateOrganiserDto, 'ownerEmail'>,
    actor: Actor,
  ): Promise<void> {
    return this.audit.record(manager, [
      {
        ...actor,
        action: 'organiser.founded',
        subject: { kind: 'organiser', id },
        before: null,
        after: { currency, timeZone, language },
      },
    ]);
  }
}

/** Who is to own it: the caller, or whoever has an address and is invited. */
function ownerOf(
  ownerEmail: string | undefined,
  { isAdmin, userId }: Caller,
): { userId: string } | { email: string; role: 'owner' } {
  if (ownerEmail !== undefined) {
    if (isAdmin) return { email: ownerEmail, role: 'owner' };
    throw refusedOwner('only admins found an organisation for somebody else');
  }
  if (userId !== null) return { userId };
  throw refusedOwner('ownerEmail must say who is to own it: nobody is signed in');
}

function refusedOwner(message: string) {
  return validationFailed([{ field: 'ownerEmail', messages: [message] }]);
}
