import type { OrganiserEventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { EventChanges, type ChangeRequest } from '../event-changes.js';
import { TicketTypeEntity } from '../ticket-type.entity.js';
import { TierEntity } from '../tier.entity.js';
import { tierOf } from './find-tier.js';

/** Numbers rows as their ids stand in a list; positions are compared at the end of the statement. */
const ORDER_SQL = `
  SET position = listed.position
  FROM unnest($2::bigint[]) WITH ORDINALITY AS listed (id, position)
  WHERE row.event_id = $1 AND row.id = listed.id`;

/** Puts tiers, and the ticket types within a tier, in another order. */
@Injectable()
export class Reorder {
  constructor(private readonly changes: EventChanges) {}

  /** @throws DomainError those of {@link EventChanges.run}; VALIDATION_FAILED where they aren't all of its tiers */
  async tiers(request: ChangeRequest, tierIds: string[]): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, { id: eventId }) => {
      const tiers = await manager.findBy(TierEntity, { eventId });
      refuseOthers('tierIds', tierIds, tiers);
      await order(manager, 'tiers', eventId, tierIds);
      return { action: 'event.tiers_reordered', before: null, after: { tierIds } };
    });
  }

  /** @throws DomainError as {@link tiers}; TIER_NOT_FOUND */
  async ticketTypes(
    request: ChangeRequest,
    tierId: string,
    ticketTypeIds: string[],
  ): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, { id: eventId }) => {
      await tierOf(manager, eventId, tierId);
      const types = await manager.findBy(TicketTypeEntity, { eventId, tierId });
      refuseOthers('ticketTypeIds', ticketTypeIds, types);
      await order(manager, 'ticket_types', eventId, ticketTypeIds);
      const after = { tierId, ticketTypeIds };
      return { action: 'event.ticket_types_reordered', before: null, after };
    });
  }
}

async function order(
  manager: EntityManager,
  table: 'tiers' | 'ticket_types',
  eventId: string,
  ids: string[],
): Promise<void> {
  await manager.query(`UPDATE ${table} AS row ${ORDER_SQL}`, [eventId, ids]);
}

function refuseOthers(field: string, ids: string[], rows: readonly { id: string }[]): void {
  const known = new Set(rows.map(({ id }) => id));
  if (ids.length === known.size && ids.every((id) => known.has(id))) return;
  throw validationFailed([{ field, messages: [`${field} must name each of them once`] }]);
}
