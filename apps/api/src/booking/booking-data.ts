import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  PersonalData,
  EXPORTED_MAX,
  type Erasure,
  type Person,
  type PersonalDataHolder,
} from '../platform/personal-data/personal-data.js';
import { StockChanges } from '../tickets/availability/stock-changes.js';
import { EndBookings } from './end-bookings.js';
import { lockBookings } from './lock-bookings.js';

/**
 * What people held and bought. It is kept when they are erased, under their id alone: the books must
 * say what was sold. What they still hold goes back on sale.
 */
@Injectable()
export class BookingData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'bookings';

  constructor(
    private readonly personalData: PersonalData,
    private readonly endBookings: EndBookings,
    private readonly stockChanges: StockChanges,
  ) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
  }

  async export(manager: EntityManager, { id }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT booking.id, booking.event_id AS "eventId", event.name AS "eventName", booking.status,
         booking.ticket_ids::text[] AS "ticketIds", booking.lines, booking.charges,
         booking.total_minor AS "totalMinor", booking.currency,
         booking.hold_expires_at AS "holdExpiresAt", booking.confirmed_at AS "confirmedAt",
         booking.ended_at AS "endedAt", booking.created_at AS "createdAt",
         (SELECT jsonb_build_object('provider', provider, 'reference', provider_reference,
            'amountMinor', amount_minor, 'at', payment.created_at)
          FROM payments AS payment WHERE payment.status = 'captured'
            AND payment.event_id = booking.event_id AND payment.booking_id = booking.id) AS payment
       FROM bookings AS booking JOIN events AS event ON event.id = booking.event_id
       WHERE booking.user_id = $1 ORDER BY booking.id DESC LIMIT $2`,
      [id, EXPORTED_MAX],
    );
  }

  async erase(
    manager: EntityManager,
    { id }: Person,
    { actor, whenCommitted }: Erasure,
  ): Promise<void> {
    const held = await manager.query<{ id: string }[]>(
      `SELECT id FROM bookings WHERE user_id = $1 AND status = 'pending'`,
      [id],
    );
    const locked = await lockBookings(
      manager,
      held.map((booking) => booking.id),
    );
    const ended = locked
      .filter(({ status }) => status === 'pending')
      .map((booking) => ({ actor, booking }));
    const released = await this.endBookings.execute(manager, ended, 'cancelled');
    whenCommitted(() => this.stockChanges.released(released));
  }
}
