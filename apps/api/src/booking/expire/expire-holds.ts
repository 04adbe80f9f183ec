import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/in-transaction.js';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import { BookingEntity } from '../booking.entity.js';
import { endBooking } from '../end-booking.js';

/**
 * Most holds that one transaction ends. Its locks are released within milliseconds, and a sweep
 * that finds thousands (after a night without a process) takes several.
 */
export const EXPIRED_AT_ONCE = 100;

/** Ends the holds whose time is over. Any number of processes may do so at once. */
@Injectable()
export class ExpireHolds {
  constructor(
    private readonly transactions: Transactions,
    private readonly inventory: TicketInventory,
  ) {}

  /**
   * Ends at most {@link EXPIRED_AT_ONCE} holds, oldest first. One that somebody else has locked is
   * being paid for, cancelled or ended at this moment, and is skipped.
   *
   * @returns how many were ended
   */
  async execute(): Promise<number> {
    return this.transactions.run(async (manager) => {
      const ended = await manager
        .createQueryBuilder(BookingEntity, 'booking')
        .where(`booking.status = 'pending' AND booking.hold_expires_at <= now()`)
        .orderBy('booking.hold_expires_at')
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .limit(EXPIRED_AT_ONCE)
        .getMany();
      for (const booking of ended) await endBooking(manager, this.inventory, booking, 'expired');
      return ended.length;
    });
  }
}
