import { ProblemCode, type RefundBookingDto } from '@boxoffice/contracts';
import { returnedPriceOf } from '@boxoffice/contracts/pricing';
import type { LockedBooking } from '../../booking/pay/settle-bookings.js';
import { ticketsOfLines } from '../../booking/tickets-of-lines.js';
import { DomainError } from '../../platform/problems/domain-error.js';

/** What goes back for a refund that was asked for. */
export interface GoesBack {
  amountMinor: number;
  ticketIds: string[];
}

/** What there is to give back. */
export interface Refundable {
  booking: LockedBooking;
  /** Tickets that are still the booking's. */
  ticketsLeft: readonly string[];
  /** What is left of its payment, in the smallest unit of the currency. */
  leftMinor: number;
}

/**
 * Decides what a refund gives back: at the prices that were paid, each ticket with its own fees and tax, or without the
 * fees. The booking's own fees go back with the last ticket, as does whatever else is left.
 *
 * @throws DomainError NOTHING_TO_REFUND, REFUND_EXCEEDS_PAID, or TICKET_NOT_FOUND where a ticket isn't the booking's
 */
export function whatGoesBack(
  { booking, ticketsLeft, leftMinor }: Refundable,
  { ticketIds, amountMinor, fees = 'with_fees' }: RefundBookingDto,
): GoesBack {
  if (leftMinor === 0) throw nothingToRefund();
  if (amountMinor !== undefined) {
    requireLeft(amountMinor, leftMinor);
    return { amountMinor, ticketIds: [] };
  }
  const named = ticketIds ?? ticketsLeft;
  const stray = named.find((id) => !ticketsLeft.includes(id));
  if (stray !== undefined) {
    throw new DomainError(
      ProblemCode.TicketNotFound,
      `Ticket ${stray} is not one of this booking, or was given back already. Nothing was changed.`,
    );
  }
  const isAll = named.length === ticketsLeft.length && fees === 'with_fees';
  const amount = isAll ? leftMinor : priceOf(booking, named, fees);
  if (amount === 0) {
    throw new DomainError(
      ProblemCode.NothingToRefund,
      ticketsLeft.length > 0
        ? 'These tickets were free: there is nothing to give back for them.'
        : 'The tickets have gone back already, and only their fees are left of what was paid.',
    );
  }
  requireLeft(amount, leftMinor);
  return { amountMinor: amount, ticketIds: [...named] };
}

/** What some tickets of a booking cost. */
function priceOf(
  booking: LockedBooking,
  named: readonly string[],
  fees: 'with_fees' | 'without_fees',
): number {
  return ticketsOfLines(booking).reduce((sum, { line, ticketIds }) => {
    const quantity = ticketIds.filter((id) => named.includes(id)).length;
    return sum + quantity * returnedPriceOf(line, fees);
  }, 0);
}

/** Says that there is no money of a booking to give back. */
export function nothingToRefund(): DomainError {
  return new DomainError(
    ProblemCode.NothingToRefund,
    'Nothing was paid for this booking, or all of it has gone back already.',
  );
}

function requireLeft(requested: number, limit: number): void {
  if (requested <= limit) return;
  throw new DomainError(
    ProblemCode.RefundExceedsPaid,
    'No more than is left of what was paid can go back. Nothing was changed.',
    { limit, requested },
  );
}
