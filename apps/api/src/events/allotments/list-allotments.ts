import type { AllotmentDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { TierCapacity, type StockCounts } from '../capacity/tier-capacity.js';
import { AllotmentEntity, purposeOf } from './allotment.entity.js';

const NONE: StockCounts = { available: 0, held: 0, sold: 0 };

/** Lists the allotments of an event, with what became of their tickets. */
@Injectable()
export class ListAllotments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly capacity: TierCapacity,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND, or FORBIDDEN for the door */
  async execute(organiserId: string, eventId: string, caller: Caller): Promise<AllotmentDto[]> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId, eventId }, 'box_office');
    return this.read(manager, eventId);
  }

  /** In the order of their tiers, then by name. */
  async read(manager: EntityManager, eventId: string): Promise<AllotmentDto[]> {
    // One after the other: they may share the connection of a transaction.
    const allotments = await manager
      .createQueryBuilder(AllotmentEntity, 'allotment')
      .innerJoin(
        'tiers',
        'tier',
        'tier.event_id = allotment.event_id AND tier.id = allotment.tier_id',
      )
      .where(`allotment.event_id = :eventId AND allotment.purpose <> 'waitlist'`, { eventId })
      .orderBy('tier.position')
      .addOrderBy('allotment.name')
      .getMany();
    const stocks = await this.capacity.stocksOf(manager, eventId);
    return allotments.map((allotment) => describe(allotment, stocks.get(allotment.id) ?? NONE));
  }
}

function describe(allotment: AllotmentEntity, counts: StockCounts): AllotmentDto {
  const { id, tierId, name, releasesAt, releasedAt } = allotment;
  return {
    id,
    tierId,
    name,
    purpose: purposeOf(allotment),
    quantity: counts.available + counts.held + counts.sold,
    ...counts,
    releasesAt: releasesAt?.toISOString() ?? null,
    releasedAt: releasedAt?.toISOString() ?? null,
  };
}
