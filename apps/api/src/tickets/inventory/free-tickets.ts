import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketEntity } from '../ticket.entity.js';

/** An available ticket, locked by the transaction. */
export interface FreeTicket {
  id: string;
  createdAt: Date;
}

export interface TierDemand {
  tierId: string;
  quantity: number;
}

/** Tiers with a hint: some megabytes. */
const TIERS_MAX = 10_000;

/**
 * Remembers where to search for available tickets, to skip those that are gone.
 *
 * The index `tickets_available` holds only available tickets, but dead entries of those just sold stay until
 * vacuum, and a scan from the front steps over all of them: systems that do so lose half their rate within
 * seconds. So each search begins after the last ticket of the tier that this process took.
 *
 * It is only a hint. Tickets before it can become available again (holds that end, here or in another
 * process), so a search that finds too few starts again at the front before anybody is told so.
 */
@Injectable()
export class FreeTickets {
  private readonly takenUpTo = new Map<string, bigint>();

  /** Moves the hint past taken tickets; call it after the commit. */
  taken(eventId: string, tierId: string, ticketIds: string[]): void {
    const last = ticketIds.reduce(
      (highest, id) => (BigInt(id) > highest ? BigInt(id) : highest),
      this.hintOf(eventId, tierId),
    );
    if (this.takenUpTo.size >= TIERS_MAX) this.takenUpTo.clear();
    this.takenUpTo.set(tierKey(eventId, tierId), last);
  }

  /** The next search of a tier begins at the front; call it when a search from the hint found too few. */
  startOver(eventId: string, tierId: string): void {
    this.takenUpTo.delete(tierKey(eventId, tierId));
  }

  /** Moves the hint before released tickets; call it after the commit. */
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

  /** The ticket after which a tier's search begins. */
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
