import {
  EVENT_TICKET_TYPES_MAX,
  EVENT_TIERS_MAX,
  ProblemCode,
  type CreateTierDto,
  type OrganiserEventDto,
  type TierFieldsDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { AllotmentEntity } from '../allotments/allotment.entity.js';
import { AddTickets } from '../capacity/add-tickets.js';
import { NO_TICKETS, TierCapacity } from '../capacity/tier-capacity.js';
import { EventChanges, type ChangeRequest } from '../event-changes.js';
import { PaidEvents, raised } from '../paid/paid-events.js';
import { TicketTypeEntity } from '../ticket-type.entity.js';
import { TierEntity } from '../tier.entity.js';
import { EventTimes } from '../times/event-times.js';
import { tierOf } from './find-tier.js';
import { InsertTiers } from './insert-tiers.js';
import { readTicketType, repeatedNames } from './tier-rules.js';

/** Adds, changes and removes the tiers of an event. */
@Injectable()
export class ChangeTiers {
  constructor(
    private readonly changes: EventChanges,
    private readonly tiers: InsertTiers,
    private readonly addTickets: AddTickets,
    private readonly capacity: TierCapacity,
    private readonly paidEvents: PaidEvents,
  ) {}

  /**
   * Adds a tier as the last one, with its ticket types and tickets.
   *
   * @throws DomainError those of {@link EventChanges.run}; VALIDATION_FAILED; EVENT_LIMIT_EXCEEDED; NAME_TAKEN
   */
  async add(request: ChangeRequest, body: CreateTierDto): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, event) => {
      const { id: eventId, timeZone } = event;
      const times = new EventTimes(timeZone);
      const { ticketTypes = [], capacity } = body;
      const types = ticketTypes.map((type, index) =>
        readTicketType(type, times, `ticketTypes.${index}.`),
      );
      const errors = [...times.errors, ...repeatedNames(ticketTypes, 'ticketTypes.')];
      if (errors.length > 0) throw validationFailed(errors);
      const tiers = await manager.find(TierEntity, { where: { eventId } });
      if (tiers.length >= EVENT_TIERS_MAX) throw tooMany('tiers', EVENT_TIERS_MAX);
      await refuseTooManyTypes(manager, eventId, types.length);
      const position = Math.max(0, ...tiers.map((tier) => tier.position)) + 1;
      const tierId = await this.tiers.insert(manager, eventId, position, body, types);
      await this.addTickets.execute(manager, eventId, [{ tierId, count: capacity }]);
      const { priceMinor } = body;
      const prices = types.map((type, index) => ({
        field: `ticketTypes.${index}.priceMinor`,
        priceMinor: type.priceMinor,
      }));
      const asking = raised([{ field: 'priceMinor', priceMinor }, ...prices]);
      await this.paidEvents.requirePaymentMethod(manager, event, asking);
      return { action: 'event.tier_added', before: null, after: { tierId, priceMinor, capacity } };
    });
  }

  /**
   * Writes a tier anew. Bookings keep the price that they were made at.
   *
   * @throws DomainError those of {@link EventChanges.run}; TIER_NOT_FOUND; NAME_TAKEN
   */
  async change(
    request: ChangeRequest,
    tierId: string,
    { name, priceMinor, color = '', hidden = false }: TierFieldsDto,
  ): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, event) => {
      const eventId = event.id;
      const before = await tierOf(manager, eventId, tierId);
      const isSame =
        before.name === name &&
        before.priceMinor === priceMinor &&
        before.color === color &&
        before.hidden === hidden;
      if (isSame) return undefined;
      await manager.update(
        TierEntity,
        { eventId, id: tierId },
        { name, priceMinor, color, hidden },
      );
      const asking = raised([{ field: 'priceMinor', priceMinor, before: before.priceMinor }]);
      await this.paidEvents.requirePaymentMethod(manager, event, asking);
      return {
        action: 'event.tier_changed',
        before: { tierId, priceMinor: before.priceMinor },
        after: { tierId, priceMinor },
      };
    });
  }

  /**
   * Removes a tier and its tickets, of which none may be held or sold, and which nobody may wait for.
   *
   * @throws DomainError those of {@link EventChanges.run}; TIER_NOT_FOUND; BOOKINGS_DEPEND_ON_IT
   */
  async remove(request: ChangeRequest, tierId: string): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, { id: eventId }) => {
      const { priceMinor } = await tierOf(manager, eventId, tierId);
      await refuseWaitedFor(manager, eventId, tierId);
      if (!(await this.capacity.removeAll(manager, eventId, tierId))) {
        throw await this.inUse(manager, eventId, tierId);
      }
      await manager.delete(AllotmentEntity, { eventId, tierId });
      await manager.delete(TicketTypeEntity, { eventId, tierId });
      await manager.delete(TierEntity, { eventId, id: tierId });
      return { action: 'event.tier_removed', before: { tierId, priceMinor }, after: null };
    });
  }

  private async inUse(
    manager: EntityManager,
    eventId: string,
    tierId: string,
  ): Promise<DomainError> {
    const counts = (await this.capacity.countsOf(manager, [eventId])).get(eventId);
    const { held, sold } = counts?.get(tierId) ?? NO_TICKETS;
    return new DomainError(
      ProblemCode.BookingsDependOnIt,
      `This tier can’t be removed: tickets of it are held (${held}) or sold (${sold}). Lower its capacity to sell no more.`,
      { held, sold },
    );
  }
}

/**
 * Who waits would do so for nothing, and nobody told them. Locks the tier: who joins at this moment is seen, or waits and
 * finds no tier.
 *
 * @throws DomainError BOOKINGS_DEPEND_ON_IT
 */
async function refuseWaitedFor(
  manager: EntityManager,
  eventId: string,
  tierId: string,
): Promise<void> {
  await manager.query('SELECT FROM tiers WHERE event_id = $1 AND id = $2 FOR UPDATE', [
    eventId,
    tierId,
  ]);
  const [{ waiting }] = await manager.query<[{ waiting: number }]>(
    `SELECT count(*)::integer AS waiting FROM waitlist_tiers AS waited
     JOIN waitlist_entries AS entry
       ON entry.event_id = waited.event_id AND entry.id = waited.entry_id AND entry.state = 'waiting'
     WHERE waited.event_id = $1 AND waited.tier_id = $2`,
    [eventId, tierId],
  );
  if (waiting === 0) return;
  throw new DomainError(
    ProblemCode.BookingsDependOnIt,
    `This tier can’t be removed: ${waiting} ${waiting === 1 ? 'buyer waits' : 'buyers wait'} for it. Hide it to sell no more.`,
  );
}

/** @throws DomainError EVENT_LIMIT_EXCEEDED */
export async function refuseTooManyTypes(
  manager: EntityManager,
  eventId: string,
  added: number,
): Promise<void> {
  const types = await manager.countBy(TicketTypeEntity, { eventId });
  if (types + added > EVENT_TICKET_TYPES_MAX) {
    throw tooMany('ticket types', EVENT_TICKET_TYPES_MAX);
  }
}

export function tooMany(what: string, limit: number, of = 'An event'): DomainError {
  return new DomainError(
    ProblemCode.EventLimitExceeded,
    `${of} can’t have more than ${limit} ${what}. Nothing was changed.`,
    { limit },
  );
}
