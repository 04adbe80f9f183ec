import {
  ProblemCode,
  type CorrectBuyerDto,
  type EventBookingDto,
  type EventDto,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RevokeCodes } from '../../admission/replace/revoke-codes.js';
import { CancelBooking } from '../../booking/cancel/cancel-booking.js';
import { ConfirmationMails } from '../../booking/confirm/confirmation-mails.js';
import { MoveBookings } from '../../booking/move/move-bookings.js';
import { ReadTimeline } from '../../booking/timeline/read-timeline.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import { DisputeRecords } from '../../payments/records/dispute-records.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { TakeBackOffers } from '../../transfers/take-back/take-back-offers.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { DescribeBookings } from './describe-bookings.js';
import { ticketsOf } from './tickets-of.js';

/** Which booking of which event, and who works on it. */
export interface BookingRequest {
  organiserId: string;
  eventId: string;
  bookingId: string;
  caller: Caller;
  actor: Actor;
  keyed?: IdempotencyContext;
}

/** Shows one booking of an event to its organisation, and does what the box office may do with it. */
@Injectable()
export class EventBooking {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotent: IdempotentTransaction,
    private readonly access: OrganiserAccess,
    private readonly bookings: DescribeBookings,
    private readonly timeline: ReadTimeline,
    private readonly disputes: DisputeRecords,
    private readonly mails: ConfirmationMails,
    private readonly move: MoveBookings,
    private readonly accounts: UserAccounts,
    private readonly cancelBooking: CancelBooking,
    private readonly audit: AuditTrail,
    private readonly codes: RevokeCodes,
    private readonly offers: TakeBackOffers,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND, FORBIDDEN or BOOKING_NOT_FOUND */
  show(request: BookingRequest): Promise<EventBookingDto> {
    return this.transactions.run((manager) => this.find(manager, request));
  }

  /**
   * Mails the confirmation again.
   *
   * @throws DomainError those of {@link show}; BOOKING_STATE_CONFLICT where it isn't paid for; NO_EMAIL_ADDRESS; or
   * TOO_MANY_REQUESTS where it was mailed often enough
   */
  async mail(request: BookingRequest): Promise<EventBookingDto> {
    const event = await this.eventOf(request);
    return this.idempotent.run(request.keyed, async (manager) => {
      const { eventId, bookingId, actor } = request;
      const booking = await this.find(manager, request);
      requirePaid(booking);
      if (booking.buyer.email === null) {
        throw new DomainError(
          ProblemCode.NoEmailAddress,
          'The buyer of this booking has no email address. Nothing was sent.',
        );
      }
      await this.mails.writeAgain(manager, event, bookingId);
      const subject = { kind: 'booking', id: bookingId, eventId } as const;
      const action = 'booking.mail_requested';
      await this.audit.record(manager, [{ ...actor, action, subject, before: null, after: null }]);
      return { answer: await this.find(manager, request) };
    });
  }

  /**
   * Corrects who bought, where they have no account: the booking goes to a new guest with that name and address, and is
   * mailed there. So the link that went to a mistyped address leads to nothing any more, the codes that went there admit
   * nobody, tickets that were offered from there are taken back, and other bookings of the same guest, perhaps of other organisations, stay where they are.
   *
   * @throws DomainError those of {@link show}; BOOKING_STATE_CONFLICT where it isn't paid for; BUYER_HAS_ACCOUNT; or
   * TOO_MANY_REQUESTS
   */
  async correct(
    request: BookingRequest,
    { name, email }: CorrectBuyerDto,
  ): Promise<EventBookingDto> {
    const event = await this.eventOf(request);
    return this.idempotent.run(request.keyed, async (manager) => {
      const { bookingId, actor } = request;
      const before = await this.find(manager, request);
      requirePaid(before);
      if (before.buyer.kind === 'account') {
        throw new DomainError(
          ProblemCode.BuyerHasAccount,
          'The buyer has an account, and changes their name and address there. Nothing was changed.',
        );
      }
      const language = await languageOf(manager, before.buyer.id, request.organiserId);
      const guestId = await this.accounts.addGuest(manager, name, email, language);
      const found = [{ id: bookingId, userId: before.buyer.id }];
      const why = { actor, action: 'booking.buyer_corrected' };
      const moved = await this.move.execute(manager, found, guestId, why);
      if (moved.size === 0) throw stateConflict();
      await this.codes.mailedOf(manager, bookingId);
      await this.offers.execute(manager, bookingId);
      await this.mails.writeAgain(manager, event, bookingId);
      return { answer: await this.find(manager, request) };
    });
  }

  /**
   * Cancels a booking that is not paid for.
   *
   * @throws DomainError those of {@link show}; ALREADY_CONFIRMED or BOOKING_ENDED
   */
  async cancel(request: BookingRequest): Promise<EventBookingDto> {
    const { bookingId, actor, keyed } = request;
    await this.show(request);
    await this.cancelBooking.execute(bookingId, null, actor, keyed);
    return this.show(request);
  }

  /** Read before a transaction begins, and only for those who may know of it. */
  private async eventOf(request: BookingRequest): Promise<EventDto> {
    await this.show(request);
    return this.mails.eventOf(request.eventId);
  }

  private async find(
    manager: EntityManager,
    { organiserId, eventId, bookingId, caller }: BookingRequest,
  ): Promise<EventBookingDto> {
    await this.access.require(manager, caller, { organiserId, eventId }, 'box_office');
    const own = await manager.query<unknown[]>(
      'SELECT FROM bookings WHERE id = $1 AND event_id = $2',
      [bookingId, eventId],
    );
    const [found] = await this.bookings.withTickets(manager, own.length > 0 ? [bookingId] : []);
    if (!found) {
      throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
    }
    const { row, booking } = found;
    const isPaid = row.status === 'confirmed';
    return Object.assign({}, row, {
      charges: booking.charges,
      tickets: ticketsOf(booking, await this.disputes.isDisputed(manager, eventId, bookingId)),
      timeline: await this.timeline.execute(manager, bookingId),
      mailable: isPaid && row.buyer.email !== null,
      correctable: isPaid && row.buyer.kind !== 'account',
    });
  }
}

async function languageOf(
  manager: EntityManager,
  userId: string,
  organiserId: string,
): Promise<Language> {
  const [row] = await manager.query<{ language: Language }[]>(
    `SELECT coalesce(
       (SELECT language FROM users WHERE id = $1),
       (SELECT language FROM organisers WHERE id = $2)) AS language`,
    [userId, organiserId],
  );
  return row?.language ?? 'en';
}

function requirePaid({ status }: EventBookingDto): void {
  if (status !== 'confirmed') throw stateConflict();
}

function stateConflict(): DomainError {
  return new DomainError(
    ProblemCode.BookingStateConflict,
    'This can be done with a booking that is paid for, and this one is not. Nothing was changed.',
  );
}
