import { ProblemCode, type OrganiserSeriesDto, type RefusedDateDto } from '@boxoffice/contracts';
import { formatEventMoment } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { TierCapacity } from '../capacity/tier-capacity.js';
import { EventCatalogue } from '../event-catalogue.js';
import type { EventChange } from '../event-changes.js';
import type { EventEntity } from '../event.entity.js';
import { ListEvents } from '../listing/list-events.js';
import { LockSeries, type LockedSeries } from './lock-series.js';
import { PublicSeries } from './public-series.js';
import { ShowSeries } from './show-series.js';

/** Which series of which organisation is to be changed, and by whom. */
export interface SeriesRequest {
  organiserId: string;
  seriesId: string;
  caller: Caller;
  actor: Actor;
  keyed?: IdempotencyContext;
}

/** Changes a date, and says what changed, if anything did. */
export type DateChange = (
  manager: EntityManager,
  event: EventEntity,
) => Promise<EventChange | undefined>;

/** Most refused dates that the sentence of an answer names; all of them stand in `dates`. */
const NAMED_MAX = 3;

/** Carries out what members change of many dates at once: all of it, or nothing. */
@Injectable()
export class SeriesChanges {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly lockSeries: LockSeries,
    private readonly catalogue: EventCatalogue,
    private readonly publicSeries: PublicSeries,
    private readonly listEvents: ListEvents,
    private readonly capacity: TierCapacity,
    private readonly show: ShowSeries,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param eventIds the dates that are meant; undefined: all that aren't cancelled or over
   * @param change of each of them
   * @param ofSeries what else is to be changed, before
   * @returns the series as it is afterwards
   * @throws DomainError those of {@link LockSeries}; SERIES_DATES_REFUSED, which says what is wrong with which date
   */
  async run(
    { organiserId, seriesId, caller, actor, keyed }: SeriesRequest,
    eventIds: readonly string[] | undefined,
    change: DateChange,
    ofSeries?: (manager: EntityManager, locked: LockedSeries) => Promise<void>,
  ): Promise<OrganiserSeriesDto> {
    return this.idempotent.run(keyed, async (manager) => {
      const locked = await this.lockSeries.execute(manager, caller, organiserId, seriesId);
      const dates = this.lockSeries.chosen(locked, eventIds);
      await ofSeries?.(manager, locked);
      const changes = await this.changeEach(manager, dates, change);
      await this.audit.record(
        manager,
        changes.map(({ eventId, ...changed }) => ({
          ...actor,
          ...changed,
          subject: { kind: 'event', id: eventId, eventId } as const,
        })),
      );
      return {
        answer: await this.show.execute(manager, organiserId, seriesId),
        committed: () =>
          this.changed(
            seriesId,
            locked.dates.map(({ id }) => id),
          ),
      };
    });
  }

  /** This process shows a series and its dates as they are from now on. */
  changed(seriesId: string, eventIds: readonly string[]): void {
    for (const id of eventIds) {
      this.catalogue.changed(id);
      this.capacity.changed(id);
    }
    this.publicSeries.changed(seriesId);
    this.listEvents.changed();
  }

  /** Looks at every date, so that all refusals are told at once. */
  private async changeEach(
    manager: EntityManager,
    dates: readonly EventEntity[],
    change: DateChange,
  ): Promise<(EventChange & { eventId: string })[]> {
    const changes = [];
    const refused: RefusedDateDto[] = [];
    for (const event of dates) {
      try {
        this.lockSeries.refuseDone(event);
        const changed = await change(manager, event);
        if (changed) changes.push({ ...changed, eventId: event.id });
      } catch (error) {
        if (!(error instanceof DomainError) || error.isTransient) throw error;
        refused.push(refusedDate(event, error));
      }
    }
    if (refused.length > 0) throw datesRefused(refused, dates);
    return changes;
  }
}

function refusedDate({ id, startsAt }: EventEntity, error: DomainError): RefusedDateDto {
  const { errors } = error.facts;
  const reasons = errors?.flatMap(({ messages }) => messages) ?? [];
  return {
    eventId: id,
    startsAt: startsAt.toISOString(),
    code: error.code,
    detail: reasons.length > 0 ? `${reasons.join('; ')}.` : error.message,
    errors,
  };
}

function datesRefused(dates: RefusedDateDto[], events: readonly EventEntity[]): DomainError {
  const zones = new Map(events.map(({ id, timeZone }) => [id, timeZone]));
  const named = dates.slice(0, NAMED_MAX).map(({ eventId, startsAt, detail }) => {
    const when = formatEventMoment(startsAt, zones.get(eventId) ?? 'UTC', 'en-GB');
    return `${when}: ${detail}`;
  });
  return new DomainError(
    ProblemCode.SeriesDatesRefused,
    `Nothing was changed, because of ${dates.length === 1 ? 'one date' : `${dates.length} dates`}. ${named.join(' ')}`,
    { dates },
  );
}
