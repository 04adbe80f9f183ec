import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketEntity } from '../ticket.entity.js';

/** A free ticket that the transaction has locked. */
export interface FreeTicket {
  id: string;
  createdAt: Date;
}

/**
 * Finds and locks free tickets without walking over those that are gone.
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

  /**
   * Locks free tickets of one tier until the transaction ends, lowest ids first as seen from the
   * hint. Tickets that another transaction has locked are skipped, so a short answer means "locked
   * or gone".
   *
   * @param quantity how many, at the most
   * @returns the locked tickets; fewer than asked for where there are not enough
   */
  async lock(
    manager: EntityManager,
    eventId: string,
    tierId: string,
    quantity: number,
  ): Promise<FreeTicket[]> {
    const hint = this.takenUpTo.get(tierKey(eventId, tierId)) ?? 0n;
    const found = await search(manager, eventId, tierId, hint, quantity);
    if (found.length === quantity || hint === 0n) return found;
    // Those that were found are locked by this very transaction, which does not skip its own locks.
    const known = new Set(found.map(({ id }) => id));
    const fromTheFront = await search(manager, eventId, tierId, 0n, quantity);
    const others = fromTheFront.filter(({ id }) => !known.has(id));
    return [...others, ...found].slice(0, quantity);
  }

  /** Moves the hint behind tickets that were taken; called once their transaction is committed. */
  taken(eventId: string, tierId: string, ticketIds: string[]): void {
    const key = tierKey(eventId, tierId);
    const last = ticketIds.reduce(
      (highest, id) => (BigInt(id) > highest ? BigInt(id) : highest),
      this.takenUpTo.get(key) ?? 0n,
    );
    this.takenUpTo.set(key, last);
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
}

function tierKey(eventId: string, tierId: string): string {
  return `${eventId}/${tierId}`;
}

async function search(
  manager: EntityManager,
  eventId: string,
  tierId: string,
  after: bigint,
  quantity: number,
): Promise<FreeTicket[]> {
  return manager
    .createQueryBuilder(TicketEntity, 'ticket')
    .select('ticket.id', 'id')
    .addSelect('ticket.created_at', 'createdAt')
    .where('ticket.event_id = :eventId AND ticket.tier_id = :tierId', { eventId, tierId })
    .andWhere(`ticket.status = 'available' AND ticket.id > :after`, { after: after.toString() })
    .orderBy('ticket.id')
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked')
    .limit(quantity)
    .getRawMany<FreeTicket>();
}
