import type { TierFieldsDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ids } from '../../platform/ids/ids.module.js';
import { TicketTypeEntity } from '../ticket-type.entity.js';
import { TierEntity } from '../tier.entity.js';
import type { TicketTypeDetails } from './tier-rules.js';

/** Inserts tiers and their ticket types. */
@Injectable()
export class InsertTiers {
  constructor(private readonly ids: Ids) {}

  /**
   * @param position from 1
   * @returns the tier's id
   */
  async insert(
    manager: EntityManager,
    eventId: string,
    position: number,
    { name, priceMinor, color = '', hidden = false }: TierFieldsDto,
    ticketTypes: readonly TicketTypeDetails[],
  ): Promise<string> {
    const id = this.ids.next();
    await manager.insert(TierEntity, {
      eventId,
      id,
      name,
      priceMinor,
      color,
      position,
      hidden,
    });
    await this.insertTypes(manager, eventId, id, 1, ticketTypes);
    return id;
  }

  /** @param first position of the first of them, from 1 */
  async insertTypes(
    manager: EntityManager,
    eventId: string,
    tierId: string,
    first: number,
    ticketTypes: readonly TicketTypeDetails[],
  ): Promise<void> {
    if (ticketTypes.length === 0) return;
    await manager.insert(
      TicketTypeEntity,
      ticketTypes.map((type, index) => ({
        ...type,
        eventId,
        tierId,
        id: this.ids.next(),
        position: first + index,
      })),
    );
  }
}
