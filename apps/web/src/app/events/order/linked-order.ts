import type { Choice } from './choices';
import { choose, type Quantities } from './order';

/** What an address that brings an order has behind its `#`: `order=1:2,7.31:1`, each `tier[.type]:quantity`. */
const ORDER = /^#order=(?<lines>.*)$/;
const LINE = /^(?<tierId>\d{1,19})(?:\.(?<ticketTypeId>\d{1,19}))?:(?<quantity>[1-9]\d{0,2})$/;

/** More than an event has ticket types; what is longer was written by nobody's choice. */
const LINES_MAX = 500;

/** The address of an event's page at which an order is chosen already. */
export function addressOfOrder(eventId: string, lines: readonly LinkedLine[]): string {
  return `/events/${eventId}#${orderFragment(lines)}`;
}

/** The same without the page: what is behind the `#`. */
export function orderFragment(lines: readonly LinkedLine[]): string {
  const parts = lines.map(({ tierId, ticketTypeId, quantity }) =>
    ticketTypeId ? `${tierId}.${ticketTypeId}:${quantity}` : `${tierId}:${quantity}`,
  );
  return `order=${parts.join(',')}`;
}

/** A line of an order that an address brings. A booking has null where it has no ticket type. */
interface LinkedLine {
  tierId: string;
  ticketTypeId?: string | null;
  quantity: number;
}

/** What of an order that an address brings can be had. */
export interface LinkedOrder {
  order: Quantities;
  /** Whether that is all of it. */
  isWhole: boolean;
}

/**
 * The order that an address brings, as far as it can be had: anybody can write an address.
 *
 * @param choices what can be chosen
 * @param most tickets of one order
 */
export function linkedOrder(hash: string, choices: readonly Choice[], most: number): LinkedOrder {
  const parts = ORDER.exec(hash)?.groups?.lines?.split(',') ?? [];
  let order: Quantities = {};
  let isWhole = parts.length <= LINES_MAX;
  for (const part of parts.slice(0, LINES_MAX)) {
    const { tierId, ticketTypeId, quantity } = LINE.exec(part)?.groups ?? {};
    const choice = choices.find(
      (one) => one.tierId === tierId && one.ticketTypeId === ticketTypeId,
    );
    const before = choice ? (order[choice.key] ?? 0) : 0;
    const wanted = before + Number(quantity);
    if (choice) order = choose(choice, wanted, { choices, chosen: order, most });
    if (!choice || order[choice.key] !== wanted) isWhole = false;
  }
  return { order, isWhole };
}
