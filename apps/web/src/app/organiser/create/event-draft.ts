import type {
  BuyerRefundsDto,
  ChangeEventDto,
  CreateEventDto,
  CreateTierDto,
  OrganiserDto,
  OrganiserEventDto,
  TicketTypeFieldsDto,
} from '@boxoffice/contracts';
import { TICKETS_PER_BUYER_DEFAULT, TIER_COLORS } from '@boxoffice/contracts/event-limits';
import { localTimeIn } from '../local-time';
import { readPrice } from '../price-text';
import { languagesIn } from './languages-field';

/** What somebody writes of an event, as it is typed, by the names that the API has for it. Empty: not said. */
export interface EventDetailsDraft {
  name: string;
  subtitle: string;
  description: string;
  /** Tags with a blank between them. */
  languages: string;
  venue: string;
  address: string;
  timeZone: string;
  /** Times are as the clock at the venue shows them. */
  startsAt: string;
  doorsAt: string;
  endsAt: string;
  saleStartsAt: string;
  saleEndsAt: string;
  currency: string;
  maxTicketsPerBooking: string;
  maxTicketsPerUser: string;
  /** How long tickets are held; empty: as the installation has set. */
  holdMinutes: string;
  /** Until how many days before the start buyers return tickets; empty: they can't. */
  returnDays: string;
  returnFees: string;
  /** Until how many hours before the start buyers pass tickets on; empty: they can't. */
  transferHours: string;
  /** `rotating`: digits that change every 30 seconds follow the codes of tickets. */
  ticketCodes: string;
}

export interface TicketTypeDraft {
  name: string;
  price: string;
  condition: string;
}

export interface TierDraft {
  name: string;
  color: string;
  /** What everybody pays, where there are no ticket types. */
  price: string;
  capacity: string;
  ticketTypes: TicketTypeDraft[];
}

export interface EventDraft extends EventDetailsDraft {
  tiers: TierDraft[];
}

/** Each row is an object of its own: forms tell rows apart by a mark that copies of an object share. */
export function newTicketType(name = '', price = '', condition = ''): TicketTypeDraft {
  return { name, price, condition };
}

export function newTier(ticketTypes: TicketTypeDraft[] = []): TierDraft {
  return { name: '', color: '', price: '', capacity: '', ticketTypes };
}

/** A new event of an organisation, with what most of its events have. */
export function newDraft(
  organiser: Pick<OrganiserDto, 'currency' | 'timeZone'> | undefined,
): EventDraft {
  return {
    name: '',
    subtitle: '',
    description: '',
    languages: '',
    venue: '',
    address: '',
    timeZone: organiser?.timeZone ?? 'UTC',
    startsAt: '',
    doorsAt: '',
    endsAt: '',
    saleStartsAt: '',
    saleEndsAt: '',
    currency: organiser?.currency ?? 'EUR',
    maxTicketsPerBooking: String(TICKETS_PER_BUYER_DEFAULT),
    maxTicketsPerUser: '',
    holdMinutes: '',
    returnDays: '',
    returnFees: 'without_fees',
    transferHours: '',
    ticketCodes: 'fixed',
    tiers: [newTier()],
  };
}

/** An event as it would be typed. */
export function detailsOf(event: OrganiserEventDto): EventDetailsDraft {
  const { name, subtitle, description, venue, address, timeZone, currency } = event;
  const text = (limit: number | null): string => (limit === null ? '' : String(limit));
  const local = (instant: string | null): string => localTimeIn(instant, timeZone);
  return {
    name,
    subtitle,
    description,
    languages: event.languages.join(' '),
    venue,
    address,
    timeZone,
    startsAt: local(event.startsAt),
    doorsAt: local(event.doorsAt),
    endsAt: local(event.endsAt),
    saleStartsAt: local(event.saleStartsAt),
    saleEndsAt: local(event.saleEndsAt),
    currency,
    maxTicketsPerBooking: text(event.maxTicketsPerBooking),
    maxTicketsPerUser: text(event.maxTicketsPerUser),
    holdMinutes: text(event.holdSeconds === null ? null : Math.ceil(event.holdSeconds / 60)),
    returnDays: text(event.buyerRefunds?.untilDaysBefore ?? null),
    returnFees: event.buyerRefunds?.fees ?? 'without_fees',
    transferHours: text(event.transferHours),
    ticketCodes: event.codesRotate ? 'rotating' : 'fixed',
  };
}

/** A tier after another one: with the same ticket types, whose prices are its own. */
export function tierAfter(tier: TierDraft | undefined): TierDraft {
  const types = tier?.ticketTypes ?? [];
  return newTier(types.map(({ name, condition }) => newTicketType(name, '', condition)));
}

