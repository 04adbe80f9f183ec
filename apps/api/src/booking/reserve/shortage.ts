import { ProblemCode, type ShortfallDto } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { EventStock } from '../../tickets/availability/stock-ledger.js';
import { demandOf, isTooLarge, tooLarge, type Demand, type OrderLine } from './order.js';

/** What is known of an event's stock at one moment. */
export interface StockAtMoment {
  stock: EventStock;
  /** When the first hold of a stock ends, by its id; none where nobody holds any. */
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
    ({ stockId, quantity }) => (stock.get(stockId)?.available ?? 0) < quantity,
  );
}

/**
 * @returns the problem to answer with; or undefined where enough is free of every stock, so that
 * others only had it locked, and it is worth trying again
 */
export function explainShortage(
  order: OrderLine[],
  { stock, firstHoldEnds }: StockAtMoment,
): DomainError | undefined {
  const short = demandOf(order).flatMap(({ stockId, tier, allotment, quantity }) => {
    const { available = 0, held = 0 } = stock.get(stockId) ?? {};
    const heldUntil = firstHoldEnds.get(stockId) ?? null;
    const name = nameOf(tier, allotment);
    return available < quantity
      ? [{ ...name, requested: quantity, available, held, heldUntil }]
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
  const shortfalls = demandOf(order).map(({ stockId, tier, allotment, quantity }) => {
    const { available = 0, held = 0 } = stock.get(stockId) ?? {};
    return { ...nameOf(tier, allotment), requested: quantity, available, held, heldUntil: null };
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
 * Of so many holds of an event, those that end soonest, only the first of each stock counts; reading them takes
 * some 20 ms. Where none of them is of a stock, nothing is said of it: a refusal is not worth reading a whole event.
 */
const LOOKED_AT_MAX = 5_000;

/** When the first hold of each stock ends, by the index that the sweep uses. */
export async function firstHoldEnds(
  manager: EntityManager,
  eventId: string,
  stocks: readonly Demand[],
): Promise<Map<string, string>> {
  if (stocks.length === 0) return new Map();
  const [, rows] = await Promise.all([
    // In the order of the index. With a bitmap, a planner to whom the table looks small would collect all that is
    // held, and sort it.
    manager.query('SET LOCAL enable_bitmapscan = off'),
    manager.query<{ stock_id: string; ends: Date }[]>(
      `SELECT stock.id AS stock_id, first.hold_expires_at AS ends
       FROM unnest($2::text[], $4::jsonb[]) AS stock (id, line)
       CROSS JOIN LATERAL (
         SELECT hold_expires_at FROM (
           SELECT hold_expires_at, lines FROM bookings
           WHERE event_id = $1 AND status = 'pending' AND hold_expires_at > now()
           ORDER BY hold_expires_at LIMIT $3
         ) AS soonest
         -- A line of the tier without an allotment is of its general sale.
         WHERE lines @> jsonb_build_array(stock.line) AND (stock.line @? '$.allotmentId' OR jsonb_path_exists(
           lines, '$[*] ? (@.tierId == $tierId && !exists(@.allotmentId))', stock.line))
         ORDER BY hold_expires_at LIMIT 1
       ) AS first`,
      [
        eventId,
        stocks.map(({ stockId }) => stockId),
        LOOKED_AT_MAX,
        stocks.map(({ tier, allotment }) =>
          JSON.stringify({ tierId: tier.id, allotmentId: allotment?.id }),
        ),
      ],
    ),
  ]);
  return new Map(rows.map(({ stock_id, ends }) => [stock_id, ends.toISOString()]));
}

/** How a shortfall names a stock. */
function nameOf(
  tier: Demand['tier'],
  allotment: Demand['allotment'],
): Pick<ShortfallDto, 'tier' | 'allotment'> {
  return { tier: tier.name, ...(allotment && { allotment: allotment.name }) };
}

/**
 * How little hope a stock leaves: it is sold out (0); so many will not come back even if every hold
 * ends (1); they may come back (2).
 */
function hope({ available, held, requested }: ShortfallDto): number {
  if (available === 0 && held === 0) return 0;
  return available + held < requested ? 1 : 2;
}

/** The problem of the stock that leaves the least hope; it is also the first of the shortfalls. */
function problemOf(shortfalls: ShortfallDto[]): DomainError {
  const inOrder = shortfalls.toSorted((a, b) => hope(a) - hope(b));
  const [worst] = inOrder;
  if (!worst) throw new Error('A shortage has at least one stock that is short.');
  const { code, detail } = inWords(worst);
  return new DomainError(code, detail, {
    shortfalls: inOrder,
    available: worst.available,
    requested: worst.requested,
  });
}

function inWords(shortfall: ShortfallDto): { code: ProblemCode; detail: string } {
  const { tier: tierName, allotment, requested, available, held } = shortfall;
  const tier = allotment ?? tierName;
  if (hope(shortfall) === 0) {
    const detail = allotment
      ? `All tickets set aside as “${allotment}” are sold.`
      : `${tier} is sold out.`;
    return { code: ProblemCode.SoldOut, detail };
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
