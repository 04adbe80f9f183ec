import { codeKey, type CodeLookDto, type OfferedTicketsDto } from '@boxoffice/contracts';
import {
  fullPriceOf,
  priceOrder,
  type Discount,
  type PaidLine,
} from '@boxoffice/contracts/pricing';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CodeTries } from '../../events/codes/code-tries.js';
import { SaleCodes, type SaleCode } from '../../events/codes/sale-codes.js';
import {
  EventOffers,
  type Offer,
  type OfferedTicketType,
  type OfferedTier,
} from '../../events/event-offers.js';
import type { Actor } from '../../platform/audit/actor.js';
import { StockLedger, type EventStock } from '../../tickets/availability/stock-ledger.js';
import { firstUseEnds } from '../reserve/lock-codes.js';
import { stockOf, priceMinorOf, type OrderLine } from '../reserve/order.js';
import { allotmentOf, isTierOpen, isTypeOpen, readCodes, usedUp } from '../reserve/order-codes.js';

/**
 * Says what codes are good for before anything is chosen, by the rules by which tickets are reserved. It uses none of
 * them, and promises nothing: the reserving transaction looks again.
 */
@Injectable()
export class LookAtCodes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly offers: EventOffers,
    private readonly saleCodes: SaleCodes,
    private readonly ledger: StockLedger,
    private readonly tries: CodeTries,
  ) {}

  /**
   * @throws DomainError EVENT_NOT_FOUND, CODE_NOT_FOUND, CODE_NOT_VALID_NOW, CODE_USED_UP, or TOO_MANY_REQUESTS where too
   * many were wrong
   */
  execute(eventId: string, typed: readonly string[], actor: Actor): Promise<CodeLookDto> {
    return this.tries.counted(actor, async () => {
      const { manager } = this.dataSource;
      const offer = await this.offers.read(manager, eventId);
      const codes = readCodes(
        typed,
        await this.saleCodes.read(manager, eventId, typed.map(codeKey)),
      );
      const gone = codes.filter(({ left }) => left !== null && left < 1).map(({ id }) => id);
      const problem = usedUp(typed, codes, await firstUseEnds(manager, eventId, gone));
      if (problem) throw problem;
      const stock = await this.ledger.ofEvent(eventId);
      const conditions = await this.conditionsOf(eventId);
      const tickets = linesFor(offer, codes).map((line) =>
        describe(line, { offer, codes, stock, conditions }),
      );
      return { codes: codes.map(({ code }) => code), tickets };
    });
  }

  private async conditionsOf(eventId: string): Promise<Map<string, string>> {
    const rows = await this.dataSource.query<{ id: string; condition: string }[]>(
      "SELECT id, condition FROM ticket_types WHERE event_id = $1 AND condition <> ''",
      [eventId],
    );
    return new Map(rows.map(({ id, condition }) => [id, condition]));
  }
}

/** One ticket of each kind that somebody with some codes is sold now, in the order of sale. */
function linesFor({ tiers }: Offer, codes: readonly SaleCode[]): OrderLine[] {
  const lineOf = (tier: OfferedTier, ticketType?: OfferedTicketType): OrderLine => {
    const allotment = allotmentOf(tier, ticketType, codes);
    return {
      tier,
      quantity: 1,
      ...(ticketType && { ticketType }),
      ...(allotment && { allotment }),
    };
  };
  return tiers
    .filter((tier) => isTierOpen(tier, codes))
    .flatMap((tier) =>
      tier.ticketTypes.length === 0
        ? [lineOf(tier)]
        : tier.ticketTypes
            .filter((type) => type.onSale && isTypeOpen(tier, type, codes))
            .map((type) => lineOf(tier, type)),
    );
}

interface Known {
  offer: Offer;
  codes: readonly SaleCode[];
  stock: EventStock;
  conditions: ReadonlyMap<string, string>;
}

function describe(line: OrderLine, { offer, codes, stock, conditions }: Known): OfferedTicketsDto {
  const { tier, ticketType: type, allotment } = line;
  const { available = 0, held = 0, booked = 0 } = stock.get(stockOf(line)) ?? {};
  const price = (discounts: Discount[]): PaidLine => {
    const ticket = {
      tierId: tier.id,
      ticketTypeId: type?.id ?? null,
      quantity: 1,
      priceMinor: priceMinorOf(line),
    };
    return priceOrder([ticket], offer.terms, discounts).lines[0] ?? ticket;
  };
  const before = price([]);
  const lowered = price(codes.flatMap(({ discount }) => discount ?? []));
  return {
    tierId: tier.id,
    tier: tier.name,
    ticketTypeId: type?.id ?? null,
    ticketType: type?.name ?? null,
    condition: conditions.get(type?.id ?? '') ?? '',
    opened: tier.hidden || type?.hidden === true || allotment !== undefined,
    priceMinor: before.priceMinor,
    discountMinor: lowered.discountMinor ?? 0,
    fullPriceMinor: fullPriceOf(lowered),
    fullPriceBeforeMinor: fullPriceOf(before),
    available,
    held,
    booked,
    minPerBooking: type?.minPerBooking ?? null,
    maxPerBooking: type?.maxPerBooking ?? null,
  };
}
