import { totalOf } from '@boxoffice/contracts/pricing';
import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AttendeeDrafts } from '../../attendees/attendee-drafts.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import { splitEntries } from '../booking-entries.js';
import type { BookingEntity } from '../booking.entity.js';
import { insertBookings } from '../insert-bookings.js';
import { linesOf, ticketsOfLines } from '../tickets-of-lines.js';

/**
 * Makes two bookings of one where only some of its tickets are named: clients of the first API may
 * pay for a part of what they hold and for the rest later. A booking itself is always all or none.
 */
@Injectable()
export class SplitBooking {
  constructor(
    private readonly inventory: TicketInventory,
    private readonly ids: Ids,
    private readonly drafts: AttendeeDrafts,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * To be asked for all bookings of a payment before the first of them is taken apart.
   *
   * @throws DomainError CODES_NEED_WHOLE_BOOKING: a use of a code is not taken apart, nor given back with a part;
   * TOO_FEW_TICKETS: nor are the tickets of a type of which a booking has a minimum, or a part would have fewer
   */
  async requireDivisible(
    manager: EntityManager,
    booking: BookingEntity,
    named: readonly string[],
  ): Promise<void> {
    const { eventId, codeIds, ticketIds } = booking;
    if (ticketIds.every((id) => named.includes(id))) return;
    if (codeIds !== null) {
      throw new DomainError(
        ProblemCode.CodesNeedWholeBooking,
        'This booking was made with a code, so all of its tickets are paid for together. Nothing was changed.',
      );
    }
    const divided = typesDivided(booking, named);
    if (divided.size === 0) return;
    const [minimum] = await manager.query<{ id: string; name: string; limit: number }[]>(
      `SELECT id, name, min_per_booking AS "limit" FROM ticket_types
       WHERE event_id = $1 AND id = ANY ($2::bigint[]) AND min_per_booking > 1 LIMIT 1`,
      [eventId, [...divided.keys()]],
    );
    if (!minimum) return;
    const { id, name, limit } = minimum;
    throw new DomainError(
      ProblemCode.TooFewTickets,
      `Minimum: ${limit} ${name} tickets per booking, so those of this booking are paid for together. Nothing was changed.`,
      { limit, requested: divided.get(id) ?? 0 },
    );
  }

  /**
   * Leaves the named tickets in the booking; the others go into a new booking of the same user, whose
   * hold ends at the same time.
   *
   * @param booking pending, and locked by this transaction
   * @param named ids of tickets, not all of which need be the booking's
   * @param actor who pays for the named tickets
   * @param isPaid whether their payment was taken: the booking's own fees are paid with the first part that is
   * @returns the booking with the named tickets alone
   */
  async keepOnly(
    manager: EntityManager,
    booking: BookingEntity,
    named: string[],
    actor: Actor,
    isPaid: boolean,
  ): Promise<BookingEntity> {
    const kept = booking.ticketIds.filter((id) => named.includes(id));
    const rest = booking.ticketIds.filter((id) => !named.includes(id));
    if (rest.length === 0) return booking;
    const keptLines = linesOf(booking, kept);
    // One part has the booking's own fees, both have its tax.
    const { charges } = booking;
    const withoutFees = charges && { ...charges, bookingFees: [] };
    const [keptCharges, restCharges] = isPaid ? [charges, withoutFees] : [withoutFees, charges];
    const keptTotal = totalOf({ lines: keptLines, charges: keptCharges });
    const restLines = linesOf(booking, rest);
    const splitOff = {
      id: this.ids.next(),
      userId: booking.userId,
      ticketIds: rest,
      lines: restLines,
      charges: restCharges,
      totalMinor: totalOf({ lines: restLines, charges: restCharges }),
      currency: booking.currency,
      holdExpiresAt: booking.holdExpiresAt,
      // Otherwise a hold could be extended for ever by paying for it ticket by ticket.
      holdExtensions: booking.holdExtensions,
    };
    await insertBookings(manager, booking.eventId, [splitOff]);
    await this.inventory.move(manager, booking.eventId, rest, booking.id, splitOff.id);
    await manager.query(
      `UPDATE bookings SET ticket_ids = $3, lines = $4, total_minor = $5, charges = $6, updated_at = now()
       WHERE event_id = $1 AND id = $2`,
      [
        booking.eventId,
        booking.id,
        kept,
        JSON.stringify(keptLines),
        keptTotal,
        keptCharges && JSON.stringify(keptCharges),
      ],
    );
    await this.drafts.split(manager, booking.eventId, booking.id, splitOff.id, rest);
    const left = { ticketIds: kept, totalMinor: keptTotal };
    await this.audit.record(manager, splitEntries(actor, booking, left, splitOff));
    booking.ticketIds = kept;
    booking.lines = keptLines;
    booking.charges = keptCharges;
    booking.totalMinor = String(keptTotal);
    return booking;
  }
}

/** The ticket types of which some tickets are named and some aren't, with how many are. */
function typesDivided(booking: BookingEntity, named: readonly string[]): Map<string, number> {
  const counts = new Map<string, { all: number; named: number }>();
  for (const { line, ticketIds } of ticketsOfLines(booking)) {
    if (line.ticketTypeId === undefined) continue;
    const before = counts.get(line.ticketTypeId) ?? { all: 0, named: 0 };
    counts.set(line.ticketTypeId, {
      all: before.all + ticketIds.length,
      named: before.named + ticketIds.filter((id) => named.includes(id)).length,
    });
  }
  return new Map(
    [...counts].flatMap(([id, count]) =>
      count.named > 0 && count.named < count.all ? [[id, count.named] as const] : [],
    ),
  );
}
