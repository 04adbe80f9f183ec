import {
  EVENT_TICKETS_MAX,
  ProblemCode,
  type AddSeriesDatesDto,
  type CreateSeriesDto,
  type OrganiserSeriesDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Clock } from '../../platform/clock/clock.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { capacityOf, TierCapacity, totalOf } from '../capacity/tier-capacity.js';
import { CopyCodes } from '../codes/copy-codes.js';
import { DuplicateEvent } from '../duplicate/duplicate-event.js';
import { EventEntity } from '../event.entity.js';
import { LockEvent } from '../lock-event.js';
import { EventQuota } from '../quota/event-quota.js';
import { unknownEvent } from '../unknown-event.js';
import { EventSeriesEntity } from './event-series.entity.js';
import { LockSeries } from './lock-series.js';
import { readDates, type NewDate } from './read-dates.js';
import { SeriesChanges, type SeriesRequest } from './series-changes.js';
import { ShowSeries } from './show-series.js';

/** Makes series of events, and adds dates to them. */
@Injectable()
export class AddDates {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly lockEvent: LockEvent,
    private readonly lockSeries: LockSeries,
    private readonly quota: EventQuota,
    private readonly duplicate: DuplicateEvent,
    private readonly codes: CopyCodes,
    private readonly changes: SeriesChanges,
    private readonly capacity: TierCapacity,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly show: ShowSeries,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Makes a series of an event, which becomes one of its dates; the others are drafts.
   *
   * @throws DomainError those of {@link LockEvent.execute}; EVENT_STATE_CONFLICT where it is a date of a series;
   * VALIDATION_FAILED, which names each date that can't be; EVENT_LIMIT_EXCEEDED or ORGANISER_EVENT_LIMIT_EXCEEDED
   */
  async create(
    organiserId: string,
    { eventId, name, ...asked }: CreateSeriesDto,
    { caller, actor, keyed }: { caller: Caller; actor: Actor; keyed?: IdempotencyContext },
  ): Promise<OrganiserSeriesDto> {
    return this.idempotent.run(keyed, async (manager) => {
      const event = await this.lockEvent.execute(manager, caller, { organiserId, eventId });
      if (event.seriesId !== null) {
        throw new DomainError(
          ProblemCode.EventStateConflict,
          'This event is already a date of a series. Add dates to that one.',
        );
      }
      const dates = readDates(asked, event.timeZone, {
        taken: [event.startsAt],
        now: this.clock.now(),
      });
      // Before anything is listed anew: a change of the organisation's name locks in that order, too.
      await this.quota.require(manager, organiserId, dates.length);
      const seriesId = this.ids.next();
      const { subtitle, description } = event;
      const texts = { name: name ?? event.name, subtitle, description };
      await manager.insert(EventSeriesEntity, { id: seriesId, organiserId, ...texts });
      await manager.update(EventEntity, { id: eventId }, { seriesId, updatedAt: () => 'now()' });
      const subject = { kind: 'event', id: eventId, eventId } as const;
      const after = { seriesId, dates: dates.length + 1 };
      await this.audit.record(manager, [
        { ...actor, action: 'event.series_created', subject, before: null, after },
      ]);
      await this.copy(manager, event, dates, { seriesId, actor, withCodes: asked.withCodes });
      return {
        answer: await this.show.execute(manager, organiserId, seriesId),
        committed: () => this.changes.changed(seriesId, [eventId]),
      };
    });
  }

  /**
   * Adds dates to a series, as drafts.
   *
   * @throws DomainError those of {@link LockSeries.execute}; EVENT_NOT_FOUND where the date to copy isn't one of it;
   * VALIDATION_FAILED, which names each date that can't be; EVENT_LIMIT_EXCEEDED or ORGANISER_EVENT_LIMIT_EXCEEDED
   */
  async add(
    { organiserId, seriesId, caller, actor, keyed }: SeriesRequest,
    { eventId, ...asked }: AddSeriesDatesDto,
  ): Promise<OrganiserSeriesDto> {
    return this.idempotent.run(keyed, async (manager) => {
      const { dates } = await this.lockSeries.execute(manager, caller, organiserId, seriesId);
      const original =
        eventId === undefined ? dates.at(-1) : dates.find(({ id }) => id === eventId);
      if (!original) throw unknownEvent(eventId ?? '');
      const taken = dates.map(({ startsAt }) => startsAt);
      const added = readDates(asked, original.timeZone, { taken, now: this.clock.now() });
      await this.quota.require(manager, organiserId, added.length);
      await this.copy(manager, original, added, { seriesId, actor, withCodes: asked.withCodes });
      return {
        answer: await this.show.execute(manager, organiserId, seriesId),
        committed: () => this.changes.changed(seriesId, []),
      };
    });
  }

  private async copy(
    manager: EntityManager,
    original: EventEntity,
    dates: readonly NewDate[],
    {
      seriesId,
      actor,
      withCodes = false,
    }: { seriesId: string; actor: Actor; withCodes: boolean | undefined },
  ): Promise<void> {
    await this.refuseTooManyTickets(manager, original.id, dates.length);
    if (withCodes) await this.codes.refuseTooMany(manager, original.id, dates.length);
    const entries = [];
    for (const { startsAt } of dates) {
      const { id } = await this.duplicate.copy(manager, original, startsAt, {
        seriesId,
        withCodes,
      });
      entries.push({
        ...actor,
        action: 'event.duplicated',
        subject: { kind: 'event', id, eventId: id } as const,
        before: null,
        after: {
          organiserId: original.organiserId,
          fromEventId: original.id,
          seriesId,
          ...(withCodes && { withCodes }),
        },
      });
    }
    await this.audit.record(manager, entries);
  }

  /** Together no more than one event may have: inserting them takes a few seconds. */
  private async refuseTooManyTickets(
    manager: EntityManager,
    eventId: string,
    dates: number,
  ): Promise<void> {
    const counts = (await this.capacity.countsOf(manager, [eventId])).get(eventId);
    const added = capacityOf(totalOf(counts?.values() ?? [])) * dates;
    if (added <= EVENT_TICKETS_MAX) return;
    throw new DomainError(
      ProblemCode.EventLimitExceeded,
      `These dates would have ${added} tickets together. Add at most ${EVENT_TICKETS_MAX} at once: choose fewer dates. Nothing was changed.`,
      { limit: EVENT_TICKETS_MAX },
    );
  }
}
