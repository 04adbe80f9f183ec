import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import { ConfirmationMails } from '../confirm/confirmation-mails.js';
import { confirmedEntry, retakenEntry } from '../booking-entries.js';
import { BookingEntity } from '../booking.entity.js';
import { lockBookings } from '../lock-bookings.js';
import { UnpaidTickets } from '../unpaid/unpaid-tickets.js';
import { markConfirmed } from './mark-confirmed.js';
import { RetakeTickets } from './retake-tickets.js';

/** A booking that the transaction has locked. */
export type LockedBooking = BookingEntity;

/**
 * What the money of a booking came to. `paid`: the tickets are the buyer's; `late`: the hold had ended, and nothing
 * equal was left; `cancelled`: the buyer or the event had cancelled; `surplus`: it was paid for already.
 */
export type Placement = 'paid' | 'late' | 'cancelled' | 'surplus';

/** Gives bookings what was paid for them, or says why there is nothing to give. */
@Injectable()
export class SettleBookings {
  constructor(
    private readonly inventory: TicketInventory,
    private readonly retake: RetakeTickets,
    private readonly audit: AuditTrail,
    private readonly mails: ConfirmationMails,
    private readonly stockChanges: StockChanges,
    private readonly unpaid: UnpaidTickets,
  ) {}

  /** Reads a booking that nothing is to come of, if there is one. */
  async look(manager: EntityManager, bookingId: string): Promise<LockedBooking | undefined> {
    return (await manager.findOneBy(BookingEntity, { id: bookingId })) ?? undefined;
  }

  /** Locks a booking, if there is one. */
  async find(manager: EntityManager, bookingId: string): Promise<LockedBooking | undefined> {
    const [booking] = await lockBookings(manager, [bookingId]);
    return booking;
  }

  /** Locks a booking; before its payments, as everybody does who locks both. */
  async lock(manager: EntityManager, bookingId: string): Promise<BookingEntity> {
    const [booking] = await lockBookings(manager, [bookingId]);
    if (!booking) throw new Error(`Booking ${bookingId} has a payment, and is gone.`);
    return booking;
  }

  /**
   * Makes a booking one that is paid for. A hold whose time is over, but whose tickets are still held, is paid for;
   * one whose tickets went back on sale gets them again, or equal ones.
   *
   * @param booking locked by the transaction
   * @param provider who took the money, for the audit
   */
  async pay(
    manager: EntityManager,
    booking: BookingEntity,
    actor: Actor,
    provider: string,
  ): Promise<Placement> {
    if (booking.status === 'confirmed' || booking.status === 'refunded') return 'surplus';
    if (booking.status === 'cancelled' || booking.status === 'failed') return 'cancelled';
    if (await this.isEventCancelled(manager, booking)) return 'cancelled';
    if (booking.status === 'expired') {
      if (!(await this.retake.execute(manager, booking))) return 'late';
      await this.audit.record(manager, [retakenEntry(actor, booking)]);
    }
    const [moment] = await manager.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
    if (!moment) throw new Error('The database did not say what time it is.');
    await Promise.all(
      markConfirmed(manager, this.inventory, booking.eventId, [booking], moment.now),
    );
    await this.audit.record(manager, [confirmedEntry(actor, booking, provider)]);
    await this.mails.announce(manager, [booking]);
    return 'paid';
  }

  /** After the commit: what this process remembers of the stock and of who left tickets unpaid. */
  async paid(booking: BookingEntity, actor: Actor): Promise<void> {
    const { eventId, ticketIds, createdAt } = booking;
    this.stockChanges.booked(eventId);
    const heldSeconds = Math.max(0, Date.now() - createdAt.getTime()) / 1_000;
    await this.unpaid.paid([{ eventId, quantity: ticketIds.length, heldSeconds }], actor);
  }

  private async isEventCancelled(
    manager: EntityManager,
    { eventId }: BookingEntity,
  ): Promise<boolean> {
    const rows = await manager.query<object[]>(
      `SELECT id FROM events WHERE id = $1 AND state = 'cancelled'`,
      [eventId],
    );
    return rows.length > 0;
  }
}
