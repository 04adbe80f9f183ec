import { ProblemCode, type BookingStatus } from '@boxoffice/contracts';
import { fullPriceOf, totalOf } from '@boxoffice/contracts/pricing';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../platform/audit/actor.js';
import { PaymentPolicy } from '../../payments/payment-policy.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { TicketRow } from '../../tickets/ticket-row.js';
import { requireOpen, type Standing } from '../../users/standing.js';
import type { BookingEntity } from '../booking.entity.js';
import { ticketsOfLines } from '../tickets-of-lines.js';
import { RequireAttendees } from '../../attendees/require-attendees.js';

/**
 * Most bookings that are searched for what became of a hold. Only the wording of the refusal depends on it, and the
 * transaction holds locks that others wait for.
 */
const RECENT_BOOKINGS_MAX = 50;

/**
 * For how long after a hold has ended a failed payment may still be one for it, in seconds. A shorter time would
 * end a newer hold for the failure of an older one; a longer one would refuse more buyers who let a hold end, hold
 * the same tickets again and then fail to pay, with a client that does not name the booking.
 */
export const LATE_PAYMENT_SECONDS = 3_600;

/** What a confirmation names, read under the locks of its bookings. */
export interface Named {
  userId: string;
  actor: Actor;
  /** Undefined if there is no such user. */
  standing: Standing | undefined;
  ids: string[];
  /** The booking that must hold all tickets; undefined if the request doesn't say. */
  bookingId: string | undefined;
  tickets: TicketRow[];
  /** Whether an event of the tickets has been cancelled. */
  isCancelled: boolean;
  /** Paths of what the event asks and nobody has said. */
  missingAttendees: readonly string[];
  /** Whether somebody has taken the money already, beside this system. */
  isPaidInPerson: boolean;
  /** The locked pending bookings. */
  bookings: BookingEntity[];
}

/** Decides whether a payment may be taken or its tickets released. If it refuses, nothing was charged. */
@Injectable()
export class ConfirmationPolicy {
  constructor(
    private readonly policy: PaymentPolicy,
    private readonly attendees: RequireAttendees,
  ) {}

  /**
   * A payment is taken only if the user holds all the tickets and the hold hasn't ended.
   *
   * @param now the database's time, read under the locks
   * @throws DomainError with the reason
   */
  async requirePayable(manager: EntityManager, named: Named, now: Date): Promise<void> {
    const { userId, ids, tickets, bookings } = named;
    refuseUnknown(named);
    await this.refuseOtherBookings(manager, named);
    refuseOthers(userId, tickets);
    refuseBooked(tickets);
    refuseMoved(tickets, bookings);
    if (tickets.some(({ booking_id }) => booking_id === null)) {
      throw await this.whyNotHeld(manager, userId, ids);
    }
    if (bookings.some(({ holdExpiresAt }) => holdExpiresAt <= now)) throw holdEnded();
    if (named.isCancelled) throw eventCancelled();
    if (named.isPaidInPerson) return;
    if (named.missingAttendees.length > 0) {
      throw this.attendees.refusal(named.missingAttendees);
    }
    this.policy.requireProviderFor(costOf(tickets, bookings));
  }

  /**
   * After a failed payment the user no longer holds the tickets. Tickets that are available already are ignored,
   * so repeating the request gives the same answer. It must not end a newer hold than the one that was being paid
   * for: without a booking in the request, a ticket of a hold that recently ended without a payment is refused,
   * because that hold's payment may have been in progress.
   *
   * @throws DomainError if a ticket is unknown, another user's, paid for, or of a hold that has ended
   */
  async requireReleasable(manager: EntityManager, named: Named): Promise<void> {
    const { userId, tickets, bookings } = named;
    refuseUnknown(named);
    await this.refuseOtherBookings(manager, named);
    refuseOthers(userId, tickets);
    refuseBooked(tickets);
    refuseMoved(tickets, bookings);
    if (named.bookingId === undefined) await this.refuseLate(manager, named);
  }

  /** If the request names its booking, that booking must hold every ticket. */
  private async refuseOtherBookings(manager: EntityManager, named: Named): Promise<void> {
    const { userId, bookingId, tickets } = named;
    if (bookingId === undefined) return;
    if (tickets.every(({ booking_id }) => booking_id === bookingId)) return;
    const [booking] = await manager.query<{ status: BookingStatus }[]>(
      'SELECT status FROM bookings WHERE id = $1 AND user_id = $2',
      [bookingId, userId],
    );
    if (!booking) {
      throw new DomainError(
        ProblemCode.BookingNotFound,
        `There is no booking ${bookingId}; nothing was charged.`,
      );
    }
    if (booking.status === 'pending') throw notHeld();
    if (booking.status === 'confirmed') throw alreadyConfirmed();
    throw booking.status === 'expired' ? holdEnded() : bookingEnded();
  }

