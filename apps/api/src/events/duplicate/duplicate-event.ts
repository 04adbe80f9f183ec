import type { DuplicateEventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Clock } from '../../platform/clock/clock.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { CopyAllotments } from '../allotments/copy-allotments.js';
import { capacityOf, NO_TICKETS, TierCapacity } from '../capacity/tier-capacity.js';
import { CopyCodes } from '../codes/copy-codes.js';
import type { WrittenEvent } from '../create/create-event.js';
import type { ChangeRequest } from '../event-changes.js';
import { errorsInOrder, type EventDetails } from '../event-details.js';
import { EventEntity } from '../event.entity.js';
import { feesOf, writeFees } from '../fees/event-fees.js';
import { AttendeeForms } from '../questions/attendee-forms.js';
import { ShowOrganiserEvent } from '../show/show-organiser-event.js';
import { unknownEvent } from '../unknown-event.js';
import { TicketTypeEntity } from '../ticket-type.entity.js';
import { TierEntity } from '../tier.entity.js';
import { EventQuota } from '../quota/event-quota.js';
import { InsertTiers } from '../tiers/insert-tiers.js';
import { errorsOfPast, EventTimes, movedAlong } from '../times/event-times.js';

/**
 * Makes a draft of another date from an event, with its tiers, ticket types, allotments, fees, tax, questions and as many tickets; with
 * its codes, where asked for.
 * End, doors and the end of the sale keep their distance from the start; the sale begins when it did, if that is still
 * before it.
 */
@Injectable()
export class DuplicateEvent {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly access: OrganiserAccess,
    private readonly ids: Ids,
    private readonly quota: EventQuota,
    private readonly tiers: InsertTiers,
    private readonly capacity: TierCapacity,
    private readonly allotments: CopyAllotments,
    private readonly codes: CopyCodes,
    private readonly show: ShowOrganiserEvent,
    private readonly clock: Clock,
    private readonly attendeeForms: AttendeeForms,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param body with the start of the new one, in the event's time zone or with an offset
   * @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND or FORBIDDEN where the caller may not;
   * VALIDATION_FAILED where there is no such time; ORGANISER_EVENT_LIMIT_EXCEEDED; EVENT_LIMIT_EXCEEDED where there are
   * too many codes
   */
  async execute(
    { organiserId, eventId, caller, actor, keyed }: ChangeRequest,
    { startsAt, withCodes = false }: DuplicateEventDto,
  ): Promise<WrittenEvent> {
    return this.idempotent.run(keyed, async (manager) => {
      await this.access.require(manager, caller, { organiserId, eventId }, 'manager');
      const original = await manager.findOneBy(EventEntity, { id: eventId, organiserId });
      if (!original) throw unknownEvent(eventId);
      await this.quota.require(manager, organiserId, 1);
      if (withCodes) await this.codes.refuseTooMany(manager, eventId, 1);
      const { id, notes } = await this.copy(manager, original, startsAt, { withCodes });
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'event.duplicated',
          subject: { kind: 'event', id, eventId: id },
          before: null,
          after: { organiserId, fromEventId: eventId, ...(withCodes && { withCodes }) },
        },
      ]);
      return { answer: { event: await this.show.execute(manager, organiserId, id), notes } };
    });
  }

  /**
   * Copies an event within the caller's transaction: the one place that does.
   *
   * @param seriesId of the copy
   * @param withCodes whether it has the codes of the original
   * @throws DomainError VALIDATION_FAILED where there is no such time
   */
  async copy(
    manager: EntityManager,
    original: EventEntity,
    startsAt: string,
    { seriesId = null, withCodes }: { seriesId?: string | null; withCodes: boolean },
  ): Promise<{ id: string; notes: string[] }> {
    const { details, notes } = movedTo(original, startsAt, this.clock.now());
    const id = this.ids.next();
    const { organiserId, imageId, imageAlt, reentry } = original;
    const kept = { imageId, imageAlt, reentry };
    await manager.insert(EventEntity, { ...details, ...kept, id, organiserId, seriesId });
    const tiers = await this.copyTiers(manager, original.id, id);
    const copy = { id, startsAt: details.startsAt };
    notes.push(...(await this.allotments.execute(manager, original, copy, tiers)));
    if (withCodes) await this.codes.execute(manager, original, copy, tiers);
    await this.attendeeForms.copy(manager, original.id, id, tiers, (moment) =>
      movedAlong(moment, original.startsAt, details.startsAt, details.timeZone),
    );
    await writeFees(manager, id, (await feesOf(manager, [original.id])).get(original.id) ?? []);
    return { id, notes };
  }

  /** @returns the ids of the new tiers, by those of the original */
  private async copyTiers(
    manager: EntityManager,
    from: string,
    to: string,
  ): Promise<Map<string, string>> {
    const order = { position: 'ASC' } as const;
    const tiers = await manager.find(TierEntity, { where: { eventId: from }, order });
    const types = await manager.find(TicketTypeEntity, { where: { eventId: from }, order });
    const counts = (await this.capacity.countsOf(manager, [from])).get(from);
    const added = [];
    const copied = new Map<string, string>();
    for (const [index, { id, name, priceMinor, color, hidden }] of tiers.entries()) {
      const ofTier = types
        .filter(({ tierId }) => tierId === id)
        // Their own sale windows are days of the calendar: of another date, nobody knows them.
        .map((type) => Object.assign({}, type, { saleStartsAt: null, saleEndsAt: null }));
      const tierId = await this.tiers.insert(
        manager,
        to,
        index + 1,
        { name, priceMinor, color: color as '', hidden },
        ofTier,
      );
      copied.set(id, tierId);
      added.push({ tierId, count: capacityOf(counts?.get(id) ?? NO_TICKETS) });
    }
    await this.capacity.add(manager, to, added);
    return copied;
  }
}

