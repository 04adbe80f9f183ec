import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { THE_SYSTEM } from '../../platform/audit/actor.js';
import type { ReleasedTicket } from '../../tickets/inventory/ticket-inventory.js';
import { BookingEntity } from '../booking.entity.js';
import { EndBookings } from '../end-bookings.js';

/** Most holds that one transaction ends, as for those whose time is over: its locks are short. */
const ENDED_AT_ONCE = 100;

/**
 * Chosen before they are sorted for the locks: in the order of their ids, all bookings of the event would be walked over
 * where none of them is held any more.
 */
const SOME_HELD_SQL = `ARRAY(
  SELECT id FROM bookings WHERE event_id = :eventId AND status = 'pending' LIMIT :most)`;

/** Ends the holds of a cancelled event, some at a time. */
@Injectable()
export class EndHoldsOfEvent {
  constructor(private readonly endBookings: EndBookings) {}

  /**
   * Waits for a hold that somebody has locked: a payment that comes first is seen as paid, and is left alone. One that
   * comes second finds the hold ended.
   *
   * @returns how many holds ended, and their tickets
   */
  async execute(
    manager: EntityManager,
    eventId: string,
  ): Promise<{ ended: number; released: ReleasedTicket[] }> {
    const held = await manager
      .createQueryBuilder(BookingEntity, 'booking')
      .where(`booking.id = ANY (${SOME_HELD_SQL})`, { eventId, most: ENDED_AT_ONCE })
      .andWhere(`booking.event_id = :eventId AND booking.status = 'pending'`)
      .orderBy('booking.id')
      .setLock('pessimistic_write')
      .getMany();
    const released = await this.endBookings.execute(
      manager,
      held.map((booking) => ({ actor: THE_SYSTEM, booking })),
      'cancelled',
    );
    return { ended: held.length, released };
  }
}
