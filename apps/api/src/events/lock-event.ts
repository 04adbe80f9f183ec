import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganiserAccess } from '../organisers/organiser-access.js';
import type { Caller } from '../platform/access/access.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { EventEntity } from './event.entity.js';
import { unknownEvent } from './unknown-event.js';

/** Lets members change an event of their organisation, one change after the other. */
@Injectable()
export class LockEvent {
  constructor(private readonly access: OrganiserAccess) {}

  /**
   * Locks an event against other changes. Buyers don't wait for that: a reservation locks no row of an event.
   *
   * @param address with an organisation, the event must be one of it
   * @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND or FORBIDDEN where the caller may not change it;
   * EVENT_STATE_CONFLICT where it has been cancelled
   */
  async execute(
    manager: EntityManager,
    caller: Caller,
    address: { organiserId?: string; eventId: string },
  ): Promise<EventEntity> {
    const { eventId } = address;
    const { organiserId } = await this.access.require(manager, caller, address, 'manager');
    const event = await manager
      .createQueryBuilder(EventEntity, 'event')
      .where('event.id = :eventId AND event.organiser_id = :organiserId', { eventId, organiserId })
      .setLock('for_no_key_update')
      .getOne();
    if (!event) throw unknownEvent(eventId);
    if (event.state === 'cancelled') {
      throw new DomainError(
        ProblemCode.EventStateConflict,
        'This event has been cancelled. Nothing of it can be changed any more.',
      );
    }
    return event;
  }
}