/** @throws DomainError VALIDATION_FAILED */
function movedTo(
  original: EventEntity,
  time: string,
  now: number,
): { details: EventDetails; notes: string[] } {
  const { timeZone } = original;
  const times = new EventTimes(timeZone);
  const startsAt = times.read('startsAt', time);
  if (startsAt) times.errors.push(...errorsOfPast('startsAt', startsAt, now));
  if (startsAt === null || times.errors.length > 0) throw validationFailed(times.errors);
  const along = (moment: Date | null): Date | null =>
    moment && movedAlong(moment, original.startsAt, startsAt, timeZone);
  const saleEndsAt = along(original.saleEndsAt);
  const details: EventDetails = {
    name: original.name,
    subtitle: original.subtitle,
    description: original.description,
    languages: original.languages,
    venue: original.venue,
    address: original.address,
    timeZone,
    currency: original.currency,
    startsAt,
    endsAt: along(original.endsAt),
    doorsAt: along(original.doorsAt),
    saleStartsAt: before(original.saleStartsAt, saleEndsAt ?? startsAt, startsAt),
    saleEndsAt,
    holdSeconds: original.holdSeconds,
    maxTicketsPerBooking: original.maxTicketsPerBooking,
    maxTicketsPerUser: original.maxTicketsPerUser,
    taxName: original.taxName,
    taxBasisPoints: original.taxBasisPoints,
    taxIncluded: original.taxIncluded,
    buyerRefundDays: original.buyerRefundDays,
    buyerRefundFees: original.buyerRefundFees,
    codesRotate: original.codesRotate,
    transferHours: original.transferHours,
  };
  const errors = errorsInOrder(details);
  if (errors.length > 0) throw validationFailed(errors);
  return { details, notes: times.notes };
}

/** A moment, if it is before all of some others. */
function before(moment: Date | null, ...others: Date[]): Date | null {
  return moment !== null && others.every((other) => moment < other) ? moment : null;
}
