import type { CancelEventDto, OrganiserEventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { EventChanges, type ChangeRequest } from '../event-changes.js';
import { ChangeState } from '../state/change-state.js';
import { EventCancellations } from './event-cancellations.js';

/**
 * Cancels an event: from its commit on nothing is sold and nothing is paid for. Its holds end, its buyers are
 * written to and their money goes back afterwards, some at a time, by whoever reads {@link EventCancellations}.
 */
@Injectable()
export class CancelEvent {
  constructor(
    private readonly changes: EventChanges,
    private readonly changeState: ChangeState,
    private readonly cancellations: EventCancellations,
  ) {}

  /** @throws DomainError those of {@link EventChanges.run}, also EVENT_STATE_CONFLICT where it was cancelled before */
  execute(
    request: ChangeRequest,
    { message = '', refunds = 'with_fees' }: CancelEventDto,
  ): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, event) => {
      const change = await this.changeState.within(manager, event, 'cancel');
      if (change) await this.cancellations.begin(manager, event, { message, refunds });
      return change;
    });
  }
}
