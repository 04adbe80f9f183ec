import {
  ProblemCode,
  TIER_TICKET_TYPES_MAX,
  type OrganiserEventDto,
  type TicketTypeFieldsDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { EventChanges, type ChangeRequest } from '../event-changes.js';
import type { EventEntity } from '../event.entity.js';
import { PaidEvents, raised } from '../paid/paid-events.js';
import { TicketTypeEntity } from '../ticket-type.entity.js';
import { EventTimes } from '../times/event-times.js';
import { refuseTooManyTypes, tooMany } from './change-tiers.js';
import { tierOf } from './find-tier.js';
import { InsertTiers } from './insert-tiers.js';
import { readTicketType, type TicketTypeDetails } from './tier-rules.js';

/** Adds, changes and removes the ticket types of a tier. */
@Injectable()
export class ChangeTicketTypes {
  constructor(
    private readonly changes: EventChanges,
    private readonly tiers: InsertTiers,
    private readonly paidEvents: PaidEvents,
  ) {}

  /**
   * Adds a ticket type as the last one.
   *
   * @throws DomainError those of {@link EventChanges.run}; VALIDATION_FAILED; TIER_NOT_FOUND; EVENT_LIMIT_EXCEEDED;
   * NAME_TAKEN
   */
  async add(
    request: ChangeRequest,
    tierId: string,
    body: TicketTypeFieldsDto,
  ): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, event) => {
      const details = read(body, event);
      const eventId = event.id;
      await tierOf(manager, eventId, tierId);
      const types = await manager.find(TicketTypeEntity, { where: { eventId, tierId } });
      if (types.length >= TIER_TICKET_TYPES_MAX) {
        throw tooMany('ticket types', TIER_TICKET_TYPES_MAX, 'A tier');
      }
      await refuseTooManyTypes(manager, eventId, 1);
      const position = Math.max(0, ...types.map((type) => type.position)) + 1;
      await this.tiers.insertTypes(manager, eventId, tierId, position, [details]);
      const { priceMinor } = details;
      const asking = raised([{ field: 'priceMinor', priceMinor }]);
      await this.paidEvents.requirePaymentMethod(manager, event, asking);
      return { action: 'event.ticket_type_added', before: null, after: { tierId, priceMinor } };
    });
  }

  /**
   * Writes a ticket type anew. Bookings keep the price that they were made at.
   *
   * @throws DomainError those of {@link EventChanges.run}; VALIDATION_FAILED; TIER_NOT_FOUND; TICKET_TYPE_NOT_FOUND;
   * NAME_TAKEN
   */
  async change(
    request: ChangeRequest,
    tierId: string,
    ticketTypeId: string,
    body: TicketTypeFieldsDto,
  ): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, event) => {
      const details = read(body, event);
      const before = await typeOf(manager, event.id, tierId, ticketTypeId);
      await manager.update(TicketTypeEntity, { eventId: event.id, id: ticketTypeId }, details);
      const { priceMinor } = details;
      const asking = raised([{ field: 'priceMinor', priceMinor, before: before.priceMinor }]);
      await this.paidEvents.requirePaymentMethod(manager, event, asking);
      return {
        action: 'event.ticket_type_changed',
        before: { tierId, ticketTypeId, priceMinor: before.priceMinor, hidden: before.hidden },
        after: { tierId, ticketTypeId, priceMinor, hidden: details.hidden },
      };
    });
  }

  /**
   * Removes a ticket type of a tier of which nothing is held or sold. Of others it can be hidden, so that the
   * bookings of before lead to what they were made for.
   *
   * @throws DomainError those of {@link EventChanges.run}; TIER_NOT_FOUND; TICKET_TYPE_NOT_FOUND;
   * BOOKINGS_DEPEND_ON_IT
   */
  async remove(
    request: ChangeRequest,
    tierId: string,
    ticketTypeId: string,
  ): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, { id: eventId, publishedAt }) => {
      const { priceMinor } = await typeOf(manager, eventId, tierId, ticketTypeId);
      if (publishedAt !== null) {
        // Somebody may be reserving it at this moment, unseen until their transaction ends.
        throw new DomainError(
          ProblemCode.BookingsDependOnIt,
          'This ticket type can’t be removed: the event has been published. Hide it instead.',
        );
      }
      await manager.delete(TicketTypeEntity, { eventId, id: ticketTypeId });
      return {
        action: 'event.ticket_type_removed',
        before: { tierId, ticketTypeId, priceMinor },
        after: null,
      };
    });
  }
}

/** @throws DomainError VALIDATION_FAILED */
function read(body: TicketTypeFieldsDto, { timeZone }: EventEntity): TicketTypeDetails {
  const times = new EventTimes(timeZone);
  const details = readTicketType(body, times);
  if (times.errors.length > 0) throw validationFailed(times.errors);
  return details;
}

/** @throws DomainError TIER_NOT_FOUND or TICKET_TYPE_NOT_FOUND */
async function typeOf(
  manager: EntityManager,
  eventId: string,
  tierId: string,
  ticketTypeId: string,
): Promise<TicketTypeEntity> {
  await tierOf(manager, eventId, tierId);
  const type = await manager.findOneBy(TicketTypeEntity, { eventId, tierId, id: ticketTypeId });
  if (type) return type;
  throw new DomainError(
    ProblemCode.TicketTypeNotFound,
    `This tier has no ticket type ${ticketTypeId}.`,
  );
}
