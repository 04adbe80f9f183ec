import { CREATE_TICKETS_MAX, ProblemCode, type CreatedTicketsDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { AddTickets } from '../../events/capacity/add-tickets.js';
import type { Caller } from '../../platform/access/access.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { StockChanges } from '../availability/stock-changes.js';

/** Tickets per tier, for the first API's three tiers. */
export interface TicketCounts {
  vip: number;
  frontRow: number;
  ga: number;
}

/** Their names in the database. */
const TIER_NAMES: Record<keyof TicketCounts, string> = {
  vip: 'VIP',
  frontRow: 'Front Row',
  ga: 'GA',
};

/** Puts tickets on sale, all or none. */
@Injectable()
export class CreateTickets {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly addTickets: AddTickets,
    private readonly stockChanges: StockChanges,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws DomainError VALIDATION_FAILED where nothing or too much is asked for, EVENT_NOT_FOUND also for an
   * event of others, FORBIDDEN for a member who may not, TIER_NOT_FOUND where the event has no such tier,
   * EVENT_STATE_CONFLICT where it has been cancelled, EVENT_LIMIT_EXCEEDED
   */
  async execute(
    eventId: string,
    counts: TicketCounts,
    caller: Caller,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<CreatedTicketsDto> {
    const created = counts.vip + counts.frontRow + counts.ga;
    refuseUnbounded(created);
    return this.idempotent.run(keyed, async (manager) => {
      const tiers = await this.addTickets.lockTiers(manager, caller, eventId);
      const added = [];
      for (const [key, name] of Object.entries(TIER_NAMES)) {
        const count = counts[key as keyof TicketCounts];
        if (count === 0) continue;
        const tier = tiers.find((candidate) => candidate.name === name);
        if (!tier) {
          throw new DomainError(
            ProblemCode.TierNotFound,
            `Event ${eventId} has no tier "${name}", so no ticket was created.`,
          );
        }
        added.push({ tierId: tier.id, count });
      }
      await this.addTickets.execute(manager, eventId, added);
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'tickets.created',
          subject: { kind: 'event', id: eventId, eventId },
          before: null,
          after: { created, ...counts },
        },
      ]);
      return {
        answer: { created, breakdown: { ...counts } },
        committed: () => this.stockChanges.created(eventId),
      };
    });
  }
}

function refuseUnbounded(created: number): void {
  if (created > 0 && created <= CREATE_TICKETS_MAX) return;
  const message =
    created === 0
      ? 'at least one of vipCount, frontRowCount and gaCount must be above 0'
      : `no more than ${CREATE_TICKETS_MAX} tickets can be created in one call, over all tiers`;
  throw new DomainError(
    ProblemCode.ValidationFailed,
    `The request cannot be carried out, and nothing was changed: ${message}.`,
    { errors: [{ field: 'vipCount', messages: [message] }] },
  );
}
