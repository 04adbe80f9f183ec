import type { CodeLookDto, OfferedTicketsDto } from '@boxoffice/contracts';
import type { Choice } from './choices';

/** Codes that a buyer has typed and the event has taken. */
export interface CodesInHand {
  /** As they are sent with the order. */
  codes: string[];
  /** What can be chosen with them, of what anybody can choose. */
  choices: (plain: readonly Choice[]) => Choice[];
  /** Looks again after a refusal; codes that no longer work are put away. */
  reload: () => void;
}

/**
 * What can be chosen with some codes. The counts of what anybody may have are those that the page keeps fresh.
 *
 * @param plain what can be chosen without them
 */
export function choicesWith({ tickets }: CodeLookDto, plain: readonly Choice[]): Choice[] {
  return tickets.map((offered) => {
    const key = offered.ticketTypeId ?? offered.tier;
    const fresh = offered.opened ? undefined : plain.find((choice) => choice.key === key);
    const { available, held, booked } = fresh ?? offered;
    return { ...describe(offered), key, available, held, booked };
  });
}

function describe(
  offered: OfferedTicketsDto,
): Omit<Choice, 'key' | 'available' | 'held' | 'booked'> {
  const { tierId, tier, ticketTypeId, ticketType, condition, fullPriceMinor } = offered;
  const before = offered.fullPriceBeforeMinor;
  return {
    tierId,
    tier,
    ...(ticketTypeId !== null && { ticketTypeId }),
    ...(ticketType !== null && { ticketType }),
    condition,
    // Percentages of an order are of what is left of its prices.
    priceMinor: offered.priceMinor - offered.discountMinor,
    fullPriceMinor,
    ...(before > fullPriceMinor && { fullPriceBeforeMinor: before }),
    fewest: offered.minPerBooking,
    most: offered.maxPerBooking,
  };
}

/** What an earlier version of the page has left there counts as nothing. */
export function readKeptCodes(kept: unknown): string[] {
  return Array.isArray(kept) ? kept.filter((code): code is string => typeof code === 'string') : [];
}
