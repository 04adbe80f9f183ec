import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { TierCapacity } from '../capacity/tier-capacity.js';
import type { EventEntity } from '../event.entity.js';
import { movedAlong } from '../times/event-times.js';
import { AllotmentEntity } from './allotment.entity.js';

/** Sets tickets of an event's copy aside as in the original. */
@Injectable()
export class CopyAllotments {
  constructor(
    private readonly capacity: TierCapacity,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * Those that have been released stay behind; the times of the others keep their distance from the start. One that
   * would be over is left out, or the tickets would go on general sale at once: the copy's are released by hand.
   *
   * @param tiers the id of each tier's copy
   * @returns what whoever copies should know of them
   */
  async execute(
    manager: EntityManager,
    original: EventEntity,
    copy: Pick<EventEntity, 'id' | 'startsAt'>,
    tiers: ReadonlyMap<string, string>,
  ): Promise<string[]> {
    const allotments = await manager
      .createQueryBuilder(AllotmentEntity, 'allotment')
      .where(
        `allotment.event_id = :id AND allotment.released_at IS NULL AND allotment.purpose <> 'waitlist'`,
        { id: original.id },
      )
      .orderBy('allotment.id')
      .getMany();
    const notes: string[] = [];
    if (allotments.length === 0) return notes;
    const stocks = await this.capacity.stocksOf(manager, original.id);
    for (const { id, tierId: ofOriginal, name, purpose, releasesAt } of allotments) {
      const allotmentId = this.ids.next();
      const tierId = tiers.get(ofOriginal) ?? '';
      const moved =
        releasesAt && movedAlong(releasesAt, original.startsAt, copy.startsAt, original.timeZone);
      const isOver = moved !== null && moved.getTime() <= this.clock.now();
      if (isOver) {
        notes.push(
          `The time at which “${name}” would be released is over: release it by hand, or set another.`,
        );
      }
      const { available = 0, held = 0, sold = 0 } = stocks.get(id) ?? {};
      await manager.insert(AllotmentEntity, {
        eventId: copy.id,
        id: allotmentId,
        tierId,
        name,
        purpose,
        releasesAt: isOver ? null : moved,
      });
      // The copy's tickets are new, and nobody else sees them yet.
      const quantity = available + held + sold;
      await this.capacity.setAside(manager, copy.id, { tierId, allotmentId }, quantity);
    }
    return notes;
  }
}
