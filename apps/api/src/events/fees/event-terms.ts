import type { PricingTerms } from '@boxoffice/contracts/pricing';
import type { EntityManager } from 'typeorm';
import type { EventEntity } from '../event.entity.js';
import { feesOf } from './event-fees.js';
import { taxOf, type TaxColumns } from './event-tax.js';

/** What buyers pay on top of the prices of some events, by event id. */
export async function termsOf(
  manager: EntityManager,
  events: readonly (Pick<EventEntity, 'id'> & TaxColumns)[],
): Promise<Map<string, PricingTerms>> {
  const fees = await feesOf(
    manager,
    events.map(({ id }) => id),
  );
  return new Map(
    events.map((event) => [event.id, { fees: fees.get(event.id) ?? [], tax: taxOf(event) }]),
  );
}
