import type { OrganiserDto, UpdateOrganiserDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import type { AuditFacts } from '../../platform/audit/audit-entry.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { TimeZones } from '../../platform/database/time-zones.js';
import { readOrganiser } from '../describe-organiser.js';
import { OrganiserAccess } from '../organiser-access.js';
import { OrganiserEntity } from '../organiser.entity.js';

/** Changes what an organisation is called, where it is reached, and what it says of itself. */
@Injectable()
export class UpdateOrganiser {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly audit: AuditTrail,
    private readonly timeZones: TimeZones,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND or FORBIDDEN; VALIDATION_FAILED for a time zone that the database lacks */
  async execute(
    organiserId: string,
    asked: UpdateOrganiserDto,
    caller: Caller,
    actor: Actor,
  ): Promise<OrganiserDto> {
    return this.transactions.run(async (manager) => {
      const { role } = await this.access.requireAlone(manager, caller, organiserId, 'owner');
      const before = await readOrganiser(manager, organiserId, role);
      const changed = (Object.keys(asked) as (keyof UpdateOrganiserDto)[]).filter(
        (field) => asked[field] !== undefined && asked[field] !== before[field],
      );
      if (changed.length === 0) return before;
      if (asked.timeZone !== undefined && changed.includes('timeZone')) {
        await this.timeZones.require(manager, asked.timeZone);
      }
      const change = Object.fromEntries(changed.map((field) => [field, asked[field]]));
      await manager.update(
        OrganiserEntity,
        { id: organiserId },
        { ...change, updatedAt: () => 'now()' },
      );
      const after = await readOrganiser(manager, organiserId, role);
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'organiser.changed',
          subject: { kind: 'organiser', id: organiserId },
          before: factsOf(before),
          after: { ...factsOf(after), changed },
        },
      ]);
      return after;
    });
  }
}

/** No name, no address and no text: each may say who somebody is, and the audit keeps what it has. */
function factsOf({ currency, timeZone, language }: OrganiserDto): AuditFacts {
  return { currency, timeZone, language };
}
