import type { OrganiserSeriesDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EventEntity } from '../event.entity.js';
import { ChangeState, type StateStep } from '../state/change-state.js';
import { SeriesChanges, type SeriesRequest } from './series-changes.js';

/** Dates are cancelled by `CancelDates`, with a message. */
export type SeriesStep = Exclude<StateStep, 'cancel'>;

/** The dates that a step is meant for where none were chosen: a series that is partly on sale is published further. */
const FROM: Record<SeriesStep, EventEntity['state']> = {
  publish: 'draft',
  pause: 'published',
  resume: 'paused',
};

/** Publishes, pauses and resumes many dates at once. */
@Injectable()
export class SeriesState {
  constructor(
    private readonly changes: SeriesChanges,
    private readonly changeState: ChangeState,
  ) {}

  /** @throws DomainError those of {@link SeriesChanges.run} */
  async execute(
    request: SeriesRequest,
    step: SeriesStep,
    eventIds: readonly string[] | undefined,
  ): Promise<OrganiserSeriesDto> {
    return this.changes.run(request, eventIds, async (manager, event) => {
      if (eventIds === undefined && event.state !== FROM[step]) return undefined;
      return this.changeState.within(manager, event, step);
    });
  }
}
