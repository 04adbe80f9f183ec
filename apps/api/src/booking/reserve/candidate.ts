import { ProblemCode, type ReserveLineDto } from '@boxoffice/contracts';
import type { Actor } from '../../platform/audit/actor.js';
import type { Offer } from '../../events/event-catalogue.js';
import type { MaybeKeyed } from '../../platform/idempotency/keyed-batch.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { Wanted } from '../../tickets/inventory/free-tickets.js';
import { isTooLarge, readOrder, type OrderLine } from './order.js';

/** What one buyer asks for. */
export interface ReserveCommand extends MaybeKeyed {
  userId: string;
  /** Who asks, for themselves or for somebody else. */
  actor: Actor;
  lines: ReserveLineDto[];
  /** For how long they have had tickets of the event unpaid, in seconds. */
  unpaidForSeconds: number;
  /** Whether an order that others stand in the way of is answered instead of tried again. */
  lastTry: boolean;
}

/** A command that the event's offer allows, as it was read. */
export interface Candidate {
  command: ReserveCommand;
  order: OrderLine[];
}

/** @throws the DomainError that is this command's outcome: no stock could meet it */
export function readCommand(
  { lines }: ReserveCommand,
  { event, tiers, onSale }: Offer,
): OrderLine[] {
  const order = readOrder(lines, tiers);
  if (!onSale) {
    throw new DomainError(ProblemCode.NotOnSale, `${event.name} is not on sale at the moment.`);
  }
  return order;
}

/** What the candidates want together of each tier, in the order of sale. */
export function demandOf(candidates: Candidate[]): Wanted[] {
  const demand = new Map<string, Wanted & { position: number }>();
  for (const { order } of candidates) {
    if (isTooLarge(order)) continue;
    for (const { tier, quantity } of order) {
      const soFar = demand.get(tier.id)?.quantity ?? 0;
      const { id: tierId, position } = tier;
      demand.set(tierId, { tierId, position, quantity: soFar + quantity });
    }
  }
  return [...demand.values()].sort((a, b) => a.position - b.position);
}
