import { ProblemCode, type OrganiserEventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { ProviderAccounts } from '../../payments/accounts/provider-accounts.js';
import { Checklist } from '../checklist/checklist.js';
import { EventChanges, type ChangeRequest, type EventChange } from '../event-changes.js';
import { endOf } from '../event-details.js';
import type { EventEntity } from '../event.entity.js';
import { ShowOrganiserEvent } from '../show/show-organiser-event.js';

/** A step from one state to another. */
export type StateStep = 'publish' | 'pause' | 'resume' | 'cancel';

type StoredState = EventEntity['state'];

interface Step {
  from: StoredState[];
  to: StoredState;
  action: string;
  /** Why it can't be taken from another state. */
  refusal: string;
}

/**
 * Draft → published ⇄ paused; any of them → cancelled, for good. A step that leads to where the event is already
 * changes nothing.
 */
const STEPS: Record<StateStep, Step> = {
  publish: {
    from: ['draft'],
    to: 'published',
    action: 'event.published',
    refusal: 'Only a draft can be published; a paused event can be resumed.',
  },
  pause: {
    from: ['published'],
    to: 'paused',
    action: 'event.paused',
    refusal: 'Only a published event can be paused.',
  },
  resume: {
    from: ['paused'],
    to: 'published',
    action: 'event.resumed',
    refusal: 'Only a paused event can be resumed.',
  },
  cancel: {
    from: ['draft', 'published', 'paused'],
    to: 'cancelled',
    action: 'event.cancelled',
    refusal: 'It can’t be cancelled.',
  },
};

/** Publishes, pauses and resumes events, and takes the step of cancelling one for `CancelEvent`. */
@Injectable()
export class ChangeState {
  constructor(
    private readonly changes: EventChanges,
    private readonly show: ShowOrganiserEvent,
    private readonly checklist: Checklist,
    private readonly accounts: ProviderAccounts,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError those of {@link EventChanges.run}; EVENT_STATE_CONFLICT where the step doesn't lead on from
   * the event's state; EVENT_NOT_READY with what is missing until it can be published
   */
  async execute(
    request: ChangeRequest,
    name: Exclude<StateStep, 'cancel'>,
  ): Promise<OrganiserEventDto> {
    return this.changes.run(request, (manager, event) => this.within(manager, event, name));
  }

  /**
   * Takes the step of an event that the transaction has locked.
   *
   * @returns what changed, if anything did
   * @throws DomainError EVENT_STATE_CONFLICT or EVENT_NOT_READY, as {@link execute}
   */
  async within(
    manager: EntityManager,
    event: EventEntity,
    name: StateStep,
  ): Promise<EventChange | undefined> {
    const step = STEPS[name];
    if (event.state === step.to) return undefined;
    refuseFrom(event.state, step);
    if (name === 'publish') await this.refuseUnready(manager, event);
    if (name === 'resume' || (name === 'cancel' && event.publishedAt)) this.refuseOver(event);
    await manager.query(
      `UPDATE events SET state = $2::text, updated_at = now(),
         published_at = CASE $2 WHEN 'published' THEN coalesce(published_at, now()) ELSE published_at END,
         cancelled_at = CASE $2 WHEN 'cancelled' THEN now() END
       WHERE id = $1`,
      [event.id, step.to],
    );
    return {
      action: step.action,
      before: { state: event.state },
      after: { state: step.to },
    };
  }

  private async refuseUnready(manager: EntityManager, event: EventEntity): Promise<void> {
    await this.accounts.keepEnabled(manager, event.organiserId);
    const shown = await this.show.execute(manager, event.organiserId, event.id);
    const { items } = await this.checklist.of(manager, event.organiserId, shown);
    const missing = items.filter(({ required, done }) => required && !done);
    if (missing.length === 0) return;
    throw new DomainError(
      ProblemCode.EventNotReady,
      `This event can’t be published yet. ${missing.map(({ advice }) => advice).join(' ')}`,
      { errors: missing.map(({ item, advice }) => ({ field: item, messages: [advice] })) },
    );
  }

  private refuseOver(event: EventEntity): void {
    if (endOf(event).getTime() > this.clock.now()) return;
    throw new DomainError(ProblemCode.EventStateConflict, 'This event is over.');
  }
}

function refuseFrom(state: StoredState, { from, refusal }: Step): void {
  if (from.includes(state)) return;
  const name = state === 'draft' ? 'a draft' : state;
  throw new DomainError(ProblemCode.EventStateConflict, `${refusal} This one is ${name}.`);
}
