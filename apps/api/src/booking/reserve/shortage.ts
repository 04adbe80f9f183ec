import { ProblemCode, type ShortfallDto } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { EventStock } from '../../tickets/availability/stock-ledger.js';
import { demandOf, isTooLarge, tooLarge, type OrderLine } from './order.js';

/** What is known of an event's stock at one moment. */
export interface StockAtMoment {
  stock: EventStock;
  /** When the first hold of a tier ends, by tier id; none where nobody holds any. */
  firstHoldEnds: Map<string, string>;
}

/**
 * Whether fewer tickets are free than an order asks for.
 *
 * `SKIP LOCKED` cannot tell: it sees no ticket where another transaction has one locked for a moment. So the answer
 * comes from one look at the ledger, which counts such a ticket as free. Only "nothing is free, and nobody holds any",
 * true at that one instant, is called sold out.
 */
export function isShort(order: OrderLine[], stock: EventStock): boolean {
  return demandOf(order).some(
    ({ tier, quantity }) => (stock.get(tier.id)?.available ?? 0) < quantity,
  );
}

/**
 * @returns the problem to answer with; or undefined where enough is free of every tier, so that
 * others only had it locked, and it is worth trying again
 */
export function explainShortage(
  order: OrderLine[],
  { stock, firstHoldEnds }: StockAtMoment,
): DomainError | undefined {
  const short = demandOf(order).flatMap(({ tier, quantity }) => {
    const { available = 0, held = 0 } = stock.get(tier.id) ?? {};
    const heldUntil = firstHoldEnds.get(tier.id) ?? null;
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
  const shortfalls = demandOf(order).map(({ tier, quantity }) => {
    const { available = 0, held = 0 } = stock.get(tier.id) ?? {};
    return { tier: tier.name, requested: quantity, available, held, heldUntil: null };
  });
  return new DomainError(
    ProblemCode.HeldByOthers,
    'Others are taking these tickets at this very moment. Nothing was held for you; please try again.',
    {
      shortfalls,
      available: shortfalls[0]?.available,
      requested: shortfalls[0]?.requested,
      retryAfterSeconds: 1,
    },
  );
}

/**
 * Of so many holds of an event, those that end soonest, only the first of each tier counts; reading them takes
 * some 20 ms. Where none of them is of a tier, nothing is said of it: a refusal is not worth reading a whole event.
 */
const LOOKED_AT_MAX = 5_000;

/** When the first hold of each tier ends, by the index that the sweep uses. */
export async function firstHoldEnds(
  manager: EntityManager,
  eventId: string,
  tierIds: string[],
): Promise<Map<string, string>> {
  if (tierIds.length === 0) return new Map();
  const [, rows] = await Promise.all([
    // In the order of the index. With a bitmap, a planner to whom the table looks small would collect all that is
    // held, and sort it.
    manager.query('SET LOCAL enable_bitmapscan = off'),
    manager.query<{ tier_id: string; ends: Date }[]>(
      `SELECT tier.id AS tier_id, first.hold_expires_at AS ends
       FROM unnest($2::text[]) AS tier (id)
       CROSS JOIN LATERAL (
         SELECT hold_expires_at FROM (
           SELECT hold_expires_at, lines FROM bookings
           WHERE event_id = $1 AND status = 'pending' AND hold_expires_at > now()
           ORDER BY hold_expires_at LIMIT $3
         ) AS soonest
         WHERE lines @> jsonb_build_array(jsonb_build_object('tierId', tier.id))
         ORDER BY hold_expires_at LIMIT 1
       ) AS first`,
      [eventId, tierIds, LOOKED_AT_MAX],
    ),
  ]);
  return new Map(rows.map(({ tier_id, ends }) => [tier_id, ends.toISOString()]));
}

/**
 * How little hope a tier leaves: it is sold out (0); so many will not come back even if every hold
 * ends (1); they may come back (2).
 */
function hope({ available, held, requested }: ShortfallDto): number {
  if (available === 0 && held === 0) return 0;
  return available + held < requested ? 1 : 2;
}

/** The problem of the tier that leaves the least hope; it is also the first of the shortfalls. */
function problemOf(shortfalls: ShortfallDto[]): DomainError {
  const inOrder = shortfalls.toSorted((a, b) => hope(a) - hope(b));
  const [worst] = inOrder;
  if (!worst) throw new Error('A shortage has at least one tier that is short.');
  const { code, detail } = inWords(worst);
  return new DomainError(code, detail, {
    shortfalls: inOrder,
    available: worst.available,
    requested: worst.requested,
  });
}

function inWords(shortfall: ShortfallDto): { code: ProblemCode; detail: string } {
  const { tier, requested, available, held } = shortfall;
  if (hope(shortfall) === 0) {
    return { code: ProblemCode.SoldOut, detail: `${tier} is sold out.` };
  }
  if (hope(shortfall) === 1) {
    const holds = held === 0 ? '' : ` ${held} more are held.`;
    return {
      code: ProblemCode.NotEnoughTickets,
      detail: `Only ${available} ${tier} ${available === 1 ? 'ticket is' : 'tickets are'} left, and ${requested} were asked for.${holds}`,
    };
  }
  const free =
    available === 0
      ? `No ${tier} ticket is`
      : `Only ${available} of ${requested} ${tier} tickets are`;
  return {
    code: ProblemCode.HeldByOthers,
    detail: `${free} free at the moment. ${held} are held, and may come back when their holds end.`,
  };
}
