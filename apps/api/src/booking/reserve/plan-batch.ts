import type { SaleCode } from '../../events/codes/sale-codes.js';
import type { Offer } from '../../events/event-offers.js';
import { nameOf } from '../../platform/idempotency/idempotency-keys.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { StockDemand } from '../../tickets/inventory/free-tickets.js';
import type { BuyerLimits } from './buyer-limits.js';
import { orderOf } from './at-counter.js';
import { demandOf, isTooLarge, quantityOf, stockOf, type OrderLine } from './order.js';
import { codesUsedBy, readCodes } from './order-codes.js';
import type { ReserveCommand } from './reserve-command.js';

/** A booking that is to be written. */
export interface PlannedBooking {
  command: ReserveCommand;
  order: OrderLine[];
  /** Those of the buyer's codes that the booking uses. */
  codes: SaleCode[];
  /** For each line of the order, the index of its first slot. */
  firstSlots: number[];
}

/** Which slots of the batch are of a stock. */
export interface PlannedStock extends StockDemand {
  /** How many slots stand before its first. */
  before: number;
}

/**
 * What one statement is to write. Each ticket wanted is a slot; slots stand stock after stock in the order of sale, and
 * within a stock first come, first served.
 */
export interface BatchPlan {
  offer: Offer;
  bookings: PlannedBooking[];
  stocks: PlannedStock[];
  /** The booking of each slot, counted from one. */
  bookingOfSlot: number[];
}

/** What is known of the moment, beside the offer; whatever is missing sets no bound. */
export interface Bounds {
  /** Free tickets by the id of their stock. */
  free?: ReadonlyMap<string, number>;
  /** What the buyers may still take. */
  limits?: BuyerLimits;
  /** The codes that buyers named, by the form in which they are compared. Missing: no order with codes is planned. */
  codes?: ReadonlyMap<string, SaleCode>;
}

/**
 * Decides which of some requests can be written together; it reads and writes nothing.
 *
 * It refuses nobody, since the offer may be out of date. Whatever stands against a request, or may stand against it,
 * leaves it out of the plan; why is for {@link DiagnoseBatch} to say. One that is too large for what is left is passed
 * over, and a smaller one behind it may still be met.
 *
 * @param commands in the order in which they came
 * @param offer as this process last read it
 * @returns undefined where none of them can be written
 */
export function planBatch(
  commands: readonly ReserveCommand[],
  offer: Offer,
  bounds: Bounds = {},
): BatchPlan | undefined {
  const keys = new Set<string>();
  const left = new Remainder(bounds);
  const candidates: Omit<PlannedBooking, 'firstSlots'>[] = [];
  for (const command of commands) {
    const key = command.keyed && nameOf(command.keyed);
    // Another request with the key of one before it: it is told what the key stands for once that is written.
    if (key !== undefined && keys.has(key)) continue;
    if (key !== undefined) keys.add(key);
    const possible = possibleOrder(command, offer, bounds.codes);
    if (possible && left.take(command.userId, possible)) candidates.push({ command, ...possible });
  }
  return candidates.length === 0 ? undefined : { offer, ...slotsOf(candidates) };
}

/** What is planned for one request. */
type Possible = Pick<PlannedBooking, 'order' | 'codes'>;

/** @returns undefined where the offer and the codes, as far as they are known, allow no such order */
function possibleOrder(
  command: ReserveCommand,
  offer: Offer,
  known: Bounds['codes'],
): Possible | undefined {
  const { codes: typed } = command;
  if (typed.length > 0 && !known) return undefined;
  const { maxTicketsPerBooking, maxTicketsPerUser } = offer.event;
  const most = Math.min(maxTicketsPerBooking ?? Infinity, maxTicketsPerUser ?? Infinity);
  try {
    const codes = known ? readCodes(typed, known) : [];
    const order = orderOf(command, offer.tiers, codes);
    if (!offer.onSale || quantityOf(order) > most || isTooLarge(order)) return undefined;
    return { order, codes: codesUsedBy(order, codes) };
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** What the orders planned so far leave of the bounds. */
class Remainder {
  private readonly free?: Map<string, number>;
  private readonly limits?: BuyerLimits;
  /** How often a code was used by those that are planned, by its id. */
  private readonly uses = new Map<string, number>();

  constructor({ free, limits }: Bounds) {
    this.free = free && new Map(free);
    this.limits = limits?.copy();
  }

  take(userId: string, { order, codes }: Possible): boolean {
    const { free, limits, uses } = this;
    const demand = demandOf(order);
    if (free && demand.some(({ stockId, quantity }) => (free.get(stockId) ?? 0) < quantity))
      return false;
    if (limits?.refusal(userId, order)) return false;
    if (codes.some(({ id, left }) => left !== null && left <= (uses.get(id) ?? 0))) return false;
    for (const { id } of codes) uses.set(id, (uses.get(id) ?? 0) + 1);
    limits?.took(userId, order);
    for (const { stockId, quantity } of demand)
      free?.set(stockId, (free.get(stockId) ?? 0) - quantity);
    return true;
  }
}

function slotsOf(
  candidates: Omit<PlannedBooking, 'firstSlots'>[],
): Pick<BatchPlan, 'bookings' | 'stocks' | 'bookingOfSlot'> {
  const nextSlots = new Map<string, number>();
  let slots = 0;
  const stocks = demandOf(candidates.flatMap(({ order }) => order)).map(({ stockId, quantity }) => {
    const before = slots;
    nextSlots.set(stockId, before);
    slots += quantity;
    return { stockId, quantity, before };
  });
  const bookingOfSlot = new Array<number>(slots).fill(0);
  const bookings = candidates.map((candidate, index) => ({
    ...candidate,
    firstSlots: candidate.order.map((line) => {
      const { quantity } = line;
      const stockId = stockOf(line);
      const first = nextSlots.get(stockId) ?? 0;
      bookingOfSlot.fill(index + 1, first, first + quantity);
      nextSlots.set(stockId, first + quantity);
      return first;
    }),
  }));
  return { bookings, stocks, bookingOfSlot };
}
