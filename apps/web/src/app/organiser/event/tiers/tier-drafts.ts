import { validate, type SchemaPath, type SchemaPathTree } from '@angular/forms/signals';
import type {
  CreateTierDto,
  OrganiserTicketTypeDto,
  OrganiserTierDto,
  RESERVE_TICKETS_MAX,
  TicketTypeFieldsDto,
  TierFieldsDto,
} from '@boxoffice/contracts';
import {
  CONDITION_MAX_LENGTH,
  EVENT_TICKETS_MAX,
  TIER_COLORS,
} from '@boxoffice/contracts/event-limits';
import { asksFor, isLine } from '../../../form/rules';
import { isCount, TIER_NAME_LENGTH } from '../../create/event-rules';
import { localTimeIn } from '../../local-time';
import { priceFault, priceText, readPrice } from '../../price-text';

const BOOKING_TICKETS_MAX: typeof RESERVE_TICKETS_MAX = 500;

/** A tier as it is typed. */
export interface TierFieldsDraft {
  name: string;
  color: string;
  price: string;
  hidden: boolean;
  /** Of a new tier; that of others is changed beside its counts. */
  capacity: string;
}

/** A ticket type as it is typed. */
export interface TicketTypeFieldsDraft {
  name: string;
  price: string;
  condition: string;
  minPerBooking: string;
  maxPerBooking: string;
  /** As the clock at the venue shows it. */
  saleStartsAt: string;
  saleEndsAt: string;
  hidden: boolean;
}

export function tierDraft(tier: OrganiserTierDto | undefined, currency: string): TierFieldsDraft {
  if (!tier) return { name: '', color: '', price: '', hidden: false, capacity: '' };
  const { name, color, priceMinor, hidden, capacity } = tier;
  return {
    name,
    color,
    price: priceText(priceMinor, currency),
    hidden,
    capacity: String(capacity),
  };
}

export function ticketTypeDraft(
  type: OrganiserTicketTypeDto | undefined,
  { currency, timeZone }: { currency: string; timeZone: string },
): TicketTypeFieldsDraft {
  const text = (limit: number | null | undefined): string => (limit ? String(limit) : '');
  return {
    name: type?.name ?? '',
    price: type ? priceText(type.priceMinor, currency) : '',
    condition: type?.condition ?? '',
    minPerBooking: text(type?.minPerBooking),
    maxPerBooking: text(type?.maxPerBooking),
    saleStartsAt: localTimeIn(type?.saleStartsAt ?? null, timeZone),
    saleEndsAt: localTimeIn(type?.saleEndsAt ?? null, timeZone),
    hidden: type?.hidden ?? false,
  };
}

export function isTierFields(path: SchemaPathTree<TierFieldsDraft>, currency: () => string): void {
  asksFor(path.name, $localize`Enter a name`);
  isLine(path.name, TIER_NAME_LENGTH);
  isPrice(path.price, currency);
  isCount(path.capacity, 0, EVENT_TICKETS_MAX);
}

export function isTicketTypeFields(
  path: SchemaPathTree<TicketTypeFieldsDraft>,
  currency: () => string,
): void {
  asksFor(path.name, $localize`Enter a name`);
  isLine(path.name, TIER_NAME_LENGTH);
  isLine(path.condition, CONDITION_MAX_LENGTH);
  isPrice(path.price, currency);
  isCount(path.minPerBooking, 1, BOOKING_TICKETS_MAX, { isOptional: true });
  isCount(path.maxPerBooking, 1, BOOKING_TICKETS_MAX, { isOptional: true });
  validate(path.maxPerBooking, ({ value, valueOf }) =>
    value() !== '' && Number(value()) < Number(valueOf(path.minPerBooking))
      ? { kind: 'order', message: $localize`The maximum can’t be below the minimum` }
      : null,
  );
  validate(path.saleEndsAt, ({ value, valueOf }) =>
    value() !== '' && value() <= valueOf(path.saleStartsAt)
      ? { kind: 'order', message: $localize`The sale must end after it begins` }
      : null,
  );
}

function isPrice(path: SchemaPath<string>, currency: () => string): void {
  validate(path, ({ value }) => {
    const message = priceFault(value(), currency());
    return message === undefined ? null : { kind: 'price', message };
  });
}

export function tierFieldsDto(draft: TierFieldsDraft, currency: string): TierFieldsDto {
  const { name, price, hidden } = draft;
  const color = TIER_COLORS.find((one) => one === draft.color) ?? '';
  return { name, color, hidden, priceMinor: readPrice(price, currency) };
}

export function newTierDto(draft: TierFieldsDraft, currency: string): CreateTierDto {
  return Object.assign(tierFieldsDto(draft, currency), { capacity: Number(draft.capacity) });
}

export function ticketTypeFieldsDto(
  draft: TicketTypeFieldsDraft,
  currency: string,
): TicketTypeFieldsDto {
  const { name, price, condition, minPerBooking, maxPerBooking, hidden } = draft;
  const { saleStartsAt, saleEndsAt } = draft;
  return {
    name,
    condition,
    hidden,
    priceMinor: readPrice(price, currency),
    ...(minPerBooking.trim() && { minPerBooking: Number(minPerBooking) }),
    ...(maxPerBooking.trim() && { maxPerBooking: Number(maxPerBooking) }),
    ...(saleStartsAt && { saleStartsAt }),
    ...(saleEndsAt && { saleEndsAt }),
  };
}
