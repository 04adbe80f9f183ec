import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import { TicketEntity } from '../ticket.entity.js';

/** A free ticket that the transaction has locked. */
export interface FreeTicket {
  id: string;
  createdAt: Date;
}

/** How many tickets of a tier are wanted. */
export interface Wanted {
  tierId: string;
  quantity: number;
}

/** Locked free tickets, by tier id. */
export type LockedTickets = Map<string, FreeTicket[]>;

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
   * Locks free tickets until the transaction ends, lowest ids first as seen from the hint; one statement,
   * however many tiers. Tickets that another transaction has locked are skipped, so a short answer means
   * "locked or gone".
   *
   * @param wanted each tier once, in the order in which all transactions lock
   * @returns the locked tickets; fewer than wanted where there are not enough
   */
  async lock(manager: EntityManager, eventId: string, wanted: Wanted[]): Promise<LockedTickets> {
    if (wanted.length === 0) return new Map();
    const hints = new Map(wanted.map(({ tierId }) => [tierId, this.hintOf(eventId, tierId)]));
    const found = await search(manager, eventId, wanted, hints);
    const short = wanted.filter(
      ({ tierId, quantity }) =>
        hints.get(tierId) !== 0n && (found.get(tierId)?.length ?? 0) < quantity,
    );
    if (short.length === 0) return found;
    const fromTheFront = await search(manager, eventId, short, new Map());
    for (const { tierId, quantity } of short) {
      const behind = found.get(tierId) ?? [];
      // Those that were found are locked by this very transaction, which does not skip its own locks.
      const known = new Set(behind.map(({ id }) => id));
      const others = (fromTheFront.get(tierId) ?? []).filter(({ id }) => !known.has(id));
      found.set(tierId, [...others, ...behind].slice(0, quantity));
    }
    return found;
  }

  /** Moves the hint behind tickets that were taken; called once their transaction is committed. */
  taken(eventId: string, tierId: string, ticketIds: string[]): void {
    const last = ticketIds.reduce(
      (highest, id) => (BigInt(id) > highest ? BigInt(id) : highest),
      this.hintOf(eventId, tierId),
    );
    this.takenUpTo.set(tierKey(eventId, tierId), last);
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

async function search(
  manager: EntityManager,
  eventId: string,
  wanted: Wanted[],
  hints: Map<string, bigint>,
): Promise<LockedTickets> {
  const rows = await manager.query<({ tierId: string } & FreeTicket)[]>(searchSql(manager), [
    eventId,
    wanted.map(({ tierId }) => tierId),
    wanted.map(({ tierId }) => String(hints.get(tierId) ?? 0n)),
    wanted.map(({ quantity }) => quantity),
  ]);
  const found: LockedTickets = new Map(wanted.map(({ tierId }) => [tierId, []]));
  for (const { tierId, ...ticket } of rows) found.get(tierId)?.push(ticket);
  return found;
}

let knownSearchSql: string | undefined;

function searchSql(manager: EntityManager): string {
  knownSearchSql ??= prepared(
    `SELECT wanted.tier_id AS "tierId", free.id, free."createdAt"
     FROM unnest($2::bigint[], $3::bigint[], $4::integer[]) AS wanted (tier_id, after, quantity)
     CROSS JOIN LATERAL (${lockFreeSql(manager)}) AS free`,
  );
  return knownSearchSql;
}

/**
 * The first free tickets of one tier, locked, as `id` and `createdAt`. `id + 0` is how the index of the
 * free tickets is ordered and no other, so that the planner cannot take one that walks over what is sold.
 *
 * @returns the text of a subquery that stands beside a row `wanted (tier_id, after, quantity)`; its first
 * parameter is the event
 */
export function lockFreeSql(manager: EntityManager): string {
  const ofOneTier = manager
    .createQueryBuilder(TicketEntity, 'ticket')
    .select('ticket.id', 'id')
    .addSelect('ticket.created_at', 'createdAt')
    .where('ticket.event_id = $1 AND ticket.tier_id = wanted.tier_id')
    .andWhere('ticket.booking_id IS NULL AND ticket.id + 0 > wanted.after')
    .orderBy('ticket.id + 0')
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked')
    .getQuery();
  return `${ofOneTier} LIMIT wanted.quantity`;
}
