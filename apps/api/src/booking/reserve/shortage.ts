import { ProblemCode, type ShortfallDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../problems/domain-error.js';
import { StockLedger, type EventStock } from '../../tickets/availability/stock-ledger.js';
import { isTooLarge, tooLarge, type OrderLine } from './order.js';

/** What is known of an event's stock at one moment, for all orders of a batch that fell short. */
export interface StockAtMoment {
  stock: EventStock;
  /** When the first hold ends; null where nobody holds any. */
  firstHoldEnd: string | null;
}

/**
 * Finds out why orders fell short.
 *
 * `SKIP LOCKED` cannot tell: it sees no ticket where another transaction has one locked for a
 * moment. So the answer comes from one look at the ledger, which counts such a ticket as free. Only
 * "nothing is free, and nobody holds any", true at that one instant, is called sold out.
 */
@Injectable()
export class Shortage {
  constructor(private readonly ledger: StockLedger) {}

  /** Looks at the stock, once for all orders of a batch, and with the batch's own holds counted. */
  async look(manager: EntityManager, eventId: string): Promise<StockAtMoment> {
    const stock = await this.ledger.ofEvent(eventId, manager);
    const anyHeld = [...stock.values()].some(({ held }) => held > 0);
    return { stock, firstHoldEnd: anyHeld ? await firstHoldEnd(manager, eventId) : null };
  }
}

/**
 * @returns the problem to answer with; or undefined where enough is free of every tier, so that
 * others only had it locked, and it is worth trying again
 */
export function explainShortage(
  order: OrderLine[],
  { stock, firstHoldEnd }: StockAtMoment,
): DomainError | undefined {
  const short = order.flatMap(({ tier, quantity }) => {
    const { available = 0, held = 0 } = stock.get(tier.id) ?? {};
    const heldUntil = held > 0 ? firstHoldEnd : null;
    return available < quantity
      ? [{ tier: tier.name, requested: quantity, available, held, heldUntil }]
      : [];
  });
  if (short.length > 0) return problemOf(short);
  // Told only now: whoever asks for more than there is should hear how many there are.
  return isTooLarge(order) ? tooLarge() : undefined;
}

/**
 * Enough was free at every look, and locked by others at every try: the caller is told the numbers,
 * and that others are taking these tickets right now.
 */
export function explainContention(order: OrderLine[], { stock }: StockAtMoment): DomainError {
  const shortfalls = order.map(({ tier, quantity }) => {
    const { available = 0, held = 0 } = stock.get(tier.id) ?? {};
    return { tier: tier.name, requested: quantity, available, held, heldUntil: null };
  });
  return new DomainError(
    ProblemCode.HeldByOthers,
    'Others are taking these tickets at this very moment. Nothing was held for you; please try again.',
    { shortfalls, available: shortfalls[0]?.available, requested: shortfalls[0]?.requested },
  );
}

/** When the first hold of an event ends, from the index that the sweep uses. */
async function firstHoldEnd(manager: EntityManager, eventId: string): Promise<string | null> {
  const [row] = await manager.query<{ first: Date }[]>(
    `SELECT hold_expires_at AS first FROM bookings
     WHERE event_id = $1 AND status = 'pending' AND hold_expires_at > now()
     ORDER BY hold_expires_at LIMIT 1`,
    [eventId],
  );
  return row?.first.toISOString() ?? null;
}

/** The problem of the tier that is worst off: sold out before held before too few. */
function problemOf(shortfalls: ShortfallDto[]): DomainError {
  const worst =
    shortfalls.find(({ available, held }) => available === 0 && held === 0) ??
    shortfalls.find(({ available, held, requested }) => available + held >= requested) ??
    shortfalls[0];
  if (!worst) throw new Error('A shortage has at least one tier that is short.');
  const { code, detail } = inWords(worst);
  return new DomainError(code, detail, {
    shortfalls,
    available: worst.available,
    requested: worst.requested,
  });
}

function inWords({ tier, requested, available, held }: ShortfallDto): {
  code: ProblemCode;
  detail: string;
} {
  if (available === 0 && held === 0) {
    return { code: ProblemCode.SoldOut, detail: `${tier} is sold out.` };
  }
  if (held > 0) {
    const free =
      available === 0
        ? `No ${tier} ticket is`
        : `Only ${available} of ${requested} ${tier} tickets are`;
    return {
      code: ProblemCode.HeldByOthers,
      detail: `${free} free at the moment. Others hold ${held}, which may come back when their holds end.`,
    };
  }
  return {
    code: ProblemCode.NotEnoughTickets,
    detail: `Only ${available} ${tier} ${available === 1 ? 'ticket is' : 'tickets are'} left, and ${requested} were asked for.`,
  };
}
