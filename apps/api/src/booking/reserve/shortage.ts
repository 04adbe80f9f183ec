import { ProblemCode, type ShortfallDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '../../problems/domain-error.js';
import { StockCount } from '../../tickets/inventory/stock-count.js';
import type { OrderLine } from './order.js';

/** Fewer free tickets could be locked than were asked for: they are locked by others, or gone. */
export class ShortOfTicketsError extends Error {
  constructor(readonly order: OrderLine[]) {
    super('Fewer free tickets could be locked than were asked for.');
  }
}

/**
 * Finds out why an order fell short.
 *
 * `SKIP LOCKED` cannot tell: it sees no ticket where another transaction has one locked for a
 * moment. So the answer comes from one look at the committed stock, in which "nothing is free, and
 * nobody holds any" was true at one instant. Only that is called sold out.
 */
@Injectable()
export class Shortage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly stockCount: StockCount,
  ) {}

  /**
   * @returns the problem to answer with; or undefined where by now enough is free of every tier, so
   * that it is worth trying again
   */
  async explain(eventId: string, order: OrderLine[]): Promise<DomainError | undefined> {
    const { tiers } = await this.stockCount.ofEvent(eventId);
    const short = order.flatMap(({ tier, quantity }) => {
      const { available = 0, held = 0 } = tiers.get(tier.id) ?? {};
      return available < quantity
        ? [{ tier: tier.name, requested: quantity, available, held }]
        : [];
    });
    if (short.length === 0) return undefined;
    const heldUntil = short.some(({ held }) => held > 0) ? await this.firstHoldEnd(eventId) : null;
    return problemOf(
      short.map((tier) => ({ ...tier, heldUntil: tier.held > 0 ? heldUntil : null })),
    );
  }

  /**
   * Enough was free at every look, and locked by others at every try: the caller is told the
   * numbers, and that others are taking these tickets right now.
   */
  async contended(eventId: string, order: OrderLine[]): Promise<DomainError> {
    const { tiers } = await this.stockCount.ofEvent(eventId);
    const shortfalls = order.map(({ tier, quantity }) => {
      const { available = 0, held = 0 } = tiers.get(tier.id) ?? {};
      return { tier: tier.name, requested: quantity, available, held, heldUntil: null };
    });
    return new DomainError(
      ProblemCode.HeldByOthers,
      'Others are taking these tickets at this very moment. Nothing was held for you; please try again.',
      { shortfalls, available: shortfalls[0]?.available, requested: shortfalls[0]?.requested },
    );
  }

  /** When the first hold of an event ends, from the index that the sweep uses. */
  private async firstHoldEnd(eventId: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ first: Date | null }[]>(
      `SELECT min(hold_expires_at) AS first FROM bookings
       WHERE event_id = $1 AND status = 'pending'`,
      [eventId],
    );
    return row?.first?.toISOString() ?? null;
  }
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
