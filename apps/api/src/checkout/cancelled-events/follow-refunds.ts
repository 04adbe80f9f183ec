import {
  ProblemCode,
  type CancellationRefundsDto,
  type ContinueRefundsDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  EventCancellations,
  type EventCancellation,
} from '../../events/cancellation/event-cancellations.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { DueRefunds } from './due-refunds.js';

/** Which cancelled event of which organisation, and who asks. */
export interface CancelledEventRequest {
  organiserId: string;
  eventId: string;
  caller: Caller;
  actor: Actor;
}

/** Shows managers how far giving back the money of a cancelled event has come, and lets them stop and continue it. */
@Injectable()
export class FollowRefunds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly cancellations: EventCancellations,
    private readonly due: DueRefunds,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Of an event that isn't cancelled: nothing goes back.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND or FORBIDDEN
   */
  async show(request: CancelledEventRequest): Promise<CancellationRefundsDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, request.caller, request, 'manager');
    return this.read(manager, request.eventId);
  }

  /** Begins, or goes on. @throws DomainError those of {@link show}; EVENT_STATE_CONFLICT where it isn't cancelled */
  async continue(
    request: CancelledEventRequest,
    { fees = 'with_fees' }: ContinueRefundsDto,
  ): Promise<CancellationRefundsDto> {
    return this.change(request, 'event.refunds_continued', (manager) =>
      this.cancellations.continueRefunds(manager, request.eventId, fees),
    );
  }

  /** What is at a provider already isn't called back. @throws DomainError those of {@link continue} */
  async stop(request: CancelledEventRequest): Promise<CancellationRefundsDto> {
    return this.change(request, 'event.refunds_stopped', (manager) =>
      this.cancellations.stopRefunds(manager, request.eventId),
    );
  }

  private async change(
    request: CancelledEventRequest,
    action: string,
    work: (manager: EntityManager) => Promise<boolean>,
  ): Promise<CancellationRefundsDto> {
    const { eventId, actor } = request;
    await this.transactions.run(async (manager) => {
      await this.access.require(manager, request.caller, request, 'manager');
      const before = factsOf(await this.cancellations.find(manager, eventId));
      if (!(await work(manager))) {
        throw new DomainError(
          ProblemCode.EventStateConflict,
          'The event has not been cancelled, or none of its money goes back automatically.',
        );
      }
      const after = factsOf(await this.cancellations.find(manager, eventId));
      const subject = { kind: 'event', id: eventId, eventId } as const;
      await this.audit.record(manager, [{ ...actor, action, subject, before, after }]);
    });
    // After the commit: counting reads all bookings of the event.
    return this.read(this.dataSource.manager, eventId);
  }

  private async read(manager: EntityManager, eventId: string): Promise<CancellationRefundsDto> {
    const cancellation = await this.cancellations.find(manager, eventId);
    const { fees, refundsStopped } = factsOf(cancellation);
    return { fees, isStopped: refundsStopped, ...(await this.due.progress(manager, eventId)) };
  }
}

function factsOf(cancellation: EventCancellation | null) {
  return {
    fees: cancellation?.refunds ?? ('none' as const),
    refundsStopped: cancellation !== null && cancellation.refundsStoppedAt !== null,
  };
}
