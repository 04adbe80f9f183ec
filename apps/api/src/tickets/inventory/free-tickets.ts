import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketEntity } from '../ticket.entity.js';

/** An available ticket, locked by the transaction. */
export interface FreeTicket {
  id: string;
  createdAt: Date;
}

/** So many tickets of a stock: of an allotment, or of what is on general sale of a tier. */
export interface StockDemand {
  stockId: string;
  quantity: number;
}

/** Stocks with a hint: some megabytes. */
const STOCKS_MAX = 10_000;

/**
 * Remembers where to search for available tickets, to skip those that are gone.
 *
 * The index `tickets_available` holds only available tickets, but dead entries of those just sold stay until
 * vacuum, and a scan from the front steps over all of them: systems that do so lose half their rate within
 * seconds. So each search begins after the last ticket of the stock that this process took.
 *
 * It is only a hint. Tickets before it can become available again (holds that end, here or in another
 * process), so a search that finds too few starts again at the front before anybody is told so.
 */
@Injectable()
export class FreeTickets {
  private readonly takenUpTo = new Map<string, bigint>();

  /** Moves the hint past taken tickets; call it after the commit. */
  taken(eventId: string, stockId: string, ticketIds: string[]): void {
    const last = ticketIds.reduce(
      (highest, id) => (BigInt(id) > highest ? BigInt(id) : highest),
      this.hintOf(eventId, stockId),
    );
    if (this.takenUpTo.size >= STOCKS_MAX) this.takenUpTo.clear();
    this.takenUpTo.set(stockKey(eventId, stockId), last);
  }

  /** The next search of a stock begins at the front; call it when a search from the hint found too few. */
  startOver(eventId: string, stockId: string): void {
    this.takenUpTo.delete(stockKey(eventId, stockId));
  }

  /** Moves the hint before released tickets; call it after the commit. */
  released(eventId: string, stockId: string, ticketIds: string[]): void {
    const key = stockKey(eventId, stockId);
    const hint = this.takenUpTo.get(key);
    if (hint === undefined) return;
    const first = ticketIds.reduce(
      (lowest, id) => (BigInt(id) <= lowest ? BigInt(id) - 1n : lowest),
      hint,
    );
    this.takenUpTo.set(key, first);
  }

  /** The ticket after which a stock's search begins. */
  hintOf(eventId: string, stockId: string): bigint {
    return this.takenUpTo.get(stockKey(eventId, stockId)) ?? 0n;
  }
}

/** Which stock a `ticket` is of, as the index of the free tickets has it. */
export const STOCK_OF_TICKET_SQL = 'coalesce(ticket.allotment_id, ticket.tier_id)';

function stockKey(eventId: string, stockId: string): string {
  return `${eventId}/${stockId}`;
}

/**
 * The first free tickets of one stock, locked, as `id` and `createdAt`. `id + 0` is how the index of the
 * free tickets is ordered and no other, so that the planner cannot take one that walks over what is sold.
 *
 * @returns the text of a subquery that stands beside a row `wanted (stock_id, after, quantity)`, with
 * the event as the parameter `:eventId`
 */
export function lockFreeSql(manager: EntityManager): string {
  const ofOneStock = manager
    .createQueryBuilder(TicketEntity, 'ticket')
    .select('ticket.id', 'id')
    .addSelect('ticket.created_at', 'createdAt')
    .where(`ticket.event_id = :eventId AND ${STOCK_OF_TICKET_SQL} = wanted.stock_id`)
    .andWhere('ticket.booking_id IS NULL AND ticket.id + 0 > wanted.after')
    .orderBy('ticket.id + 0')
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked')
    .getQuery();
  return `${ofOneStock} LIMIT wanted.quantity`;
}
