import type { OrganiserDto, OrganiserRole } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { OrganiserEntity } from './organiser.entity.js';

/**
 * Reads an organisation that its reader may see.
 *
 * @param role what its reader may do for it
 */
export async function readOrganiser(
  manager: EntityManager,
  organiserId: string,
  role: OrganiserRole | null,
): Promise<OrganiserDto> {
  const { id, name, contactEmail, imprint, terms, privacy, refundPolicy, ...more } =
    await manager.findOneByOrFail(OrganiserEntity, { id: organiserId });
  const { currency, timeZone, language, createdAt } = more;
  return {
    id,
    name,
    contactEmail,
    imprint,
    terms,
    privacy,
    refundPolicy,
    currency,
    timeZone,
    language,
    role,
    createdAt: createdAt.toISOString(),
  };
}
