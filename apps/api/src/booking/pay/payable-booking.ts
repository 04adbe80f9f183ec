import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RequireAttendees } from '../../attendees/require-attendees.js';
import type { Actor } from '../../platform/audit/actor.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import { UserDirectory } from '../../users/user-directory.js';
import type { BookingEntity } from '../booking.entity.js';
import { lockPendingBooking } from '../lock-bookings.js';
import { saleConditions } from './sale-conditions.js';

/** Decides whether a payment for a booking may begin. If it refuses, nothing was charged. */
@Injectable()
export class PayableBooking {
  constructor(
    private readonly users: UserDirectory,
    private readonly inventory: TicketInventory,
    private readonly attendees: RequireAttendees,
  ) {}

  /**
   * Holds a booking's tickets for so many days more, for a way to pay that takes them; no longer than until its event
   * begins, and no shorter than they are held already.
   */
  async holdFor(manager: EntityManager, bookingId: string, days: number): Promise<void> {
    await manager.query(
      `UPDATE bookings AS booking
       SET hold_expires_at = greatest(hold_expires_at,
           least(clock_timestamp() + make_interval(days => $2), event.starts_at)),
         updated_at = now()
       FROM events AS event
       WHERE booking.id = $1 AND event.id = booking.event_id AND booking.status = 'pending'`,
      [bookingId, days],
    );
  }

  /**
   * Locks a booking that its buyer wants to pay for.
   *
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError BOOKING_NOT_FOUND, ALREADY_CONFIRMED, BOOKING_ENDED, HOLD_EXPIRED, EVENT_STATE_CONFLICT where
   * the event has been cancelled, ATTENDEES_MISSING, UNAUTHENTICATED or ACCOUNT_DISABLED
   */
  async lock(
    manager: EntityManager,
    bookingId: string,
    onlyUser: string | null,
    actor: Actor,
  ): Promise<BookingEntity> {
    const booking = await lockPendingBooking(manager, bookingId, onlyUser);
    await this.users.refuseClosed(manager, actor, booking.userId);
    const [moment] = await manager.query<{ isOver: boolean }[]>(
      'SELECT $1::timestamptz <= clock_timestamp() AS "isOver"',
      [booking.holdExpiresAt],
    );
    if (moment?.isOver !== false) {
      throw new DomainError(
        ProblemCode.HoldExpired,
        'Your hold ended. The tickets go back on sale; nothing was charged.',
      );
    }
    const [condition] = await saleConditions(manager, booking.ticketIds);
    if (condition?.isCancelled) {
      throw new DomainError(
        ProblemCode.EventStateConflict,
        'The event has been cancelled; nothing was charged.',
      );
    }
    if (condition?.asks) {
      const tickets = await this.inventory.findByIds(manager, booking.ticketIds);
      const missing = await this.attendees.missing(manager, tickets);
      const ofBooking = missing.get(booking.id) ?? [];
      if (ofBooking.length > 0) throw this.attendees.refusal(ofBooking);
    }
    return booking;
  }
}
