import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Revokes codes that somebody else may have. */
@Injectable()
export class RevokeCodes {
  /**
   * Those of a booking that went to an address which isn't its buyer's: whoever looks next gets others. Those on paper
   * were handed over, those of tickets that were passed on are others', and both stay. The booking is locked by the caller.
   */
  async mailedOf(manager: EntityManager, bookingId: string): Promise<void> {
    await manager.query(
      `UPDATE ticket_codes AS code SET revoked_at = now(), revoked_because = 'replaced'
       FROM bookings AS booking
       WHERE booking.id = $1 AND code.event_id = booking.event_id AND code.booking_id = booking.id
         AND code.revoked_at IS NULL AND NOT code.on_paper AND NOT code.passed_on`,
      [bookingId],
    );
  }
}
