import { ProblemCode, RESERVE_TICKETS_MAX, type ReserveLineDto } from '@boxoffice/contracts';
import type { SaleCode } from '../../events/codes/sale-codes.js';
import type { OfferedTicketType, OfferedTier } from '../../events/event-offers.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { allotmentOf, isTierOpen, isTypeOpen } from './order-codes.js';

/** Tickets of a tier that are set aside, and that a buyer may have. */
export interface OpenAllotment {
  id: string;
  name: string;
}

/** What is asked for; at a counter, perhaps of an allotment. */
export type AskedLine = ReserveLineDto & { allotmentId?: string };

/** So many tickets of one stock at one price. Each ticket type of each stock stands in an order once. */
export interface OrderLine {
  tier: OfferedTier;
  /** Where the tickets are set aside; missing: they are from the general sale of the tier. */
  allotment?: OpenAllotment;
  /** Missing where the tier has no ticket types, and sells at its own price. */
  ticketType?: OfferedTicketType;
  quantity: number;
  /** Whether it is given away. */
  isFree?: true;
}

/**
 * Reads what is asked for: lines of the same stock and ticket type are added up, and put in the order of sale, which
 * is the order in which every reservation locks.
 *
 * @param lines as they were sent, each valid by itself
 * @param tiers of the event, in the order of their sale
 * @param codes that the buyer has, and that work
 * @param named the allotments that lines may name, by their ids; of a buyer, none
 * @throws DomainError TIER_NOT_FOUND, TICKET_TYPE_NOT_FOUND, NOT_ON_SALE, BOOKING_LIMIT_EXCEEDED or TOO_FEW_TICKETS
 * (of a ticket type)
 */
export function readOrder(
  lines: readonly AskedLine[],
  tiers: OfferedTier[],
  codes: readonly SaleCode[] = [],
  named?: ReadonlyMap<string, OpenAllotment>,
): OrderLine[] {
  const order: OrderLine[] = [];
  const open = tiers.filter((tier) => isTierOpen(tier, codes));
  for (const line of lines) {
    const tier = tierOf(line, open);
    const ticketType = ticketTypeOf(line, tier, codes);
    const allotment = named?.get(line.allotmentId ?? '') ?? openedBy(codes, tier, ticketType);
    const known = order.find(
      (other) =>
        other.tier === tier &&
        other.ticketType === ticketType &&
        other.allotment?.id === allotment?.id,
    );
    if (known) known.quantity += line.quantity;
    else {
      const { quantity } = line;
      order.push({
        tier,
        ...(ticketType && { ticketType }),
        ...(allotment && { allotment }),
        quantity,
      });
    }
  }
  for (const { ticketType } of order) {
    if (ticketType) requireWithinBounds(ticketType, order);
  }
  return order.sort(inOrderOfSale);
}

function openedBy(
  codes: readonly SaleCode[],
  tier: OfferedTier,
  ticketType: OfferedTicketType | undefined,
): OpenAllotment | undefined {
  const allotment = allotmentOf(tier, ticketType, codes);
  return allotment && { id: allotment.id, name: allotment.name };
}

function inOrderOfSale(a: OrderLine, b: OrderLine): number {
  const typeAt = ({ tier, ticketType }: OrderLine): number =>
    ticketType ? tier.ticketTypes.indexOf(ticketType) : 0;
  return inOrderOfStocks(a, b) || typeAt(a) - typeAt(b);
}

type Source = Pick<OrderLine, 'tier' | 'allotment'>;

/** Of a tier, the general sale comes first, then its allotments. */
function inOrderOfStocks(a: Source, b: Source): number {
  const idOf = ({ allotment }: Source): bigint => BigInt(allotment?.id ?? 0);
  return a.tier.position - b.tier.position || (idOf(a) < idOf(b) ? -1 : Number(idOf(a) > idOf(b)));
}

