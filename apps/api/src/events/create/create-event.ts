import {
  TICKETS_PER_BUYER_DEFAULT,
  type CreateEventDto,
  type CreateTierDto,
  type OrganiserEventDto,
} from '@boxoffice/contracts';
import type { Fee } from '@boxoffice/contracts/pricing';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { Clock } from '../../platform/clock/clock.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { TierCapacity } from '../capacity/tier-capacity.js';
import { errorsInOrder, type EventDetails } from '../event-details.js';
import { EventEntity } from '../event.entity.js';
import { errorsAmongFees, readFees, writeFees } from '../fees/event-fees.js';
import { taxColumns } from '../fees/event-tax.js';
import { buyerRefundColumns } from '../buyer-refunds/event-buyer-refunds.js';
import { ShowOrganiserEvent } from '../show/show-organiser-event.js';
import { errorsAmong, readTicketType, type TicketTypeDetails } from '../tiers/tier-rules.js';
import { TimeZones } from '../../platform/database/time-zones.js';
import { EventQuota } from '../quota/event-quota.js';
import { InsertTiers } from '../tiers/insert-tiers.js';
import { errorsOfPast, EventTimes } from '../times/event-times.js';

/** An event, and what whoever wrote its times should know of them. */
export interface WrittenEvent {
  event: OrganiserEventDto;
  notes: string[];
}

interface PlannedEvent {
  details: EventDetails;
  tiers: { fields: CreateTierDto; ticketTypes: TicketTypeDetails[] }[];
  fees: Fee[];
  notes: string[];
}

/** Creates an event as a draft, with its tiers, ticket types and tickets: all of it, or nothing. */
@Injectable()
export class CreateEvent {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly access: OrganiserAccess,
    private readonly ids: Ids,
    private readonly timeZones: TimeZones,
    private readonly quota: EventQuota,
    private readonly tiers: InsertTiers,
    private readonly capacity: TierCapacity,
    private readonly show: ShowOrganiserEvent,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError VALIDATION_FAILED, which names each field; ORGANISER_NOT_FOUND or FORBIDDEN where the caller
   * may not create events for the organisation; ORGANISER_EVENT_LIMIT_EXCEEDED
   */
  async execute(
    organiserId: string,
    body: CreateEventDto,
    caller: Caller,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<WrittenEvent> {
    const plan = planEvent(body, this.clock.now());
    return this.idempotent.run(keyed, async (manager) => {
      await this.access.require(manager, caller, { organiserId }, 'manager');
      await this.timeZones.require(manager, body.timeZone);
      await this.quota.require(manager, organiserId, 1);
      const eventId = this.ids.next();
      await manager.insert(EventEntity, { ...plan.details, id: eventId, organiserId });
      await writeFees(manager, eventId, plan.fees);
      await this.insertTiers(manager, eventId, plan);
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'event.created',
          subject: { kind: 'event', id: eventId, eventId },
          before: null,
          after: { organiserId, tiers: plan.tiers.length, created: ticketsOf(plan) },
        },
      ]);
      const event = await this.show.execute(manager, organiserId, eventId);
      return { answer: { event, notes: plan.notes } };
    });
  }

  private async insertTiers(
    manager: EntityManager,
    eventId: string,
    { tiers }: PlannedEvent,
  ): Promise<void> {
    const added = [];
    for (const [index, { fields, ticketTypes }] of tiers.entries()) {
      const tierId = await this.tiers.insert(manager, eventId, index + 1, fields, ticketTypes);
      added.push({ tierId, count: fields.capacity });
    }
    await this.capacity.add(manager, eventId, added);
  }
}

/** @throws DomainError VALIDATION_FAILED */
function planEvent(body: CreateEventDto, now: number): PlannedEvent {
  const times = new EventTimes(body.timeZone);
  const startsAt = times.read('startsAt', body.startsAt);
  const rest = {
    endsAt: times.read('endsAt', body.endsAt ?? null),
    doorsAt: times.read('doorsAt', body.doorsAt ?? null),
    saleStartsAt: times.read('saleStartsAt', body.saleStartsAt ?? null),
    saleEndsAt: times.read('saleEndsAt', body.saleEndsAt ?? null),
  };
  const tiers = (body.tiers ?? []).map((fields, tier) => ({
    fields,
    ticketTypes: (fields.ticketTypes ?? []).map((type, index) =>
      readTicketType(type, times, `tiers.${tier}.ticketTypes.${index}.`),
    ),
  }));
  if (startsAt) times.errors.push(...errorsOfPast('startsAt', startsAt, now));
  const { tiers: tiersSaid = [], fees = [] } = body;
  const errors = [...times.errors, ...errorsAmong(tiersSaid), ...errorsAmongFees(fees)];
  if (startsAt === null) throw validationFailed(errors);
  const details: EventDetails = {
    name: body.name,
    subtitle: body.subtitle ?? '',
    description: body.description ?? '',
    languages: body.languages ?? [],
    venue: body.venue ?? '',
    address: body.address ?? '',
    timeZone: body.timeZone,
    currency: body.currency,
    startsAt,
    ...rest,
    holdSeconds: body.holdSeconds ?? null,
    maxTicketsPerBooking: limitOf(body.maxTicketsPerBooking),
    maxTicketsPerUser: limitOf(body.maxTicketsPerUser),
    ...taxColumns(body.tax ?? null),
    ...buyerRefundColumns(body.buyerRefunds ?? null),
    codesRotate: body.codesRotate ?? false,
    transferHours: body.transferHours ?? null,
  };
  errors.push(...errorsInOrder(details));
  if (errors.length > 0) throw validationFailed(errors);
  return { details, tiers, fees: readFees(fees), notes: times.notes };
}

/** Null is "no limit", and not the same as nothing said. */
function limitOf(limit: number | null | undefined): number | null {
  return limit === undefined ? TICKETS_PER_BUYER_DEFAULT : limit;
}

function ticketsOf({ tiers }: PlannedEvent): number {
  return tiers.reduce((sum, { fields }) => sum + fields.capacity, 0);
}
