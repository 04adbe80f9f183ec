import { ProblemCode } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../platform/problems/domain-error.js';
import { TierEntity } from '../tier.entity.js';

/**
 * A tier of an event.
 *
 * @throws DomainError TIER_NOT_FOUND
 */
export async function tierOf(
  manager: EntityManager,
  eventId: string,
  tierId: string,
): Promise<TierEntity> {
  const tier = await manager.findOneBy(TierEntity, { eventId, id: tierId });
  if (tier) return tier;
  throw new DomainError(ProblemCode.TierNotFound, `This event has no tier ${tierId}.`);
}