function tierOf({ tier: name, tierId }: ReserveLineDto, tiers: OfferedTier[]): OfferedTier {
  const tier = tiers.find(
    (candidate) =>
      (name === undefined || candidate.name === name) &&
      (tierId === undefined || candidate.id === tierId),
  );
  if (tier) return tier;
  const known = tiers.map((candidate) => candidate.name).join(', ');
  throw new DomainError(
    ProblemCode.TierNotFound,
    `The event has no tier "${name ?? tierId ?? ''}"${known === '' ? '' : `; its tiers are ${known}`}.`,
  );
}

/** The named type, or the first one that is on sale; a hidden one that no code opens is as if it weren't there. */
function ticketTypeOf(
  { ticketTypeId }: ReserveLineDto,
  tier: OfferedTier,
  codes: readonly SaleCode[],
): OfferedTicketType | undefined {
  const shown = tier.ticketTypes.filter((type) => isTypeOpen(tier, type, codes));
  if (ticketTypeId === undefined) {
    const first = shown.find(({ onSale }) => onSale);
    if (first || tier.ticketTypes.length === 0) return first;
    throw notOnSale(tier.name);
  }
  const type = shown.find(({ id }) => id === ticketTypeId);
  if (!type) {
    throw new DomainError(
      ProblemCode.TicketTypeNotFound,
      `${tier.name} has no such ticket type; nothing was held.`,
    );
  }
  if (!type.onSale) throw notOnSale(type.name);
  return type;
}

function notOnSale(name: string): DomainError {
  return new DomainError(ProblemCode.NotOnSale, `${name} is not on sale at the moment.`);
}

/** From whichever stock the tickets of a type are. */
function requireWithinBounds(ticketType: OfferedTicketType, order: readonly OrderLine[]): void {
  const { name, minPerBooking, maxPerBooking } = ticketType;
  const requested = order.reduce(
    (sum, line) => sum + (line.ticketType === ticketType ? line.quantity : 0),
    0,
  );
  if (maxPerBooking !== null && requested > maxPerBooking) {
    throw new DomainError(
      ProblemCode.BookingLimitExceeded,
      `Limit: ${maxPerBooking} ${name} tickets per booking for this event.`,
      { limit: maxPerBooking, requested },
    );
  }
  if (minPerBooking !== null && requested < minPerBooking) {
    throw new DomainError(
      ProblemCode.TooFewTickets,
      `Minimum: ${minPerBooking} ${name} tickets per booking.`,
      { limit: minPerBooking, requested },
    );
  }
}

/** Price of one ticket of a line, in the smallest unit of the event's currency. */
export function priceMinorOf({ tier, ticketType, isFree }: OrderLine): number {
  return isFree ? 0 : (ticketType ?? tier).priceMinor;
}

/** Of which stock the tickets of a line are. */
export function stockOf({ tier, allotment }: Pick<OrderLine, 'tier' | 'allotment'>): string {
  return allotment?.id ?? tier.id;
}

/** So many tickets of one stock. */
export interface Demand extends Pick<OrderLine, 'tier' | 'allotment'> {
  stockId: string;
  quantity: number;
}

/** How many tickets some lines want together of each stock, in the order of sale. */
export function demandOf(lines: readonly OrderLine[]): Demand[] {
  const demand = new Map<string, Demand>();
  for (const line of lines) {
    const { tier, allotment, quantity } = line;
    const stockId = stockOf(line);
    const before = demand.get(stockId)?.quantity ?? 0;
    demand.set(stockId, {
      stockId,
      tier,
      ...(allotment && { allotment }),
      quantity: before + quantity,
    });
  }
  return [...demand.values()].sort(inOrderOfStocks);
}

/** Whether an order asks for more tickets than one reservation may hold. */
export function isTooLarge(order: OrderLine[]): boolean {
  return quantityOf(order) > RESERVE_TICKETS_MAX;
}

/** How many tickets an order asks for. */
export function quantityOf(order: OrderLine[]): number {
  return order.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** The problem of an order that asks for more tickets than one reservation may hold. */
export function tooLarge(): DomainError {
  const message = `no more than ${RESERVE_TICKETS_MAX} tickets can be reserved at once`;
  return new DomainError(
    ProblemCode.ValidationFailed,
    `The request cannot be carried out, and nothing was changed: ${message}.`,
    { errors: [{ field: 'tickets', messages: [message] }] },
  );
}
