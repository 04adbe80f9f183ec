import {
  EVENT_TICKET_TYPES_MAX,
  EVENT_TICKETS_MAX,
  type CreateTierDto,
  type FieldErrorDto,
  type TicketTypeFieldsDto,
} from '@boxoffice/contracts';
import type { EventTimes } from '../times/event-times.js';
import type { TicketTypeEntity } from '../ticket-type.entity.js';

/** What an organisation writes of a ticket type. */
export type TicketTypeDetails = Omit<TicketTypeEntity, 'eventId' | 'tierId' | 'id' | 'position'>;

/**
 * Reads a ticket type; what is wrong with it is added to the errors of the times.
 *
 * @param at where it stands in the body, with a point behind; empty: it is the body
 */
export function readTicketType(
  fields: TicketTypeFieldsDto,
  times: EventTimes,
  at = '',
): TicketTypeDetails {
  const { minPerBooking = null, maxPerBooking = null } = fields;
  const saleStartsAt = times.read(`${at}saleStartsAt`, fields.saleStartsAt ?? null);
  const saleEndsAt = times.read(`${at}saleEndsAt`, fields.saleEndsAt ?? null);
  if (minPerBooking !== null && maxPerBooking !== null && maxPerBooking < minPerBooking) {
    times.errors.push(error(`${at}maxPerBooking`, 'must not be less than minPerBooking'));
  }
  if (saleStartsAt !== null && saleEndsAt !== null && saleEndsAt <= saleStartsAt) {
    times.errors.push(error(`${at}saleEndsAt`, 'must be after saleStartsAt'));
  }
  return {
    name: fields.name,
    condition: fields.condition ?? '',
    priceMinor: fields.priceMinor,
    minPerBooking,
    maxPerBooking,
    saleStartsAt,
    saleEndsAt,
    hidden: fields.hidden ?? false,
  };
}

/** What is wrong with the tiers of an event as a whole. */
export function errorsAmong(tiers: readonly CreateTierDto[]): FieldErrorDto[] {
  const capacity = tiers.reduce((sum, tier) => sum + tier.capacity, 0);
  const types = tiers.reduce((sum, { ticketTypes = [] }) => sum + ticketTypes.length, 0);
  return [
    ...repeatedNames(tiers, 'tiers.'),
    ...tiers.flatMap(({ ticketTypes = [] }, index) =>
      repeatedNames(ticketTypes, `tiers.${index}.ticketTypes.`),
    ),
    ...(capacity > EVENT_TICKETS_MAX
      ? [error('tiers', `must have no more than ${EVENT_TICKETS_MAX} tickets together`)]
      : []),
    ...(types > EVENT_TICKET_TYPES_MAX
      ? [error('tiers', `must have no more than ${EVENT_TICKET_TYPES_MAX} ticket types together`)]
      : []),
  ];
}

/** Names that stand in a list before: buyers could not tell them apart. */
export function repeatedNames(named: readonly { name: string }[], at: string): FieldErrorDto[] {
  const seen = new Set<string>();
  return named.flatMap(({ name }, index) => {
    if (seen.has(name)) return [error(`${at}${index}.name`, `must not be "${name}" twice`)];
    seen.add(name);
    return [];
  });
}

function error(field: string, rule: string): FieldErrorDto {
  return { field, messages: [`${field} ${rule}`] };
}
