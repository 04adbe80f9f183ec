import type { ChecklistDto, ChecklistItemDto, OrganiserEventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { endOf } from '../event-details.js';
import { PaidEvents } from '../paid/paid-events.js';

/** Says what is left to do until an event can be published. */
@Injectable()
export class Checklist {
  constructor(
    private readonly paidEvents: PaidEvents,
    private readonly clock: Clock,
  ) {}

  async of(
    manager: EntityManager,
    organiserId: string,
    event: OrganiserEventDto,
  ): Promise<ChecklistDto> {
    const lacks = await this.paidEvents.lacksPaymentMethod(manager, { id: event.id, organiserId });
    return checklistOf(event, this.clock.now(), !lacks);
  }
}

/**
 * @param now milliseconds since 1970
 * @param takesPayments whether buyers can pay, if there is anything to pay
 */
function checklistOf(event: OrganiserEventDto, now: number, takesPayments: boolean): ChecklistDto {
  const startsAt = new Date(event.startsAt);
  const endsAt = event.endsAt === null ? null : new Date(event.endsAt);
  const saleEnd =
    event.saleEndsAt === null ? endOf({ startsAt, endsAt }) : new Date(event.saleEndsAt);
  const items: ChecklistItemDto[] = [
    {
      item: 'starts_in_future',
      done: startsAt.getTime() > now,
      required: true,
      advice: 'Choose a start in the future.',
    },
    {
      item: 'sale_not_over',
      done: saleEnd.getTime() > now,
      required: true,
      advice: 'Choose a sale end in the future.',
    },
    {
      item: 'has_tiers',
      done: event.tiers.length > 0,
      required: true,
      advice: 'Add a tier with a name and a price.',
    },
    {
      item: 'has_tickets',
      done: event.tiers.some(({ capacity }) => capacity > 0),
      required: true,
      advice: 'Add tickets: give a tier a capacity above 0.',
    },
    {
      item: 'has_venue',
      done: event.venue !== '',
      required: true,
      advice: 'Enter the venue.',
    },
    {
      item: 'takes_payments',
      done: takesPayments,
      required: true,
      advice: 'Set up a payment method: this event has paid tickets.',
    },
    {
      item: 'has_address',
      done: event.address !== '',
      required: false,
      advice: 'Add the address, so people can find it.',
    },
    {
      item: 'has_description',
      done: event.description !== '',
      required: false,
      advice: 'Describe the event: what can people look forward to?',
    },
  ];
  return { ready: items.every(({ done, required }) => done || !required), items };
}
