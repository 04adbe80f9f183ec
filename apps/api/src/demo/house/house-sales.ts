import type { HouseEvent, HouseTicketType, HouseTier } from './house-events.js';
import type { SeededNumbers } from './seeded-numbers.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** One ticket in four is bought alone, most in pairs. */
const PARTIES = [
  { size: 1, weight: 25 },
  { size: 2, weight: 52 },
  { size: 3, weight: 11 },
  { size: 4, weight: 12 },
];

/** How often tickets are bought in each hour of a day: over lunch, and in the evening. */
const HOURS = [2, 1, 0, 0, 0, 0, 1, 3, 5, 7, 8, 9, 11, 9, 7, 6, 6, 7, 9, 12, 13, 11, 7, 4];

/** A line of a booking as the database keeps it. */
export interface SoldLine {
  tierId: string;
  tier: string;
  ticketTypeId?: string;
  ticketType?: string;
  quantity: number;
  priceMinor: number;
}

export interface SoldBooking {
  eventId: number;
  lines: SoldLine[];
  /** Tier of each ticket, in the order of the lines. */
  tierIds: number[];
  totalMinor: number;
  /** How long ago it was paid for, in milliseconds. */
  agoMs: number;
}

/** The bookings that sold an event as far as it is sold. */
export function salesOf(event: HouseEvent, chance: SeededNumbers): SoldBooking[] {
  const days = daysOfSale(event);
  return event.tiers.flatMap((tier) => {
    const bookings: SoldBooking[] = [];
    let left = Math.round(tier.tickets * tier.sold);
    while (left > 0) {
      const size = Math.min(left, chance.pick(PARTIES, ({ weight }) => weight)?.size ?? 1);
      bookings.push({ ...bookingOf(event, tier, size, chance), agoMs: agoOf(days, chance) });
      left -= size;
    }
    return bookings;
  });
}

/**
 * How much is sold on each day of a sale, by how many days ago it is: most on the first days and in the last week before
 * the event, more on weekends.
 */
function daysOfSale(event: HouseEvent): { ago: number; weight: number }[] {
  const first = Math.max(0, -event.saleInDays);
  const last = Math.max(0, -event.inDays);
  // Tickets that are gone were gone soon.
  const isGone = event.tiers.every(({ sold }) => sold === 1);
  const today = new Date();
  return Array.from({ length: first - last + 1 }, (_, index) => {
    const ago = first - index;
    const untilEvent = event.inDays + ago;
    const weekday = new Date(today.getTime() - ago * DAY_MS).getDay();
    const opening = (isGone ? 60 : 7) * Math.exp(-index / (isGone ? 1.6 : 3));
    const closing = 4 * Math.exp(-untilEvent / 6);
    return { ago, weight: (1 + opening + closing) * (weekday === 0 || weekday === 6 ? 1.35 : 1) };
  });
}

function agoOf(days: readonly { ago: number; weight: number }[], chance: SeededNumbers): number {
  const ago = chance.pick(days, ({ weight }) => weight)?.ago ?? 0;
  const hour = chance.pick([...HOURS.keys()], (one) => HOURS[one] ?? 0) ?? 12;
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  const at = midnight.getTime() - ago * DAY_MS + hour * HOUR_MS + chance.next() * HOUR_MS;
  // What would be later today was a little while ago.
  return Math.max(Date.now() - at, (20 + chance.below(300)) * MINUTE_MS);
}

function bookingOf(
  event: HouseEvent,
  tier: HouseTier,
  size: number,
  chance: SeededNumbers,
): Omit<SoldBooking, 'agoMs'> {
  const chosen = Array.from({ length: size }, () => typeOf(tier, chance));
  const types = tier.types.length === 0 ? [undefined] : tier.types;
  const lines = types.flatMap((type) => {
    const quantity = chosen.filter((one) => one?.id === type?.id).length;
    return quantity === 0 ? [] : [lineOf(tier, type, quantity)];
  });
  return {
    eventId: event.id,
    lines,
    tierIds: chosen.map(() => tier.id),
    totalMinor: lines.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0),
  };
}

/** Adults more often than students, and those more often than children. */
function typeOf(tier: HouseTier, chance: SeededNumbers): HouseTicketType | undefined {
  return chance.pick(tier.types, (type) => 6 / (1 + 2 * tier.types.indexOf(type)));
}

function lineOf(tier: HouseTier, type: HouseTicketType | undefined, quantity: number): SoldLine {
  const line = { tierId: String(tier.id), tier: tier.name, quantity };
  return type
    ? { ...line, ticketTypeId: String(type.id), ticketType: type.name, priceMinor: type.priceMinor }
    : { ...line, priceMinor: tier.priceMinor };
}
