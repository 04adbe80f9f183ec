import { ProblemCode, type BookingDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { UserDirectory } from '../../users/user-directory.js';
import { FindBookings } from '../find/find-bookings.js';
import { ConfirmationMails } from './confirmation-mails.js';

/** Mails a booking's confirmation to its buyer again, who asks for it. The box office does so in its own list. */
@Injectable()
export class MailAgain {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly bookings: FindBookings,
    private readonly mails: ConfirmationMails,
    private readonly users: UserDirectory,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError UNAUTHENTICATED, ACCOUNT_DISABLED, BOOKING_NOT_FOUND; BOOKING_STATE_CONFLICT where nobody is let
   * in by it; NO_EMAIL_ADDRESS; TOO_MANY_REQUESTS where it was mailed often enough
   */
  async execute(
    bookingId: string,
    onlyUser: string | null,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<BookingDto> {
    const { eventId } = await this.bookings.byId(bookingId, onlyUser);
    const event = await this.mails.eventOf(eventId);
    return this.idempotent.run(keyed, async (manager) => {
      await this.users.refuseClosed(manager, actor);
      const booking = await this.bookings.byId(bookingId, onlyUser, manager);
      if (booking.status !== 'confirmed' || booking.event.state === 'cancelled') {
        throw new DomainError(
          ProblemCode.BookingStateConflict,
          'There are no tickets to mail: the booking isn’t paid for, was given back, or its event is cancelled. Nothing was sent.',
        );
      }
      await this.mails.writeAgain(manager, event, bookingId);
      const subject = { kind: 'booking', id: bookingId, eventId } as const;
      const action = 'booking.mail_requested';
      await this.audit.record(manager, [{ ...actor, action, subject, before: null, after: null }]);
      return { answer: booking };
    });
  }
}