  private async refuseLate(manager: EntityManager, { userId, ids }: Named): Promise<void> {
    const [late] = await manager.query<{ status: string }[]>(
      `SELECT status FROM (
         SELECT id, status, ticket_ids, ended_at FROM bookings
         WHERE user_id = ANY (ARRAY[$1::bigint]) ORDER BY user_id DESC, id DESC LIMIT $3
       ) AS recent
       WHERE ticket_ids && $2::bigint[] AND status IN ('expired', 'cancelled')
         AND ended_at > clock_timestamp() - make_interval(secs => $4)
       ORDER BY id DESC LIMIT 1`,
      [userId, ids, RECENT_BOOKINGS_MAX, LATE_PAYMENT_SECONDS],
    );
    if (!late) return;
    throw new DomainError(
      late.status === 'expired' ? ProblemCode.HoldExpired : ProblemCode.BookingEnded,
      'A hold of these tickets had ended before its payment failed; nothing was charged and nothing changed. If you mean a newer hold, send its bookingId.',
    );
  }

  /** Nobody holds these tickets: the user's hold has ended, or there never was one. */
  private async whyNotHeld(
    manager: EntityManager,
    userId: string,
    ids: string[],
  ): Promise<DomainError> {
    const [last] = await manager.query<{ status: string }[]>(
      `SELECT status FROM (
         SELECT id, status, ticket_ids FROM bookings
         WHERE user_id = ANY (ARRAY[$1::bigint]) ORDER BY user_id DESC, id DESC LIMIT $3
       ) AS recent
       WHERE ticket_ids && $2::bigint[]
       ORDER BY id DESC LIMIT 1`,
      [userId, ids, RECENT_BOOKINGS_MAX],
    );
    if (last?.status === 'expired') return holdEnded();
    return last ? bookingEnded() : notHeld();
  }
}

function refuseUnknown({ userId, actor, standing, ids, tickets }: Named): void {
  requireOpen(standing, userId, actor, '; nothing was charged');
  const found = new Set(tickets.map(({ id }) => id));
  const unknown = ids.find((id) => !found.has(id));
  if (unknown === undefined) return;
  throw new DomainError(
    ProblemCode.TicketNotFound,
    `There is no ticket ${unknown}; nothing was charged.`,
  );
}

function refuseOthers(userId: string, tickets: TicketRow[]): void {
  if (tickets.every(({ user_id }) => user_id === null || user_id === userId)) return;
  throw new DomainError(
    ProblemCode.TicketsOfAnotherUser,
    'Somebody else holds or owns these tickets; nothing was charged.',
  );
}

function refuseBooked(tickets: TicketRow[]): void {
  if (tickets.every(({ status }) => status !== 'booked')) return;
  throw alreadyConfirmed();
}

/** The user's hold ended and they hold the ticket again, all between our read and our locks. */
function refuseMoved(tickets: TicketRow[], bookings: BookingEntity[]): void {
  const locked = new Set(bookings.map(({ id }) => id));
  if (tickets.every(({ booking_id }) => booking_id === null || locked.has(booking_id))) return;
  throw new DomainError(
    ProblemCode.TicketsNotHeld,
    'The tickets changed hands at this very moment; nothing was charged. Please try again.',
    { retryAfterSeconds: 1 },
  );
}

/** What the named tickets cost at the prices of their holds; a booking may be paid for in part, its own fees first. */
function costOf(tickets: TicketRow[], bookings: BookingEntity[]): number {
  const prices = new Map(
    bookings
      .flatMap((booking) => ticketsOfLines(booking))
      .flatMap(({ line, ticketIds }) => ticketIds.map((id) => [id, fullPriceOf(line)] as const)),
  );
  const fees = bookings.reduce((sum, { charges }) => sum + totalOf({ lines: [], charges }), 0);
  return tickets.reduce((sum, { id }) => sum + (prices.get(id) ?? 0), fees);
}

function eventCancelled(): DomainError {
  return new DomainError(
    ProblemCode.EventStateConflict,
    'The event has been cancelled; nothing was charged.',
  );
}

function holdEnded(): DomainError {
  return new DomainError(
    ProblemCode.HoldExpired,
    'Your hold ended. The tickets went back on sale; nothing was charged.',
  );
}

function bookingEnded(): DomainError {
  return new DomainError(
    ProblemCode.BookingEnded,
    'The booking has ended, and its tickets went back on sale; nothing was charged.',
  );
}

function alreadyConfirmed(): DomainError {
  return new DomainError(
    ProblemCode.AlreadyConfirmed,
    'These tickets are yours already; nothing was charged again.',
  );
}

function notHeld(): DomainError {
  return new DomainError(
    ProblemCode.TicketsNotHeld,
    'You hold none or not all of these tickets; nothing was charged. Reserve them first.',
  );
}
