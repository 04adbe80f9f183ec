import {
  ProblemCode,
  type BookingDto,
  type BuyerRefundOfferDto,
  type BuyerRefundRefusal,
  type ReturnTicketsDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { FindBookings } from '../../booking/find/find-bookings.js';
import { GiveBackTickets } from '../../booking/give-back/give-back-tickets.js';
import { SettleBookings, type LockedBooking } from '../../booking/pay/settle-bookings.js';
import { EventScans } from '../../door/scans/event-scans.js';
import type { Actor } from '../../platform/audit/actor.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { UserDirectory } from '../../users/user-directory.js';
import { RefundBooking } from '../refunds/refund-booking.js';
import { amountFor, BuyerRefundOffers } from './buyer-refund-offers.js';

/** Which booking, and who returns tickets of it. */
export interface ReturnRequest {
  bookingId: string;
  /** Whose booking it must be; null: anybody's. */
  onlyUser: string | null;
  actor: Actor;
  keyed?: IdempotencyContext;
}

const REFUSALS: Readonly<Record<BuyerRefundRefusal, string>> = {
  not_offered: 'The organiser takes tickets of this event back only when asked.',
  too_late: 'The time to return tickets is over.',
  event_cancelled: 'The event is cancelled: the organiser gives the money back.',
  not_paid: 'The booking isn’t paid for, or was returned already.',
  disputed: 'Your bank has asked for the money already.',
  nothing_left: 'Nothing is left that could go back for these tickets.',
};

/**
 * Returns tickets for the buyer, where the event lets them: for money by {@link RefundBooking}, as the organiser does;
 * free ones without.
 */
@Injectable()
export class ReturnTickets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly idempotent: IdempotentTransaction,
    private readonly users: UserDirectory,
    private readonly bookings: SettleBookings,
    private readonly find: FindBookings,
    private readonly offers: BuyerRefundOffers,
    private readonly scans: EventScans,
    private readonly refund: RefundBooking,
    private readonly giveBack: GiveBackTickets,
  ) {}

  /** @throws DomainError BOOKING_NOT_FOUND */
  async offer(bookingId: string, onlyUser: string | null): Promise<BuyerRefundOfferDto> {
    const { manager } = this.dataSource;
    const booking = await this.bookings.look(manager, bookingId);
    return this.offers.of(manager, requireOwn(booking, bookingId, onlyUser));
  }

  /**
   * @returns the booking as it is afterwards
   * @throws DomainError UNAUTHENTICATED; BOOKING_NOT_FOUND; REFUND_NOT_OFFERED; TICKET_NOT_FOUND where a ticket isn't
   * the booking's any more; REFUND_AMOUNT_CHANGED
   */
  async execute(request: ReturnRequest, body: ReturnTicketsDto): Promise<BookingDto> {
    const { bookingId, onlyUser, actor, keyed } = request;
    return this.idempotent.run(keyed, async (manager) => {
      await this.users.refuseClosed(manager, actor);
      const locked = await this.bookings.find(manager, bookingId);
      const booking = requireOwn(locked, bookingId, onlyUser);
      const committed = await this.within(manager, booking, body, actor);
      return { answer: await this.find.byId(bookingId, null, manager), committed };
    });
  }

  private async within(
    manager: EntityManager,
    booking: LockedBooking,
    body: ReturnTicketsDto,
    actor: Actor,
  ): Promise<() => void> {
    // Nobody comes in with a ticket while it is returned.
    await this.scans.holdBack(manager, booking.eventId);
    const offer = await this.offers.of(manager, booking);
    const { ticketIds, amountMinor } = whatIsReturned(offer, body);
    if (amountMinor > 0) {
      return this.refund.within(manager, booking, {
        body: { fees: offer.fees ?? undefined },
        actor,
        reason: 'requested',
        goesBack: { ticketIds, amountMinor },
      });
    }
    const { released } = await this.giveBack.execute(manager, booking, ticketIds, true, actor);
    return () => this.giveBack.committed(booking.eventId, released);
  }
}

/** @throws DomainError BOOKING_NOT_FOUND, also for another user's: that it exists is nobody else's business */
function requireOwn(
  booking: LockedBooking | undefined,
  bookingId: string,
  onlyUser: string | null,
): LockedBooking {
  if (booking && (onlyUser === null || booking.userId === onlyUser)) return booking;
  throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
}

/** @throws DomainError REFUND_NOT_OFFERED, TICKET_NOT_FOUND or REFUND_AMOUNT_CHANGED */
function whatIsReturned(
  offer: BuyerRefundOfferDto,
  body: ReturnTicketsDto,
): { ticketIds: string[]; amountMinor: number } {
  if (offer.refusal !== null) {
    throw new DomainError(
      ProblemCode.RefundNotOffered,
      `${REFUSALS[offer.refusal]} Nothing was changed.`,
    );
  }
  const offered = offer.tickets.map(({ id }) => id);
  const ticketIds = body.ticketIds ?? offered;
  const stray = ticketIds.find((id) => !offered.includes(id));
  if (stray !== undefined) {
    throw new DomainError(
      ProblemCode.TicketNotFound,
      `Ticket ${stray} is not one of this booking, was returned or passed on, or somebody has come in with it. Nothing was changed.`,
    );
  }
  const amountMinor = amountFor(offer, ticketIds);
  if (amountMinor !== body.amountMinor) {
    throw new DomainError(
      ProblemCode.RefundAmountChanged,
      'Another amount goes back by now. Nothing was changed.',
    );
  }
  return { ticketIds, amountMinor };
}
