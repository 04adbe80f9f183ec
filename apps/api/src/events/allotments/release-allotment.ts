import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TierCapacity } from '../capacity/tier-capacity.js';

/** Which allotment of which event. */
export interface AllotmentOfEvent {
  eventId: string;
  allotmentId: string;
}

/** Puts what is set aside on general sale. */
@Injectable()
export class ReleaseAllotment {
  constructor(private readonly capacity: TierCapacity) {}

  /**
   * Its row is locked first: a hold that ends at this moment waits until the free tickets have been found, and then puts
   * its own on general sale.
   *
   * @returns how many tickets were free
   */
  async execute(
    manager: EntityManager,
    { eventId, allotmentId }: AllotmentOfEvent,
  ): Promise<number> {
    await manager.query(
      'UPDATE allotments SET released_at = now() WHERE event_id = $1 AND id = $2',
      [eventId, allotmentId],
    );
    return this.capacity.putAllBack(manager, eventId, allotmentId);
  }
}
