import type { TicketTypeDto, TierAvailabilityDto } from '@boxoffice/contracts';

/** What one stepper chooses: tickets of a tier, or of one ticket type of it. */
export interface Choice {
  /** Its name among the choices of the event: the tier's name, or the ticket type's id. */
  key: string;
  tierId: string;
  tier: string;
  /** Missing where the tier sells at its own price. */
  ticketTypeId?: string;
  ticketType?: string;
  /** Who may have it; empty: anybody. */
  condition: string;
  priceMinor: number;
  /** What one costs in all. */
  fullPriceMinor: number;
  /** What one costs without the buyer's codes; missing where they don't lower it. */
  fullPriceBeforeMinor?: number;
  /** Of the tier, whose types all sell the same tickets. */
  available: number;
  held: number;
  booked: number;
  /** Fewest and most tickets of one order; null: no bound of its own. */
  fewest: number | null;
  most: number | null;
}

/** A tier with its price, and how many tickets it has. */
type StockedTier = Omit<TierAvailabilityDto, 'price' | 'tickets'>;

/**
 * What can be chosen of an event, in the order of its tiers.
 *
 * @param types the ticket types of a tier
 * @param at the server's time: types outside of their own sale windows are left out; whenever: none is
 */
export function choicesOf(
  tiers: readonly StockedTier[],
  types: (tierId: string) => readonly TicketTypeDto[],
  at: number | 'whenever',
): Choice[] {
  return tiers.flatMap((tier): Choice[] => {
    const { id: tierId, name, available, held, booked } = tier;
    const ofTier = { tierId, tier: name, available, held, booked };
    const typesOfTier = types(tierId);
    if (typesOfTier.length === 0) {
      const { priceMinor, fullPriceMinor } = tier;
      const price = { priceMinor, fullPriceMinor };
      return [{ ...ofTier, ...price, key: name, condition: '', fewest: null, most: null }];
    }
    return typesOfTier
      .filter((type) => at === 'whenever' || isOpen(type, at))
      .map((type) => ({
        ...ofTier,
        key: type.id,
        ticketTypeId: type.id,
        ticketType: type.name,
        condition: type.condition,
        priceMinor: type.priceMinor,
        fullPriceMinor: type.fullPriceMinor,
        fewest: type.minPerBooking,
        most: type.maxPerBooking,
      }));
  });
}

function isOpen({ saleStartsAt, saleEndsAt }: TicketTypeDto, now: number): boolean {
  return (
    (saleStartsAt === null || now >= Date.parse(saleStartsAt)) &&
    (saleEndsAt === null || now < Date.parse(saleEndsAt))
  );
}
