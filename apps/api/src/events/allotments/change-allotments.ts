import {
  EVENT_ALLOTMENTS_MAX,
  ProblemCode,
  type AllotmentDto,
  type ChangeAllotmentDto,
  type CreateAllotmentDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { TierCapacity, type AllotmentOfTier, type StockCounts } from '../capacity/tier-capacity.js';
import { EventChanges, type ChangeRequest } from '../event-changes.js';
import { tierOf } from '../tiers/find-tier.js';
import { tooMany } from '../tiers/change-tiers.js';
import { EventTimes } from '../times/event-times.js';
import { AllotmentEntity } from './allotment.entity.js';
import { ListAllotments } from './list-allotments.js';
import { ReleaseAllotment } from './release-allotment.js';

/** Sets tickets of a tier aside, changes how many, and puts them back on general sale. */
@Injectable()
export class ChangeAllotments {
  constructor(
    private readonly changes: EventChanges,
    private readonly capacity: TierCapacity,
    private readonly list: ListAllotments,
    private readonly releaseAllotment: ReleaseAllotment,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * Sets tickets aside that are on general sale: all that are asked for, or none.
   *
   * @throws DomainError those of {@link EventChanges.run}; TIER_NOT_FOUND; VALIDATION_FAILED; NAME_TAKEN;
   * EVENT_LIMIT_EXCEEDED; NOT_ENOUGH_TICKETS where fewer are on general sale; BUSY where some are being reserved at
   * this moment
   */
  create(request: ChangeRequest, body: CreateAllotmentDto): Promise<AllotmentDto> {
    const allotmentId = this.ids.next();
    return this.changes.answering(
      request,
      async (manager, { id: eventId, timeZone }) => {
        const { tierId, name, purpose, quantity } = body;
        const releasesAt = this.readTime(timeZone, body.releasesAt ?? null);
        await tierOf(manager, eventId, tierId);
        if (
          (await manager.countBy(AllotmentEntity, { eventId, purpose: Not('waitlist') })) >=
          EVENT_ALLOTMENTS_MAX
        ) {
          throw tooMany('allotments', EVENT_ALLOTMENTS_MAX);
        }
        await manager.insert(AllotmentEntity, {
          eventId,
          id: allotmentId,
          tierId,
          name,
          purpose,
          releasesAt,
        });
        await this.setAside(manager, eventId, { tierId, allotmentId }, quantity);
        return {
          action: 'event.allotment_created',
          before: null,
          after: { allotmentId, tierId, purpose, quantity },
        };
      },
      (manager) => this.one(manager, request.eventId, allotmentId),
    );
  }

  /**
   * Changes what an allotment is called, how many tickets it has and when it is released.
   *
   * @throws DomainError those of {@link create}; ALLOTMENT_NOT_FOUND; ALLOTMENT_RELEASED; CAPACITY_BELOW_SOLD where
   * more are held or sold
   */
  change(
    request: ChangeRequest,
    allotmentId: string,
    body: ChangeAllotmentDto,
  ): Promise<AllotmentDto> {
    return this.changes.answering(
      request,
      async (manager, { id: eventId, timeZone }) => {
        const allotment = await lockAllotment(manager, eventId, allotmentId);
        if (allotment.releasedAt !== null && (body.quantity ?? body.releasesAt) !== undefined) {
          throw new DomainError(
            ProblemCode.AllotmentReleased,
            'This allotment has been released. Nothing was changed; set tickets aside in a new one.',
          );
        }
        const releasesAt =
          body.releasesAt === undefined
            ? allotment.releasesAt
            : this.readTime(timeZone, body.releasesAt);
        const { name = allotment.name, purpose = allotment.purpose } = body;
        await manager.update(
          AllotmentEntity,
          { eventId, id: allotmentId },
          { name, purpose, releasesAt },
        );
        const before = totalOf(await this.countsOf(manager, eventId, allotmentId));
        const quantity = body.quantity ?? before;
        if (quantity > before) {
          const { tierId } = allotment;
          await this.setAside(manager, eventId, { tierId, allotmentId }, quantity - before);
        } else if (quantity < before) {
          await this.putBack(manager, eventId, allotmentId, quantity, before);
        }
        return {
          action: 'event.allotment_changed',
          before: { allotmentId, quantity: before, releasesAt: iso(allotment.releasesAt) },
          after: { allotmentId, quantity, releasesAt: iso(releasesAt) },
        };
      },
      (manager) => this.one(manager, request.eventId, allotmentId),
    );
  }

  /**
   * Puts what is free of an allotment on general sale, and what comes back from holds from now on. One that has been
   * released stays as it is.
   *
   * @throws DomainError those of {@link EventChanges.run}; ALLOTMENT_NOT_FOUND
   */
  release(request: ChangeRequest, allotmentId: string): Promise<AllotmentDto> {
    return this.changes.answering(
      request,
      async (manager, { id: eventId }) => {
        const { releasedAt } = await lockAllotment(manager, eventId, allotmentId);
        if (releasedAt !== null) return undefined;
        const released = await this.releaseAllotment.execute(manager, { eventId, allotmentId });
        return {
          action: 'event.allotment_released',
          before: null,
          after: { allotmentId, released },
        };
      },
      (manager) => this.one(manager, request.eventId, allotmentId),
    );
  }

  /**
   * Removes an allotment and the codes that open it alone; its free tickets go on general sale.
   *
   * @throws DomainError those of {@link EventChanges.run}; ALLOTMENT_NOT_FOUND; BOOKINGS_DEPEND_ON_IT where tickets of
   * it are held or sold
   */
  remove(request: ChangeRequest, allotmentId: string): Promise<AllotmentDto[]> {
    return this.changes.answering(
      request,
      async (manager, { id: eventId }) => {
        const { tierId } = await lockAllotment(manager, eventId, allotmentId);
        const released = await this.capacity.putAllBack(manager, eventId, allotmentId);
        const { held, sold } = await this.countsOf(manager, eventId, allotmentId);
        if (held + sold > 0) {
          throw new DomainError(
            ProblemCode.BookingsDependOnIt,
            `This allotment can’t be removed: tickets of it are held (${held}) or sold (${sold}). Release it to set no more aside.`,
            { held, sold },
          );
        }
        await manager.delete(AllotmentEntity, { eventId, id: allotmentId });
        return {
          action: 'event.allotment_removed',
          before: { allotmentId, tierId, quantity: released },
          after: null,
        };
      },
      (manager) => this.list.read(manager, request.eventId),
    );
  }

  private async setAside(
    manager: EntityManager,
    eventId: string,
    allotment: AllotmentOfTier,
    count: number,
  ): Promise<void> {
    if (count === 0) return;
    if (await this.capacity.setAside(manager, eventId, allotment, count)) return;
    const { available } = await this.countsOf(manager, eventId, allotment.tierId);
    if (available >= count) throw busy();
    throw new DomainError(
      ProblemCode.NotEnoughTickets,
      `${available} tickets of this tier are on general sale, and ${count} were to be set aside. Nothing was changed.`,
      { available, requested: count },
    );
  }

  private async putBack(
    manager: EntityManager,
    eventId: string,
    allotmentId: string,
    requested: number,
    before: number,
  ): Promise<void> {
    if (await this.capacity.putBack(manager, eventId, allotmentId, before - requested)) return;
    const { held, sold } = await this.countsOf(manager, eventId, allotmentId);
    if (held + sold <= requested) throw busy();
    throw new DomainError(
      ProblemCode.CapacityBelowSold,
      `This allotment can’t have as few tickets as ${requested}: some are held (${held}) or sold (${sold}). Nothing was changed.`,
      { held, sold, requested },
    );
  }

  private async countsOf(
    manager: EntityManager,
    eventId: string,
    stockId: string,
  ): Promise<StockCounts> {
    const stocks = await this.capacity.stocksOf(manager, eventId);
    return stocks.get(stockId) ?? { available: 0, held: 0, sold: 0 };
  }

  private async one(
    manager: EntityManager,
    eventId: string,
    allotmentId: string,
  ): Promise<AllotmentDto> {
    const all = await this.list.read(manager, eventId);
    const allotment = all.find(({ id }) => id === allotmentId);
    if (!allotment) throw unknownAllotment(allotmentId);
    return allotment;
  }

  private readTime(timeZone: string, time: string | null): Date | null {
    const times = new EventTimes(timeZone);
    const moment = times.read('releasesAt', time);
    if (moment !== null && moment.getTime() <= this.clock.now()) {
      times.errors.push({
        field: 'releasesAt',
        messages: ['releasesAt must be in the future'],
        reason: 'PAST',
      });
    }
    if (times.errors.length > 0) throw validationFailed(times.errors);
    return moment;
  }
}

/** Nobody else changes or releases it until the transaction ends. */
async function lockAllotment(
  manager: EntityManager,
  eventId: string,
  allotmentId: string,
): Promise<AllotmentEntity> {
  const allotment = await manager
    .createQueryBuilder(AllotmentEntity, 'allotment')
    .where('allotment.event_id = :eventId AND allotment.id = :allotmentId', {
      eventId,
      allotmentId,
    })
    .andWhere(`allotment.purpose <> 'waitlist'`)
    .setLock('for_no_key_update')
    .getOne();
  if (!allotment) throw unknownAllotment(allotmentId);
  return allotment;
}

function totalOf({ available, held, sold }: StockCounts): number {
  return available + held + sold;
}

function iso(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}

function unknownAllotment(allotmentId: string): DomainError {
  return new DomainError(
    ProblemCode.AllotmentNotFound,
    `This event has no allotment ${allotmentId}.`,
  );
}

function busy(): DomainError {
  return new DomainError(
    ProblemCode.Busy,
    'Some of these tickets are being reserved at this moment. Nothing was changed; please try again.',
    { retryAfterSeconds: 1 },
  );
}
