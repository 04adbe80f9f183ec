import { ProblemCode, type OrganiserEventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganiserAccess } from '../organisers/organiser-access.js';
import type { Caller } from '../platform/access/access.js';
import type { Actor } from '../platform/audit/actor.js';
import type { AuditFacts } from '../platform/audit/audit-entry.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../platform/idempotency/idempotent-transaction.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { TierCapacity } from './capacity/tier-capacity.js';
import { EventCatalogue } from './event-catalogue.js';
import { EventEntity } from './event.entity.js';
import { ShowOrganiserEvent, unknownEvent } from './show/show-organiser-event.js';

/** Which event of which organisation is to be changed, and by whom. */
export interface ChangeRequest {
  organiserId: string;
  eventId: string;
  caller: Caller;
  actor: Actor;
  keyed?: IdempotencyContext;
}

/** What was changed, for the audit. */
export interface EventChange {
  action: string;
  before: AuditFacts | null;
  after: AuditFacts | null;
}

/** Carries out what members change of their organisation's events, one change of an event after the other. */
@Injectable()
export class EventChanges {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly access: OrganiserAccess,
    private readonly catalogue: EventCatalogue,
    private readonly capacity: TierCapacity,
    private readonly show: ShowOrganiserEvent,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param change gets the event, which nobody else changes until the transaction ends; what it returns is recorded,
   * and nothing where nothing was to be changed
   * @returns the event as it is afterwards
   * @throws what the change threw, and DomainError as {@link lock}
   */
  async run(
    { organiserId, eventId, caller, actor, keyed }: ChangeRequest,
    change: (manager: EntityManager, event: EventEntity) => Promise<EventChange | undefined>,
  ): Promise<OrganiserEventDto> {
    return this.idempotent.run(keyed, async (manager) => {
      const event = await this.lock(manager, caller, { organiserId, eventId });
      const changed = await change(manager, event);
      if (changed) {
        const subject = { kind: 'event', id: eventId, eventId } as const;
        await this.audit.record(manager, [{ ...actor, ...changed, subject }]);
      }
      return {
        answer: await this.show.execute(manager, organiserId, eventId),
        committed: () => {
          this.catalogue.changed(eventId);
          this.capacity.changed(eventId);
        },
      };
    });
  }

  /**
   * Locks an event against other changes. Buyers don't wait for that: a reservation locks no row of an event.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND or FORBIDDEN where the caller may not change it;
   * EVENT_STATE_CONFLICT where it has been cancelled
   */
  private async lock(
    manager: EntityManager,
    caller: Caller,
    address: Pick<ChangeRequest, 'organiserId' | 'eventId'>,
  ): Promise<EventEntity> {
    await this.access.require(manager, caller, address, 'manager');
    const event = await manager
      .createQueryBuilder(EventEntity, 'event')
      .where('event.id = :eventId AND event.organiser_id = :organiserId', address)
      .setLock('for_no_key_update')
      .getOne();
    if (!event) throw unknownEvent(address.eventId);
    if (event.state === 'cancelled') {
      throw new DomainError(
        ProblemCode.EventStateConflict,
        'This event has been cancelled. Nothing of it can be changed any more.',
      );
    }
    return event;
  }
}