/** What the API takes. The draft is filled in right. */
export function createEventDto(draft: EventDraft): CreateEventDto {
  const { startsAt, doorsAt, endsAt, saleStartsAt, saleEndsAt } = draft;
  return {
    ...textsOf(draft),
    languages: languagesIn(draft.languages),
    startsAt,
    ...(doorsAt && { doorsAt }),
    ...(endsAt && { endsAt }),
    ...(saleStartsAt && { saleStartsAt }),
    ...(saleEndsAt && { saleEndsAt }),
    ...limitsOf(draft),
    ...(draft.holdMinutes.trim() && { holdSeconds: secondsOf(draft.holdMinutes) }),
    buyerRefunds: buyerRefundsOf(draft),
    transferHours: limitOf(draft.transferHours),
    codesRotate: draft.ticketCodes === 'rotating',
    tiers: draft.tiers.map((tier) => tierDto(tier, draft.currency)),
  };
}

/**
 * What differs from the event as it was read: whatever somebody else has changed meanwhile stays. Another time zone
 * takes all times with it.
 */
export function changeEventDto(draft: EventDetailsDraft, read: EventDetailsDraft): ChangeEventDto {
  const before = wholeChange(read);
  const { timeZone, startsAt, doorsAt, endsAt, saleStartsAt, saleEndsAt, ...others } =
    wholeChange(draft);
  const times = { startsAt, doorsAt, endsAt, saleStartsAt, saleEndsAt };
  const isMoved = timeZone !== before.timeZone;
  return {
    ...changed(others, before),
    ...(isMoved ? { timeZone, ...times } : changed(times, before)),
  };
}

function changed<T extends Partial<ChangeEventDto>>(fields: T, before: ChangeEventDto): Partial<T> {
  const entries = Object.entries(fields).filter(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify(before[name as keyof ChangeEventDto]),
  );
  return Object.fromEntries(entries) as Partial<T>;
}

function wholeChange(draft: EventDetailsDraft): ChangeEventDto {
  return {
    ...textsOf(draft),
    languages: languagesIn(draft.languages),
    startsAt: draft.startsAt,
    doorsAt: draft.doorsAt || null,
    endsAt: draft.endsAt || null,
    saleStartsAt: draft.saleStartsAt || null,
    saleEndsAt: draft.saleEndsAt || null,
    ...limitsOf(draft),
    holdSeconds: draft.holdMinutes.trim() === '' ? null : secondsOf(draft.holdMinutes),
    buyerRefunds: buyerRefundsOf(draft),
    transferHours: limitOf(draft.transferHours),
    codesRotate: draft.ticketCodes === 'rotating',
  };
}

type Texts = Pick<
  EventDetailsDraft,
  'name' | 'subtitle' | 'description' | 'venue' | 'address' | 'timeZone' | 'currency'
>;

function textsOf(draft: EventDetailsDraft): Texts {
  const { name, subtitle, description, venue, address, timeZone, currency } = draft;
  return { name, subtitle, description, venue, address, timeZone, currency };
}

function limitsOf({
  maxTicketsPerBooking,
  maxTicketsPerUser,
}: EventDetailsDraft): Pick<CreateEventDto, 'maxTicketsPerBooking' | 'maxTicketsPerUser'> {
  return {
    maxTicketsPerBooking: limitOf(maxTicketsPerBooking),
    maxTicketsPerUser: limitOf(maxTicketsPerUser),
  };
}

function buyerRefundsOf({ returnDays, returnFees }: EventDetailsDraft): BuyerRefundsDto | null {
  if (returnDays.trim() === '') return null;
  const fees = returnFees === 'with_fees' ? 'with_fees' : 'without_fees';
  return { untilDaysBefore: Number(returnDays), fees };
}

function secondsOf(minutes: string): number {
  return Number(minutes) * 60;
}

function limitOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

export function tierDto(tier: TierDraft, currency: string): CreateTierDto {
  const ticketTypes = tier.ticketTypes.map((type) => ticketTypeDto(type, currency));
  const color = TIER_COLORS.find((one) => one === tier.color) ?? '';
  return {
    name: tier.name,
    color,
    // Nobody pays the tier's own price where there are ticket types; the API still asks for one.
    priceMinor: ticketTypes[0]?.priceMinor ?? readPrice(tier.price, currency),
    capacity: Number(tier.capacity),
    ticketTypes,
  };
}

export function ticketTypeDto(type: TicketTypeDraft, currency: string): TicketTypeFieldsDto {
  return {
    name: type.name,
    condition: type.condition,
    priceMinor: readPrice(type.price, currency),
  };
}
