import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketEntity } from '../ticket.entity.js';

/** A free ticket that the transaction has locked. */
export interface FreeTicket {
  id: string;
  createdAt: Date;
}

/** How many tickets of a tier are wanted. */
export interface TierDemand {
  tierId: string;
  quantity: number;
}

/** Most tiers of which a place is kept: some megabytes. */
const TIERS_MAX = 10_000;

/**
 * Knows where to search for free tickets without walking over those that are gone.
 *
 * The index `tickets_available` holds free tickets only, but entries of tickets that were sold a
 * moment ago stay in it until they are cleaned up, and a search from the front steps over all of
 * them: the known systems that do so halve their rate within seconds. So each search begins behind
 * the last ticket that this process took of the tier.
 *
 * That place is a hint and no more. Tickets before it come free again (holds that end, here or in
 * another process), and a search that finds too few begins again at the front before anybody is
 * told that there are too few.
 */
@Injectable()
export class FreeTickets {
  private readonly takenUpTo = new Map<string, bigint>();

  /** Moves the hint behind tickets that were taken; called once their transaction is committed. */
  taken(eventId: string, tierId: string, ticketIds: string[]): void {
    const last = ticketIds.reduce(
      (highest, id) => (BigInt(id) > highest ? BigInt(id) : highest),
      this.hintOf(eventId, tierId),
    );
    if (this.takenUpTo.size >= TIERS_MAX) this.takenUpTo.clear();
    this.takenUpTo.set(tierKey(eventId, tierId), last);
  }

  /** Has the next search of a tier begin at the front; called once a search behind the hint found too few. */
  startOver(eventId: string, tierId: string): void {
    this.takenUpTo.delete(tierKey(eventId, tierId));
  }

  /** Moves the hint before tickets that came free; called once their transaction is committed. */
  released(eventId: string, tierId: string, ticketIds: string[]): void {
    const key = tierKey(eventId, tierId);
    const hint = this.takenUpTo.get(key);
    if (hint === undefined) return;
    const first = ticketIds.reduce(
      (lowest, id) => (BigInt(id) <= lowest ? BigInt(id) - 1n : lowest),
      hint,
    );
    this.takenUpTo.set(key, first);
  }

  /** Behind which ticket of a tier a search begins. */
  hintOf(eventId: string, tierId: string): bigint {
    return this.takenUpTo.get(tierKey(eventId, tierId)) ?? 0n;
  }
}

function tierKey(eventId: string, tierId: string): string {
  return `${eventId}/${tierId}`;
}

/**
 * The first free tickets of one tier, locked, as `id` and `createdAt`. `id + 0` is how the index of the
 * free tickets is ordered and no other, so that the planner cannot take one that walks over what is sold.
 *
 * @returns the text of a subquery that stands beside a row `wanted (tier_id, after, quantity)`, with
 * the event as the parameter `:eventId`
 */
export function lockFreeSql(manager: EntityManager): string {
  const ofOneTier = manager
    .createQueryBuilder(TicketEntity, 'ticket')
    .select('ticket.id', 'id')
    .addSelect('ticket.created_at', 'createdAt')
    .where('ticket.event_id = :eventId AND ticket.tier_id = wanted.tier_id')
    .andWhere('ticket.booking_id IS NULL AND ticket.id + 0 > wanted.after')
    .orderBy('ticket.id + 0')
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked')
    .getQuery();
  return `${ofOneTier} LIMIT wanted.quantity`;
}
