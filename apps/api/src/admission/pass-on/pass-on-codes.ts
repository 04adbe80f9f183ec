import type { TicketCodeDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { askedBooking, type AskedBooking, type BookingOf } from '../codes/booked-tickets.js';
import { TicketCodes } from '../codes/ticket-codes.js';
import { IssueCodes } from '../issue/issue-codes.js';

/** What passing a ticket on does to its code: the buyer's is void, and the receiver has one of their own. */
@Injectable()
export class PassOnCodes {
  constructor(
    private readonly issue: IssueCodes,
    private readonly codes: TicketCodes,
  ) {}

  /** @throws DomainError BOOKING_NOT_FOUND */
  find(manager: EntityManager, bookingId: string, of: BookingOf): Promise<AskedBooking> {
    return askedBooking(manager, bookingId, of);
  }

  /**
   * The booking, which nobody refunds, and whose codes nobody replaces, until the transaction ends.
   *
   * @throws DomainError BOOKING_NOT_FOUND
   */
  lock(manager: EntityManager, bookingId: string, of: BookingOf): Promise<AskedBooking> {
    return askedBooking(manager, bookingId, of, true);
  }

  /** Tickets of a booking that are somebody else's by now. */
  async passedOn(
    manager: EntityManager,
    eventId: string,
    bookingId: string,
  ): Promise<ReadonlySet<string>> {
    const rows = await manager.query<{ ticketId: string }[]>(
      `SELECT ticket_id AS "ticketId" FROM ticket_codes
       WHERE event_id = $1 AND booking_id = $2 AND passed_on AND revoked_at IS NULL`,
      [eventId, bookingId],
    );
    return new Set(rows.map(({ ticketId }) => ticketId));
  }

  /** Voids the buyer's code of a ticket, and issues the receiver's. The booking is locked. */
  async passOn(manager: EntityManager, eventId: string, ticketId: string): Promise<void> {
    await this.issue.of(manager, eventId, [ticketId]);
    await this.issue.another(manager, eventId, ticketId, { onPaper: false, passedOn: true });
  }

  /** The code of a ticket, for whom it was passed on to; undefined where the ticket was refunded. */
  async ofReceiver(
    manager: EntityManager,
    bookingId: string,
    eventId: string,
    ticketId: string,
  ): Promise<TicketCodeDto | undefined> {
    const booking = await askedBooking(manager, bookingId, { eventId });
    const codes = await this.codes.of(manager, booking, 'receiver');
    return codes.find((code) => code.ticketId === ticketId);
  }
}
