import type { CancelDatesDto, OrganiserSeriesDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Ids } from '../../platform/ids/ids.module.js';
import { SeriesChanges, type SeriesRequest } from '../series/series-changes.js';
import { ChangeState } from '../state/change-state.js';
import { EventCancellations } from './event-cancellations.js';

/** Cancels many dates of a series at once, as `CancelEvent` does one: an address is told of all of them in one mail. */
@Injectable()
export class CancelDates {
  constructor(
    private readonly changes: SeriesChanges,
    private readonly changeState: ChangeState,
    private readonly cancellations: EventCancellations,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError those of {@link SeriesChanges.run} */
  execute(
    request: SeriesRequest,
    { eventIds, message = '', refunds = 'with_fees' }: CancelDatesDto,
  ): Promise<OrganiserSeriesDto> {
    const groupId = this.ids.next();
    return this.changes.run(request, eventIds, async (manager, event) => {
      const change = await this.changeState.within(manager, event, 'cancel');
      if (change) await this.cancellations.begin(manager, event, { message, refunds, groupId });
      return change;
    });
  }
}
