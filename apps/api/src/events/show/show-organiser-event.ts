import type {
  OrganiserEventDto,
  OrganiserTicketTypeDto,
  OrganiserTierDto,
  TierColor,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Images } from '../../images/images.js';
import { Clock } from '../../platform/clock/clock.js';
import {
  capacityOf,
  NO_TICKETS,
  TierCapacity,
  totalOf,
  type TierCounts,
} from '../capacity/tier-capacity.js';
import { buyerRefundsOf } from '../buyer-refunds/event-buyer-refunds.js';
import { EventEntity } from '../event.entity.js';
import { feesOf } from '../fees/event-fees.js';
import { taxOf } from '../fees/event-tax.js';
import { stateOf } from '../event-details.js';
import { TicketTypeEntity } from '../ticket-type.entity.js';
import { TierEntity } from '../tier.entity.js';
import { unknownEvent } from '../unknown-event.js';

/** Describes an event as its organisation sees it: drafts too, with the counts of every tier. */
@Injectable()
export class ShowOrganiserEvent {
  constructor(
    private readonly capacity: TierCapacity,
    private readonly images: Images,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError EVENT_NOT_FOUND where the organisation has no such event */
  async execute(
    manager: EntityManager,
    organiserId: string,
    eventId: string,
  ): Promise<OrganiserEventDto> {
    const event = await manager.findOneBy(EventEntity, { id: eventId, organiserId });
    if (!event) throw unknownEvent(eventId);
    // One after the other: they share the connection of a transaction.
    const order = { position: 'ASC' } as const;
    const tiers = await manager.find(TierEntity, { where: { eventId }, order });
    const types = await manager.find(TicketTypeEntity, { where: { eventId }, order });
    const [image] = await this.images.describe(manager, [event]);
    const fees = await feesOf(manager, [eventId]);
    const ofEvents = await this.capacity.countsOf(manager, [eventId]);
    const counts = ofEvents.get(eventId) ?? new Map<string, TierCounts>();
    const byTier = Map.groupBy(types, ({ tierId }) => tierId);
    return {
      ...describeSummary(event, counts, this.clock.now()),
      organiserId: event.organiserId,
      subtitle: event.subtitle,
      description: event.description,
      languages: event.languages,
      image: image ?? null,
      address: event.address,
      endsAt: iso(event.endsAt),
      doorsAt: iso(event.doorsAt),
      saleStartsAt: iso(event.saleStartsAt),
      saleEndsAt: iso(event.saleEndsAt),
      currency: event.currency,
      holdSeconds: event.holdSeconds,
      maxTicketsPerBooking: event.maxTicketsPerBooking,
      maxTicketsPerUser: event.maxTicketsPerUser,
      fees: fees.get(eventId) ?? [],
      tax: taxOf(event),
      buyerRefunds: buyerRefundsOf(event),
      codesRotate: event.codesRotate,
      transferHours: event.transferHours,
      publishedAt: iso(event.publishedAt),
      cancelledAt: iso(event.cancelledAt),
      seriesId: event.seriesId,
      tiers: tiers.map((tier) =>
        describeTier(tier, counts.get(tier.id) ?? NO_TICKETS, byTier.get(tier.id) ?? []),
      ),
    };
  }
}

/**
 * An event as it stands in a list.
 *
 * @param now milliseconds since 1970
 */
export function describeSummary(
  event: EventEntity,
  counts: ReadonlyMap<string, TierCounts>,
  now: number,
) {
  const total = totalOf(counts.values());
  return {
    id: event.id,
    state: stateOf(event, now),
    name: event.name,
    venue: event.venue,
    startsAt: event.startsAt.toISOString(),
    timeZone: event.timeZone,
    capacity: capacityOf(total),
    ...total,
  };
}

function describeTier(
  { id, name, color, priceMinor, hidden }: TierEntity,
  counts: TierCounts,
  types: TicketTypeEntity[],
): OrganiserTierDto {
  return {
    id,
    name,
    color: color as TierColor,
    priceMinor,
    hidden,
    capacity: capacityOf(counts),
    ...counts,
    ticketTypes: types.map(describeType),
  };
}

function describeType(type: TicketTypeEntity): OrganiserTicketTypeDto {
  const { id, name, condition, priceMinor, minPerBooking, maxPerBooking, hidden } = type;
  return {
    id,
    name,
    condition,
    priceMinor,
    minPerBooking,
    maxPerBooking,
    saleStartsAt: iso(type.saleStartsAt),
    saleEndsAt: iso(type.saleEndsAt),
    hidden,
  };
}

function iso(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
