import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Clock } from '../../platform/clock/clock.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { stateOf } from '../event-details.js';
import { EventEntity } from '../event.entity.js';
import { unknownEvent } from '../unknown-event.js';
import { EventSeriesEntity } from './event-series.entity.js';
import { seriesIn } from './find-series.js';

/** A series and its dates, which nobody else changes until the transaction ends. */
export interface LockedSeries {
  series: EventSeriesEntity;
  /** In the order of their start. */
  dates: EventEntity[];
}

/** Lets members change a series of their organisation, one change after the other. */
@Injectable()
export class LockSeries {
  constructor(
    private readonly access: OrganiserAccess,
    private readonly clock: Clock,
  ) {}

  /**
   * Locks a series, then its dates by id: whoever changes one date alone locks only that one.
   *
   * @throws DomainError ORGANISER_NOT_FOUND or FORBIDDEN where the caller may not change it; SERIES_NOT_FOUND
   */
  async execute(
    manager: EntityManager,
    caller: Caller,
    organiserId: string,
    seriesId: string,
  ): Promise<LockedSeries> {
    await this.access.require(manager, caller, { organiserId }, 'manager');
    const series = await seriesIn(manager, organiserId, seriesId, { isLocked: true });
    const dates = await manager
      .createQueryBuilder(EventEntity, 'event')
      .where('event.series_id = :seriesId AND event.organiser_id = :organiserId', {
        seriesId,
        organiserId,
      })
      .orderBy('event.id')
      .setLock('for_no_key_update')
      .getMany();
    return { series, dates: inOrder(dates) };
  }

  /**
   * The dates that are meant: the chosen ones, or all that aren't cancelled or over.
   *
   * @throws DomainError EVENT_NOT_FOUND where one isn't a date of the series
   */
  chosen({ dates }: LockedSeries, eventIds: readonly string[] | undefined): EventEntity[] {
    if (eventIds === undefined) return dates.filter((event) => !this.isDone(event));
    const byId = new Map(dates.map((event) => [event.id, event]));
    return inOrder(
      eventIds.map((id) => {
        const event = byId.get(id);
        if (!event) throw unknownEvent(id);
        return event;
      }),
    );
  }

  /** @throws DomainError EVENT_STATE_CONFLICT where nothing of a date can be changed any more */
  refuseDone(event: EventEntity): void {
    if (!this.isDone(event)) return;
    const why =
      event.state === 'cancelled' ? 'This date has been cancelled.' : 'This date is over.';
    throw new DomainError(ProblemCode.EventStateConflict, why);
  }

  private isDone(event: EventEntity): boolean {
    const state = stateOf(event, this.clock.now());
    return state === 'cancelled' || state === 'ended';
  }
}

function inOrder(dates: EventEntity[]): EventEntity[] {
  return dates.sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
}
