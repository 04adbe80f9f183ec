import { applyEach, validate, type SchemaPath, type SchemaPathTree } from '@angular/forms/signals';
import type { RESERVE_TICKETS_MAX } from '@boxoffice/contracts';
import {
  EVENT_TICKETS_MAX,
  HOLD_SECONDS_MAX,
  HOLD_SECONDS_MIN,
} from '@boxoffice/contracts/event-limits';
import { formatNumber } from '../../design/formats';
import { asksFor } from '../../form/rules';
import { priceFault } from '../price-text';
import type { EventDetailsDraft, EventDraft, TicketTypeDraft, TierDraft } from './event-draft';

/** Most tickets of one reservation; its type is the contract's constant, so the two cannot part. */
const BOOKING_TICKETS_MAX: typeof RESERVE_TICKETS_MAX = 500;

type Paths<T> = { [Name in keyof T]: SchemaPath<string> };

/**
 * What can be said of an event without the server. Times are all of one clock, so that their texts are in the order of
 * the times. Only the server knows which of them that clock skips in spring.
 */
export function isEventDetails(path: Paths<EventDetailsDraft>): void {
  asksFor(path.name, $localize`Enter a name`);
  asksFor(path.startsAt, $localize`Enter date and time`);
  inOrder(path.endsAt, path.startsAt, (end, start) => end > start, endAfterStart);
  inOrder(path.doorsAt, path.startsAt, (doors, start) => doors <= start, doorsBeforeStart);
  inOrder(path.saleStartsAt, path.startsAt, (sale, start) => sale < start, saleBeforeStart);
  inOrder(path.saleEndsAt, path.saleStartsAt, (end, start) => end > start, saleEndAfterStart);
  inOrder(path.saleEndsAt, path.endsAt, (sale, end) => sale <= end, saleEndBeforeEnd);
  isCount(path.maxTicketsPerBooking, 1, BOOKING_TICKETS_MAX, { isOptional: true });
  isCount(path.maxTicketsPerUser, 1, EVENT_TICKETS_MAX, { isOptional: true });
  isCount(path.holdMinutes, HOLD_SECONDS_MIN / 60, HOLD_SECONDS_MAX / 60, { isOptional: true });
}

const endAfterStart = (): string => $localize`The end must be after the start`;
const doorsBeforeStart = (): string => $localize`Doors must open before the start`;
const saleBeforeStart = (): string => $localize`The sale must begin before the event`;
const saleEndAfterStart = (): string => $localize`The sale must end after it begins`;
const saleEndBeforeEnd = (): string => $localize`The sale must end by the end of the event`;

/** A whole event: its details, its tiers, and the ticket types within each. */
export function isEvent(path: SchemaPathTree<EventDraft>): void {
  isEventDetails(path);
  applyEach(path.tiers, (tier) => {
    isTier(tier, path.currency);
    isUnlike(tier.name, path.tiers);
    isCount(tier.capacity, 0, EVENT_TICKETS_MAX);
  });
}

/** A tier's name, and its price where it has no ticket types. */
function isTier(tier: SchemaPathTree<TierDraft>, currency: SchemaPath<string>): void {
  asksFor(tier.name, $localize`Enter a name`);
  isPrice(tier.price, currency, tier.ticketTypes);
  applyEach(tier.ticketTypes, (type) => {
    asksFor(type.name, $localize`Enter a name`);
    isUnlike(type.name, tier.ticketTypes);
    isPrice(type.price, currency);
  });
}

function isPrice(
  path: SchemaPath<string>,
  currency: SchemaPath<string>,
  insteadOf?: SchemaPath<TicketTypeDraft[]>,
): void {
  validate(path, ({ value, valueOf }) => {
    if (insteadOf && valueOf(insteadOf).length > 0) return null;
    const message = priceFault(value(), valueOf(currency));
    return message === undefined ? null : { kind: 'price', message };
  });
}

/** Buyers could not tell two of one name apart. */
function isUnlike<T extends { name: string }>(
  path: SchemaPath<string>,
  rows: SchemaPath<T[]>,
): void {
  validate(path, ({ value, valueOf }) => {
    const name = value().trim();
    const alike = valueOf(rows).filter((row) => row.name.trim() === name);
    return name === '' || alike.length < 2
      ? null
      : { kind: 'twice', message: $localize`Another one has this name` };
  });
}

function inOrder(
  path: SchemaPath<string>,
  other: SchemaPath<string>,
  isInOrder: (time: string, other: string) => boolean,
  message: () => string,
): void {
  validate(path, ({ value, valueOf }) =>
    value() === '' || valueOf(other) === '' || isInOrder(value(), valueOf(other))
      ? null
      : { kind: 'order', message: message() },
  );
}

/** A whole number, as it is typed. */
export function isCount(
  path: SchemaPath<string>,
  min: number,
  max: number,
  { isOptional } = { isOptional: false },
): void {
  validate(path, ({ value }) => {
    const text = value().trim();
    if (text === '' && isOptional) return null;
    const isRight = /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max;
    return isRight
      ? null
      : {
          kind: 'count',
          message: $localize`Enter a number from ${formatNumber(min)}:min: to ${formatNumber(max)}:max:`,
        };
  });
}
