import type {
  AllotmentDto,
  CounterLineDto,
  OrganiserEventDto,
  OrganiserTicketTypeDto,
  OrganiserTierDto,
} from '@boxoffice/contracts';
import {
  breakdownOf,
  priceOfOne,
  priceOrder,
  type OrderBreakdown,
} from '@boxoffice/contracts/pricing';

/** What can be put on a sale: a tier at the price of one of its types, from the general sale or from an allotment. */
export interface CounterChoice {
  id: string;
  tier: OrganiserTierDto;
  position: number;
  type: OrganiserTicketTypeDto | undefined;
  allotment: AllotmentDto | undefined;
  priceMinor: number;
  /** With fees and tax: what buyers see. */
  fullPriceMinor: number;
}

/** All that a counter can sell of an event, in the order of sale; allotments that have tickets come after it. */
export function choicesOf(
  { tiers, fees, tax }: OrganiserEventDto,
  allotments: readonly AllotmentDto[],
): CounterChoice[] {
  const open = allotments.filter(
    ({ releasedAt, available }) => releasedAt === null && available > 0,
  );
  const sources = [undefined, ...open];
  return sources.flatMap((allotment) =>
    tiers.flatMap((tier, position) => {
      if (allotment && allotment.tierId !== tier.id) return [];
      const types = tier.ticketTypes.length === 0 ? [undefined] : tier.ticketTypes;
      return types.map((type) => {
        const { priceMinor } = type ?? tier;
        return {
          id: [allotment?.id, tier.id, type?.id].join(' '),
          tier,
          position,
          type,
          allotment,
          priceMinor,
          fullPriceMinor: priceOfOne(priceMinor, { fees, tax }).fullPriceMinor,
        };
      });
    }),
  );
}

/** What is left of a choice's stock: its tier's on general sale, or its allotment's. */
export function leftOf({ tier, allotment }: CounterChoice): number {
  return (allotment ?? tier).available;
}

/** The lines of a sale, for the server. */
export function linesOf(
  choices: readonly CounterChoice[],
  quantities: ReadonlyMap<string, number>,
): CounterLineDto[] {
  return choices.flatMap(({ id, tier, type, allotment }) => {
    const quantity = quantities.get(id) ?? 0;
    if (quantity === 0) return [];
    return [
      {
        tierId: tier.id,
        ...(type && { ticketTypeId: type.id }),
        ...(allotment && { allotmentId: allotment.id }),
        quantity,
      },
    ];
  });
}

/** What a sale comes to, with the event's fees and tax: by the same function as the server's. */
export function costOf(
  { fees, tax }: OrganiserEventDto,
  choices: readonly CounterChoice[],
  quantities: ReadonlyMap<string, number>,
): OrderBreakdown {
  const lines = choices.flatMap(({ id, tier, type, priceMinor }) => {
    const quantity = quantities.get(id) ?? 0;
    const ticketTypeId = type?.id;
    return quantity === 0 ? [] : [{ tierId: tier.id, ticketTypeId, quantity, priceMinor }];
  });
  // Fees of a booking are of one with tickets.
  const terms = lines.length === 0 ? { fees: [], tax: null } : { fees, tax };
  return breakdownOf(priceOrder(lines, terms));
}
