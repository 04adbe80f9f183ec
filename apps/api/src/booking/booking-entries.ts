import type { Actor } from '../platform/audit/actor.js';
import type { AuditEntry, AuditFacts } from '../platform/audit/audit-entry.js';
import type { BookingEntity } from './booking.entity.js';
import type { Ending } from './end-bookings.js';
import type { NewBooking } from './insert-bookings.js';
import { AUDITED_TICKETS_MAX, ticketFacts } from './ticket-facts.js';

type Named = Pick<BookingEntity, 'eventId' | 'id'>;

/** What the audit calls the ways in which a hold ends. */
const ENDED: Record<Ending, string> = {
  expired: 'booking.expired',
  cancelled: 'booking.cancelled',
  failed: 'booking.payment_failed',
};

/** @param method how it was paid in person; undefined: online */
export function confirmedEntry(
  actor: Actor,
  booking: BookingEntity,
  method: string | undefined,
): AuditEntry {
  const { ticketIds, totalMinor, currency } = booking;
  // Which tickets were sold is kept for good; those of a small hold stand in its entry.
  const sold = ticketIds.length > AUDITED_TICKETS_MAX ? { ticketIds } : {};
  const paid = { paidMinor: Number(totalMinor), currency, ...(method && { method }) };
  const after = { status: 'confirmed', ...sold, ...paid };
  return about(booking, 'booking.confirmed', actor, { status: 'pending' }, after);
}

/** Tickets were given back for money: all of a booking, or some, which became one of their own. */
export function givenBackEntries(
  actor: Actor,
  booking: BookingEntity,
  {
    bookingId,
    ticketIds,
    restocks,
  }: { bookingId: string; ticketIds: readonly string[]; restocks: boolean },
): AuditEntry[] {
  const isAll = bookingId === booking.id;
  const status = isAll ? 'refunded' : 'confirmed';
  const facts = { ...ticketFacts([...ticketIds]), restocks };
  const before = { status: 'confirmed' };
  const action = 'booking.tickets_given_back';
  if (isAll) return [about(booking, action, actor, before, { status, ...facts })];
  const returned = { eventId: booking.eventId, id: bookingId };
  return [
    about(booking, action, actor, before, { status, ...facts, toBookingId: bookingId }),
    about(returned, 'booking.split_off', actor, null, {
      status: 'refunded',
      fromBookingId: booking.id,
      ...facts,
    }),
  ];
}

/** Tickets were held for somebody who waited for them. */
export function reservedEntry(actor: Actor, eventId: string, booking: NewBooking): AuditEntry {
  const offered = { eventId, id: booking.id };
  return about(offered, 'booking.reserved', actor, null, factsOf(booking));
}

/** The hold had ended, and its payment arrived: it has tickets again. */
export function retakenEntry(actor: Actor, booking: BookingEntity): AuditEntry {
  const after = { status: 'pending', ...ticketFacts(booking.ticketIds) };
  return about(booking, 'booking.retaken', actor, { status: 'expired' }, after);
}

export function endedEntry(actor: Actor, booking: BookingEntity, ending: Ending): AuditEntry {
  return about(booking, ENDED[ending], actor, { status: 'pending' }, { status: ending });
}

export function extendedEntry(actor: Actor, booking: BookingEntity, until: Date): AuditEntry {
  const { holdExpiresAt, holdExtensions } = booking;
  return about(
    booking,
    'booking.extended',
    actor,
    { holdExpiresAt, holdExtensions },
    { holdExpiresAt: until, holdExtensions: holdExtensions + 1 },
  );
}

/** A part of a booking became one of its own: what is left of it, and what came out of it. */
export function splitEntries(
  actor: Actor,
  before: BookingEntity,
  kept: Pick<NewBooking, 'ticketIds' | 'totalMinor'>,
  rest: NewBooking,
): AuditEntry[] {
  const { eventId, id, ticketIds, totalMinor, currency } = before;
  return [
    about(
      before,
      'booking.split',
      actor,
      { ...ticketFacts(ticketIds), totalMinor: Number(totalMinor), currency },
      { ...ticketFacts(kept.ticketIds), totalMinor: kept.totalMinor, currency },
    ),
    about({ eventId, id: rest.id }, 'booking.split_off', actor, null, {
      ...factsOf(rest),
      fromBookingId: id,
    }),
  ];
}

function factsOf({
  userId,
  ticketIds,
  totalMinor,
  currency,
  holdExpiresAt,
}: NewBooking): AuditFacts {
  return {
    status: 'pending',
    userId,
    ...ticketFacts(ticketIds),
    totalMinor,
    currency,
    holdExpiresAt,
  };
}

function about(
  { eventId, id }: Named,
  action: string,
  actor: Actor,
  before: AuditFacts | null,
  after: AuditFacts,
): AuditEntry {
  return { ...actor, action, subject: { kind: 'booking', id, eventId }, before, after };
}
