import type { AdmissionDto, ReentryRule } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { LockEvent } from '../../events/lock-event.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { ShowAdmission } from './show-admission.js';

/** Changes whether a ticket that is in lets somebody in again. What was scanned is looked at anew by it. */
@Injectable()
export class ChangeReentry {
  constructor(
    private readonly transactions: Transactions,
    private readonly lock: LockEvent,
    private readonly show: ShowAdmission,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND, FORBIDDEN or EVENT_STATE_CONFLICT */
  async execute(
    address: { organiserId: string; eventId: string },
    reentry: ReentryRule,
    caller: Caller,
    actor: Actor,
  ): Promise<AdmissionDto> {
    return this.transactions.run(async (manager) => {
      const event = await this.lock.execute(manager, caller, address);
      if (event.reentry !== reentry) {
        const { eventId } = address;
        await manager.query('UPDATE events SET reentry = $2 WHERE id = $1', [eventId, reentry]);
        await this.audit.record(manager, [
          {
            ...actor,
            action: 'event.changed',
            subject: { kind: 'event', id: eventId, eventId },
            before: { reentry: event.reentry },
            after: { reentry },
          },
        ]);
      }
      return this.show.describe(manager, address);
    });
  }
}
