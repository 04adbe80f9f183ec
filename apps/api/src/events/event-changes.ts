import type { OrganiserEventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../platform/access/access.js';
import type { Actor } from '../platform/audit/actor.js';
import type { AuditFacts } from '../platform/audit/audit-entry.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../platform/idempotency/idempotent-transaction.js';
import { TierCapacity } from './capacity/tier-capacity.js';
import { EventCatalogue } from './event-catalogue.js';
import type { EventEntity } from './event.entity.js';
import { ListEvents } from './listing/list-events.js';
import { LockEvent } from './lock-event.js';
import { PublicSeries } from './series/public-series.js';
import { ShowOrganiserEvent } from './show/show-organiser-event.js';

/** Which event of which organisation is to be changed, and by whom. */
export interface ChangeRequest {
  organiserId: string;
  eventId: string;
  caller: Caller;
  actor: Actor;
  keyed?: IdempotencyContext;
}

/** What was changed, for the audit. */
export interface EventChange {
  action: string;
  before: AuditFacts | null;
  after: AuditFacts | null;
}

/** Changes something of an event; undefined: there was nothing to change. */
type Change = (manager: EntityManager, event: EventEntity) => Promise<EventChange | undefined>;

/** Carries out what members change of their organisation's events, one change of an event after the other. */
@Injectable()
export class EventChanges {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly lockEvent: LockEvent,
    private readonly catalogue: EventCatalogue,
    private readonly listEvents: ListEvents,
    private readonly publicSeries: PublicSeries,
    private readonly capacity: TierCapacity,
    private readonly show: ShowOrganiserEvent,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param change gets the event, which nobody else changes until the transaction ends; what it returns is recorded,
   * and nothing where nothing was to be changed
   * @returns the event as it is afterwards
   * @throws what the change threw, and those of {@link LockEvent.execute}
   */
  run(request: ChangeRequest, change: Change): Promise<OrganiserEventDto> {
    const { organiserId, eventId } = request;
    return this.answering(request, change, (manager) =>
      this.show.execute(manager, organiserId, eventId),
    );
  }

  /** How many tickets of an event are on sale was changed by itself, and committed. */
  stockChanged(eventId: string): void {
    this.capacity.changed(eventId);
  }

  /** As {@link run}, where something else than the event is answered with. */
  async answering<T>(
    { organiserId, eventId, caller, actor, keyed }: ChangeRequest,
    change: Change,
    answer: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return this.idempotent.run(keyed, async (manager) => {
      const event = await this.lockEvent.execute(manager, caller, { organiserId, eventId });
      const changed = await change(manager, event);
      if (changed) {
        const subject = { kind: 'event', id: eventId, eventId } as const;
        await this.audit.record(manager, [{ ...actor, ...changed, subject }]);
      }
      return {
        answer: await answer(manager),
        committed: () => {
          this.catalogue.changed(eventId);
          this.listEvents.changed();
          if (event.seriesId !== null) this.publicSeries.changed(event.seriesId);
          this.capacity.changed(eventId);
        },
      };
    });
  }
}
