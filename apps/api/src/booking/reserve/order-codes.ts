import { codeKey, ProblemCode } from '@boxoffice/contracts';
import { priceOrder } from '@boxoffice/contracts/pricing';
import type { OfferedTicketType, OfferedTier } from '../../events/event-offers.js';
import type { SaleCode } from '../../events/codes/sale-codes.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { priceMinorOf, type OpenAllotment, type OrderLine } from './order.js';

/** Whether a buyer with some codes is sold tickets of a tier. */
export function isTierOpen(tier: OfferedTier, codes: readonly SaleCode[]): boolean {
  return !tier.hidden || codes.some((code) => opensTier(code, tier) || opensATypeOf(code, tier));
}

/** Whether a buyer with some codes, who is sold tickets of a tier, is sold those of one of its types. */
export function isTypeOpen(
  tier: OfferedTier,
  type: OfferedTicketType,
  codes: readonly SaleCode[],
): boolean {
  if (codes.some(({ ticketTypeId }) => ticketTypeId === type.id)) return true;
  return !type.hidden && (!tier.hidden || codes.some((code) => opensTier(code, tier)));
}

/** Where tickets of a tier and a type come from: the first allotment that a code opens for them. */
export function allotmentOf(
  tier: OfferedTier,
  type: OfferedTicketType | undefined,
  codes: readonly SaleCode[],
): OpenAllotment | undefined {
  const opening = codes.find((code) => setsAside(code, tier, type));
  return opening?.allotment ?? undefined;
}

/** Those of a buyer's codes without which an order would be another one, or cost more. */
export function codesUsedBy(order: readonly OrderLine[], codes: readonly SaleCode[]): SaleCode[] {
  if (codes.length === 0) return [];
  const used = new Set<SaleCode>();
  for (const line of order) {
    const { tier, ticketType: type } = line;
    const add = (code: SaleCode | undefined): void => {
      if (code) used.add(code);
    };
    const opener = (opens: (code: SaleCode) => boolean): void => {
      if (![...used].some(opens)) add(codes.find(opens));
    };
    // The very one that the tickets are taken from: another code may set this tier aside as well.
    if (line.allotment) {
      const { id } = line.allotment;
      opener((code) => code.allotment?.id === id && setsAside(code, tier, type));
    }
    if (type?.hidden) opener((code) => code.ticketTypeId === type.id);
    if (tier.hidden) {
      opener((code) => opensTier(code, tier) || isFor(code, type));
    }
    add(cheapest(line, codes));
  }
  return codes.filter((code) => used.has(code));
}

/** The code of which a line costs the least, the first one of several; undefined where none lowers its price. */
function cheapest(line: OrderLine, codes: readonly SaleCode[]): SaleCode | undefined {
  const priced = {
    tierId: line.tier.id,
    ticketTypeId: line.ticketType?.id ?? null,
    quantity: line.quantity,
    priceMinor: priceMinorOf(line),
  };
  let most = 0;
  let best: SaleCode | undefined;
  for (const code of codes) {
    if (!code.discount) continue;
    const { lines } = priceOrder([priced], { fees: [], tax: null }, [code.discount]);
    const off = lines[0]?.discountMinor ?? 0;
    if (off > most) [most, best] = [off, code];
  }
  return best;
}

function opensTier({ tierId, ticketTypeId, allotment }: SaleCode, tier: OfferedTier): boolean {
  return tierId === tier.id || (allotment?.tierId === tier.id && ticketTypeId === null);
}

function isFor({ ticketTypeId }: SaleCode, type: OfferedTicketType | undefined): boolean {
  return ticketTypeId !== null && ticketTypeId === type?.id;
}

function opensATypeOf({ ticketTypeId }: SaleCode, tier: OfferedTier): boolean {
  return tier.ticketTypes.some(({ id }) => id === ticketTypeId);
}

function setsAside(
  { allotment, ticketTypeId }: SaleCode,
  tier: OfferedTier,
  type: OfferedTicketType | undefined,
): boolean {
  return allotment?.tierId === tier.id && (ticketTypeId === null || ticketTypeId === type?.id);
}

/**
 * A buyer's codes as they are at this moment, in the order in which they were given, each once.
 *
 * @param codes as they were typed
 * @param known the event's, by the form in which they are compared
 * @throws DomainError CODE_NOT_FOUND, CODE_NOT_VALID_NOW
 */
export function readCodes(
  codes: readonly string[],
  known: ReadonlyMap<string, SaleCode>,
): SaleCode[] {
  const read = new Set<SaleCode>();
  for (const [index, typed] of codes.entries()) {
    const code = known.get(codeKey(typed));
    if (!code) throw refusal(ProblemCode.CodeNotFound, index, typed, 'is no code of this event');
    if (!code.isValid) {
      throw refusal(ProblemCode.CodeNotValidNow, index, code.code, 'doesn’t work at the moment');
    }
    read.add(code);
  }
  return [...read];
}

/**
 * The problem of an order whose code has been used up; undefined where none has.
 *
 * @param codes as they were typed
 * @param heldUntil when the first use that is held may come back, by the code's id
 */
export function usedUp(
  codes: readonly string[],
  used: readonly SaleCode[],
  heldUntil: ReadonlyMap<string, string>,
): DomainError | undefined {
  const code = used.find(({ left }) => left !== null && left < 1);
  if (!code) return undefined;
  const index = codes.findIndex((typed) => codeKey(typed) === codeKey(code.code));
  const until = heldUntil.get(code.id);
  return refusal(
    ProblemCode.CodeUsedUp,
    index,
    code.code,
    until === undefined
      ? 'has been used as often as it may be'
      : 'has been used as often as it may be, and some of those who use it have not paid yet',
    until,
  );
}

function refusal(
  problem: ProblemCode,
  index: number,
  code: string,
  why: string,
  heldUntil?: string,
): DomainError {
  const message = `“${code}” ${why}`;
  return new DomainError(problem, `The code ${message}. Nothing was held.`, {
    errors: [{ field: `codes.${index}`, messages: [message] }],
    ...(heldUntil !== undefined && { heldUntil }),
  });
}
