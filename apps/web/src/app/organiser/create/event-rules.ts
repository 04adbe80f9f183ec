import { applyEach, validate, type SchemaPath, type SchemaPathTree } from '@angular/forms/signals';
import type {
  BUYER_REFUND_DAYS_MAX,
  RESERVE_TICKETS_MAX,
  TIER_NAME_MAX_LENGTH,
  TRANSFER_HOURS_MAX,
} from '@boxoffice/contracts';
import {
  CONDITION_MAX_LENGTH,
  EVENT_ADDRESS_MAX_LENGTH,
  EVENT_DESCRIPTION_MAX_LENGTH,
  EVENT_NAME_MAX_LENGTH,
  EVENT_TICKETS_MAX,
  EVENT_TIERS_MAX,
  HOLD_SECONDS_MAX,
  HOLD_SECONDS_MIN,
} from '@boxoffice/contracts/event-limits';
import { formatNumber } from '../../design/formats';
import { asksFor, isLine, isText } from '../../form/rules';
import { priceFault } from '../price-text';
import { hasPassed } from '../to-come';
import type { EventDetailsDraft, EventDraft, TicketTypeDraft, TierDraft } from './event-draft';

/** Most tickets of one reservation; its type is the contract's constant, so the two cannot part. */
const BOOKING_TICKETS_MAX: typeof RESERVE_TICKETS_MAX = 500;

/** Longest time between the end of returns and the event, in days; its type is the contract's constant. */
const RETURN_DAYS_MAX: typeof BUYER_REFUND_DAYS_MAX = 365;

/** Longest time between the end of passing on and the event, in hours; its type is the contract's constant. */
const PASSING_ON_HOURS_MAX: typeof TRANSFER_HOURS_MAX = 8_760;

/** Longest name of a tier or ticket type, in characters. */
export const TIER_NAME_LENGTH: typeof TIER_NAME_MAX_LENGTH = 50;

type Paths<T> = { [Name in keyof T]: SchemaPath<string> };

/**
 * What can be said of an event without the server. Times are all of one clock, so that their texts are in the order of
 * the times. Only the server knows which of them that clock skips in spring.
 */
export function isEventDetails(path: Paths<EventDetailsDraft>): void {
  asksFor(path.name, $localize`Enter a name`);
  for (const line of [path.name, path.subtitle, path.venue]) isLine(line, EVENT_NAME_MAX_LENGTH);
  isText(path.address, EVENT_ADDRESS_MAX_LENGTH);
  isText(path.description, EVENT_DESCRIPTION_MAX_LENGTH);
  asksFor(path.startsAt, $localize`Enter date and time`);
  inOrder(path.endsAt, path.startsAt, (end, start) => end > start, endAfterStart);
  inOrder(path.doorsAt, path.startsAt, (doors, start) => doors <= start, doorsBeforeStart);
  inOrder(path.saleStartsAt, path.startsAt, (sale, start) => sale < start, saleBeforeStart);
  inOrder(path.saleEndsAt, path.saleStartsAt, (end, start) => end > start, saleEndAfterStart);
  validate(path.saleEndsAt, ({ value, valueOf }) =>
    value() === '' || value() <= endOf(valueOf(path.startsAt), valueOf(path.endsAt))
      ? null
      : { kind: 'order', message: saleEndBeforeEnd() },
  );
  isCount(path.maxTicketsPerBooking, 1, BOOKING_TICKETS_MAX, { isOptional: true });
  isCount(path.maxTicketsPerUser, 1, EVENT_TICKETS_MAX, { isOptional: true });
  isCount(path.holdMinutes, HOLD_SECONDS_MIN / 60, HOLD_SECONDS_MAX / 60, { isOptional: true });
  isCount(path.returnDays, 0, RETURN_DAYS_MAX, { isOptional: true });
  isCount(path.transferHours, 0, PASSING_ON_HOURS_MAX, { isOptional: true });
}

/** When an event is over, on the clock at the venue: without an end, a day after its start. */
function endOf(startsAt: string, endsAt: string): string {
  if (endsAt !== '' || startsAt === '') return endsAt || LATEST;
  const day = new Date(`${startsAt}Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, startsAt.length);
}

/** After every time that a field takes. */
const LATEST = '9999';

const endAfterStart = (): string => $localize`The end must be after the start`;
const doorsBeforeStart = (): string => $localize`Doors must open before the start`;
const saleBeforeStart = (): string => $localize`The sale must begin before the event`;
const saleEndAfterStart = (): string => $localize`The sale must end after it begins`;
const saleEndBeforeEnd = (): string => $localize`The sale must end by the end of the event`;

/** A whole event: its details, its tiers, and the ticket types within each. */
export function isEvent(path: SchemaPathTree<EventDraft>): void {
  isEventDetails(path);
  validate(path.startsAt, ({ value, valueOf }) =>
    hasPassed(value(), valueOf(path.timeZone))
      ? { kind: 'past', message: $localize`This time has passed` }
      : null,
  );
  validate(path.saleEndsAt, ({ value, valueOf }) =>
    hasPassed(value(), valueOf(path.timeZone))
      ? { kind: 'past', message: $localize`This time has passed` }
      : null,
  );
  validate(path.tiers, ({ value }) => faultOfTiers(value()));
  applyEach(path.tiers, (tier) => {
    isTier(tier, path.currency);
    isUnlike(tier.name, path.tiers);
    isCount(tier.capacity, 0, EVENT_TICKETS_MAX);
  });
}

/** What a hall can't have. */
function faultOfTiers(tiers: TierDraft[]): { kind: string; message: string } | null {
  const tickets = tiers.reduce((sum, { capacity }) => sum + (Number(capacity) || 0), 0);
  if (tickets > EVENT_TICKETS_MAX) {
    const most = formatNumber(EVENT_TICKETS_MAX);
    return {
      kind: 'many',
      message: $localize`An event can have no more than ${most}:count: tickets`,
    };
  }
  return tiers.length > EVENT_TIERS_MAX
    ? {
        kind: 'many',
        message: $localize`An event can have no more than ${EVENT_TIERS_MAX}:count: tiers`,
      }
    : null;
}

/** A tier's name, and its price where it has no ticket types. */
function isTier(tier: SchemaPathTree<TierDraft>, currency: SchemaPath<string>): void {
  asksFor(tier.name, $localize`Enter a name`);
  isLine(tier.name, TIER_NAME_LENGTH);
  isPrice(tier.price, currency, tier.ticketTypes);
  applyEach(tier.ticketTypes, (type) => {
    asksFor(type.name, $localize`Enter a name`);
    isLine(type.name, TIER_NAME_LENGTH);
    isLine(type.condition, CONDITION_MAX_LENGTH);
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
