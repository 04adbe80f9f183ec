import type { CreateOrganiserDto, OrganiserDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
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
  ) {}

  /** @throws DomainError VALIDATION_FAILED where the owner isn't the caller's to say, or isn't said; TOO_MANY_REQUESTS */
  async execute(
    { ownerEmail, ...organiser }: CreateOrganiserDto,
    caller: Caller,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<OrganiserDto> {
    const owner = ownerOf(ownerEmail, caller);
    return this.idempotent.run(keyed, async (manager) => {
      const id = this.ids.next();
      // A user is locked before their organisation.
      if ('userId' in owner) await this.members.lockAccount(manager, owner.userId, actor);
      await manager.insert(OrganiserEntity, { id, ...organiser });
      await this.record(manager, id, organiser, actor);
      if ('userId' in owner) await this.members.add(manager, id, owner.userId, 'owner', actor);
      else await this.writeInvitation.execute(manager, { id, ...organiser }, owner, actor);
      const role = 'userId' in owner ? 'owner' : null;
      return { answer: await readOrganiser(manager, id, role) };
    });
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
