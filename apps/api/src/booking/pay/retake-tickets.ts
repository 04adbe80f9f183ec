import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import type { BookingEntity } from '../booking.entity.js';
import { leftOfBuyerLimit } from '../reserve/buyer-limits.js';
import { codesAreLeft, lockCodes } from '../reserve/lock-codes.js';

/**
 * Takes tickets again for a booking whose hold ended while its payment was under way: the same ones, or others of the
 * same tiers and allotments at the price that was paid.
 */
@Injectable()
export class RetakeTickets {
  constructor(private readonly inventory: TicketInventory) {}

  /**
   * Makes the booking a pending one that holds all of its tickets again, or changes nothing.
   *
   * @param booking expired, and locked by the transaction; afterwards it says which tickets it holds
   * @returns whether it could be done
   */
  async execute(manager: EntityManager, booking: BookingEntity): Promise<boolean> {
    const { eventId, codeIds, userId } = booking;
    const wanted = wantedOf(booking);
    if ((await leftOfBuyerLimit(manager, eventId, userId)) < sumOf(wanted)) return false;
    if (codeIds !== null) {
      await lockCodes(manager, eventId, codeIds);
      if (!(await codesAreLeft(manager, eventId, codeIds))) return false;
    }
    const ticketIds: string[] = [];
    for (const { stockIds, quantity, same } of wanted) {
      const found: string[] = [];
      for (const stockId of stockIds) {
        const missing = quantity - found.length;
        const not = [...ticketIds, ...found];
        found.push(
          ...(await this.inventory.lockFree(manager, eventId, stockId, missing, same, not)),
        );
      }
      if (found.length < quantity) return false;
      ticketIds.push(...found);
    }
    // The booking first: a ticket may only name one that lists it.
    await manager.query(
      `UPDATE bookings SET status = 'pending', ended_at = NULL, ticket_ids = $3, updated_at = now()
       WHERE event_id = $1 AND id = $2`,
      [eventId, booking.id, ticketIds],
    );
    await this.inventory.holdAgain(manager, eventId, ticketIds, booking.id, userId);
    booking.ticketIds = ticketIds;
    booking.status = 'pending';
    return true;
  }
}

interface Wanted {
  /** Where its tickets may be: an allotment's are on general sale once it is released. */
  stockIds: string[];
  quantity: number;
  /** The tickets that it had. */
  same: string[];
}

/** What each line had, in the order of the lines; the list itself may have been dropped since. */
function wantedOf({ lines, ticketIds }: BookingEntity): Wanted[] {
  let before = 0;
  return lines.map(({ tierId, allotmentId, quantity }) => {
    const same = ticketIds.slice(before, before + quantity);
    before += quantity;
    return { stockIds: allotmentId ? [allotmentId, tierId] : [tierId], quantity, same };
  });
}

function sumOf(wanted: Wanted[]): number {
  return wanted.reduce((sum, { quantity }) => sum + quantity, 0);
}
