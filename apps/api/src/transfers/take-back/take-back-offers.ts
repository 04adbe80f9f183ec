import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Takes back what a booking's holder offered before it became somebody else's. */
@Injectable()
export class TakeBackOffers {
  /** Of a booking that is locked: links that were mailed are worth nothing from then on. */
  async execute(manager: EntityManager, bookingId: string): Promise<void> {
    await manager.query(
      `UPDATE ticket_transfers AS transfer SET state = 'taken_back', ended_at = clock_timestamp()
       FROM bookings AS booking
       WHERE booking.id = $1 AND transfer.event_id = booking.event_id
         AND transfer.booking_id = booking.id AND transfer.state = 'offered'`,
      [bookingId],
    );
  }
}
