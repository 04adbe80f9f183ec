import { EVENT_TICKETS_MAX, ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/access/access.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { LockEvent } from '../lock-event.js';
import { TierEntity } from '../tier.entity.js';
import { capacityOf, TierCapacity, totalOf, type AddedTickets } from './tier-capacity.js';

/** Adds tickets to events, of which each has a bounded number. */
@Injectable()
export class AddTickets {
  constructor(
    private readonly lockEvent: LockEvent,
    private readonly capacity: TierCapacity,
  ) {}

  /**
   * The tiers of an event whose organisation the caller manages, drafts too; nobody else changes the event until the
   * transaction ends.
   *
   * @throws DomainError those of {@link LockEvent.execute}
   */
  async lockTiers(
    manager: EntityManager,
    caller: Caller,
    eventId: string,
  ): Promise<Pick<TierEntity, 'id' | 'name'>[]> {
    await this.lockEvent.execute(manager, caller, { eventId });
    return manager.find(TierEntity, { where: { eventId }, order: { position: 'ASC' } });
  }

  /**
   * Adds available tickets to an event that the transaction has locked.
   *
   * @throws DomainError EVENT_LIMIT_EXCEEDED
   */
  async execute(manager: EntityManager, eventId: string, added: AddedTickets[]): Promise<void> {
    const counts = (await this.capacity.countsOf(manager, [eventId])).get(eventId);
    const before = capacityOf(totalOf(counts?.values() ?? []));
    const after = added.reduce((sum, { count }) => sum + count, before);
    if (after > EVENT_TICKETS_MAX) {
      throw new DomainError(
        ProblemCode.EventLimitExceeded,
        `An event can’t have more than ${EVENT_TICKETS_MAX} tickets. Nothing was changed.`,
        { limit: EVENT_TICKETS_MAX },
      );
    }
    await this.capacity.add(manager, eventId, added);
  }
}
