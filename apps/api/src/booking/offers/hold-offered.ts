import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { HoldTerms, Offer } from '../../events/event-offers.js';
import { THE_SYSTEM } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import { UserDirectory } from '../../users/user-directory.js';
import { reservedEntry } from '../booking-entries.js';
import { insertBookings, type NewBooking } from '../insert-bookings.js';
import { leftOfBuyerLimit, lockBuyers } from '../reserve/buyer-limits.js';
import { quantityOf, readOrder, type OrderLine } from '../reserve/order.js';
import { reservedOf } from '../reserve/reserved.js';

/** What somebody is offered: tickets that are kept for those who wait. */
export interface OfferedTickets {
  userId: string;
  tierId: string;
  /** Null: the first that is on sale, or the tier's own price. */
  ticketTypeId: string | null;
  /** The allotment that they are kept in. */
  allotmentId: string;
  quantity: number;
  /** Whether fewer are of no use; otherwise as many are held as the buyer may have. */
  allOrNothing: boolean;
}

/** A tier that somebody waits for. */
export interface WaitedTier {
  tierId: string;
  tier: string;
}

/** What may be on sale again in a while: whoever waits for it goes on waiting. */
const FOR_A_WHILE: readonly ProblemCode[] = [
  ProblemCode.NotOnSale,
  ProblemCode.TierNotFound,
  ProblemCode.TicketTypeNotFound,
];

/** How an offer ended. */
export type HeldOffer =
  | { status: 'held'; booking: NewBooking; tier: string }
  /** Others have some of the tickets locked at this moment. */
  | { status: 'busy' }
  /** They are hidden or not on sale at this moment. */
  | { status: 'not_on_sale' }
  /** The buyer may not have them: nothing was held. */
  | { status: 'refused' }
  /** The buyer's account is closed: nothing was held. */
  | { status: 'closed' };

/**
 * Holds tickets for somebody who hasn't asked at this moment, but waits: an ordinary pending booking, by the prices and
 * the limits of an ordinary one, in the caller's transaction. It doesn't count as tickets that the buyer left unpaid, and
 * can't be extended.
 */
@Injectable()
export class HoldOffered {
  constructor(
    private readonly inventory: TicketInventory,
    private readonly users: UserDirectory,
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
    private readonly stockChanges: StockChanges,
  ) {}

  /**
   * Requires that a buyer may order so many tickets of a tier, once there are any.
   *
   * @throws DomainError TIER_NOT_FOUND, TICKET_TYPE_NOT_FOUND, NOT_ON_SALE, TOO_FEW_TICKETS or BOOKING_LIMIT_EXCEEDED
   */
  requirePossible(
    offer: Offer,
    tickets: Pick<OfferedTickets, 'tierId' | 'quantity'> & { ticketTypeId?: string | null },
  ): WaitedTier {
    const order = orderOf(offer, tickets);
    const { maxTicketsPerBooking, maxTicketsPerUser } = offer.event;
    const limit = Math.min(maxTicketsPerBooking ?? Infinity, maxTicketsPerUser ?? Infinity);
    const requested = quantityOf(order);
    if (requested > limit) {
      throw new DomainError(
        ProblemCode.BookingLimitExceeded,
        `Limit: ${limit} tickets per booking for this event.`,
        { limit, requested },
      );
    }
    const [line] = order;
    if (!line) throw new Error('An order of one line has none.');
    return { tierId: line.tier.id, tier: line.tier.name };
  }

  /** Whoever else is the same buyer, by their mailbox, is waited for, and waits. */
  async lockBuyer(manager: EntityManager, eventId: string, userId: string): Promise<void> {
    await lockBuyers(manager, eventId, [userId]);
  }

  /**
   * @param offer read in the same transaction
   * @param terms how long they are held
   */
  async execute(
    manager: EntityManager,
    offer: Offer,
    tickets: OfferedTickets,
    terms: HoldTerms,
  ): Promise<HeldOffer> {
    const { userId, allotmentId } = tickets;
    const eventId = offer.event.id;
    const standing = await this.users.standing(manager, [userId]);
    if (standing.get(userId) !== 'open') return { status: 'closed' };
    // Before the tickets, as all do who lock both.
    const most = await leftOfBuyerLimit(manager, eventId, userId);
    const order = this.orderOrRefusal(offer, tickets, most);
    if (!Array.isArray(order)) return order;
    const quantity = quantityOf(order);
    const ids = await this.inventory.lockFree(manager, eventId, allotmentId, quantity, [], []);
    if (ids.length < quantity) return { status: 'busy' };
    const free = ids.map((id) => ({ id, createdAt: offer.now }));
    const buyer = { bookingId: this.ids.next(), userId, hold: terms };
    const { booking } = reservedOf(buyer, order, offer, [], offer.now, [free]);
    // The booking first: a ticket may only name one that lists it.
    await insertBookings(manager, eventId, [booking]);
    await this.inventory.holdAgain(manager, eventId, ids, booking.id, userId);
    await this.audit.record(manager, [reservedEntry(THE_SYSTEM, eventId, booking)]);
    return { status: 'held', booking, tier: order[0]?.tier.name ?? '' };
  }

  /** After the commit. */
  committed(eventId: string, allotmentId: string, { ticketIds }: NewBooking): void {
    this.stockChanges.held(eventId, allotmentId, ticketIds);
  }

  /** @param most how many the buyer may have, whatever else limits them */
  private orderOrRefusal(
    offer: Offer,
    tickets: OfferedTickets,
    most: number,
  ): OrderLine[] | { status: 'not_on_sale' | 'refused' } {
    const quantity = tickets.allOrNothing ? tickets.quantity : Math.min(tickets.quantity, most);
    if (quantity === 0 || quantity > most) return { status: 'refused' };
    try {
      this.requirePossible(offer, { ...tickets, quantity });
      return orderOf(offer, { ...tickets, quantity });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { limit = 0 } = error.facts;
      // Of a booking, or of a ticket type; it has been lowered since they joined.
      if (error.code === ProblemCode.BookingLimitExceeded && limit < most) {
        return this.orderOrRefusal(offer, tickets, limit);
      }
      return { status: FOR_A_WHILE.includes(error.code) ? 'not_on_sale' : 'refused' };
    }
  }
}

function orderOf(
  { tiers }: Offer,
  {
    tierId,
    ticketTypeId,
    quantity,
    allotmentId,
  }: Pick<OfferedTickets, 'tierId' | 'quantity'> & {
    ticketTypeId?: string | null;
    allotmentId?: string;
  },
): OrderLine[] {
  const line = {
    tierId,
    quantity,
    ...(ticketTypeId && { ticketTypeId }),
    ...(allotmentId && { allotmentId }),
  };
  const kept = new Map(allotmentId ? [[allotmentId, { id: allotmentId, name: 'Waitlist' }]] : []);
  return readOrder([line], tiers, [], kept);
}
