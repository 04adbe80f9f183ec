import { ProblemCode, RESERVE_TICKETS_MAX, type ReserveLineDto } from '@boxoffice/contracts';
import type { OfferedTier } from '../../events/event-catalogue.js';
import { DomainError } from '../../platform/problems/domain-error.js';

/** So many tickets of one tier. Each tier stands in an order once. */
export interface OrderLine {
  tier: OfferedTier;
  quantity: number;
}

/**
 * Reads what is asked for: lines of the same tier are added up, and put in the order of sale, which
 * is the order in which every reservation locks.
 *
 * @param lines as they were sent, each valid by itself
 * @param tiers of the event, in the order of their sale
 * @throws DomainError TIER_NOT_FOUND
 */
export function readOrder(lines: ReserveLineDto[], tiers: OfferedTier[]): OrderLine[] {
  const quantities = new Map<string, number>();
  for (const { tier, quantity } of lines) {
    quantities.set(tier, (quantities.get(tier) ?? 0) + quantity);
  }
  const unknown = [...quantities.keys()].find((name) => !tiers.some((tier) => tier.name === name));
  if (unknown !== undefined) {
    const known = tiers.map(({ name }) => name).join(', ');
    throw new DomainError(
      ProblemCode.TierNotFound,
      `The event has no tier "${unknown}"${known === '' ? '' : `; its tiers are ${known}`}.`,
    );
  }
  return tiers.flatMap((tier) => {
    const quantity = quantities.get(tier.name);
    return quantity === undefined ? [] : [{ tier, quantity }];
  });
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
