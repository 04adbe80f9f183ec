import { ProblemCode, type OrganiserEventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../platform/problems/domain-error.js';
import { EventChanges, type ChangeRequest } from '../event-changes.js';
import { tierOf } from '../tiers/find-tier.js';
import { AddTickets } from './add-tickets.js';
import { capacityOf, NO_TICKETS, TierCapacity, type TierCounts } from './tier-capacity.js';

/** Raises and lowers how many tickets a tier has, also while they are sold. */
@Injectable()
export class ChangeCapacity {
  constructor(
    private readonly changes: EventChanges,
    private readonly addTickets: AddTickets,
    private readonly capacity: TierCapacity,
  ) {}

  /**
   * @throws DomainError those of {@link EventChanges.run}; TIER_NOT_FOUND; CAPACITY_BELOW_SOLD where more are held or
   * sold; EVENT_LIMIT_EXCEEDED; BUSY where so many are being reserved at this moment that nobody can say
   */
  async execute(
    request: ChangeRequest,
    tierId: string,
    capacity: number,
  ): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, event) => {
      const tier = await tierOf(manager, event.id, tierId);
      const counts = await this.countsOf(manager, event.id);
      // Buyers change what is available, held and sold, but not the sum: that only changes under the event's lock.
      const now = capacityOf(counts.get(tierId) ?? NO_TICKETS);
      if (capacity === now) return undefined;
      if (capacity > now) {
        await this.addTickets.execute(manager, event.id, [{ tierId, count: capacity - now }]);
      } else if (!(await this.capacity.remove(manager, event.id, tierId, now - capacity))) {
        throw await this.refusal(manager, event.id, tierId, capacity);
      }
      return {
        action: 'event.capacity_changed',
        before: { tierId: tier.id, capacity: now },
        after: { tierId: tier.id, capacity },
      };
    });
  }

  /** Why fewer could be taken away than were to go. */
  private async refusal(
    manager: EntityManager,
    eventId: string,
    tierId: string,
    requested: number,
  ): Promise<DomainError> {
    const counts = await this.countsOf(manager, eventId);
    const { held, sold, setAside } = counts.get(tierId) ?? NO_TICKETS;
    if (held + sold + setAside > requested) {
      const or = setAside === 0 ? '' : `, or set aside (${setAside})`;
      return new DomainError(
        ProblemCode.CapacityBelowSold,
        `This tier can’t have as few tickets as ${requested}: some are held (${held}) or sold (${sold})${or}. Nothing was changed.`,
        { held, sold, requested, ...(setAside > 0 && { setAside }) },
      );
    }
    return new DomainError(
      ProblemCode.Busy,
      'Some of these tickets are being reserved at this moment. Nothing was changed; please try again.',
      { retryAfterSeconds: 1 },
    );
  }

  private async countsOf(
    manager: EntityManager,
    eventId: string,
  ): Promise<Map<string, TierCounts>> {
    const counts = await this.capacity.countsOf(manager, [eventId]);
    return counts.get(eventId) ?? new Map<string, TierCounts>();
  }
}
