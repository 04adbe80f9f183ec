import {
  ProblemCode,
  type ChangeEventDto,
  type FieldErrorDto,
  type OrganiserEventDto,
} from '@boxoffice/contracts';
import { digitsOf } from '@boxoffice/contracts/money';
import type { Fee } from '@boxoffice/contracts/pricing';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { IsNull, Not, type EntityManager } from 'typeorm';
import type { AuditFacts } from '../../platform/audit/audit-entry.js';
import { Clock } from '../../platform/clock/clock.js';
import { TimeZones } from '../../platform/database/time-zones.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { EventAnnouncements } from '../announcements/event-announcements.js';
import { EventChanges, type ChangeRequest, type EventChange } from '../event-changes.js';
import { CodeEntity } from '../codes/code.entity.js';
import { errorsInOrder, stateOf, type EventDetails } from '../event-details.js';
import { buyerRefundColumns, buyerRefundsOf } from '../buyer-refunds/event-buyer-refunds.js';
import { EventEntity } from '../event.entity.js';
import { errorsAmongFees, feesOf, readFees, writeFees } from '../fees/event-fees.js';
import { taxColumns, taxOf } from '../fees/event-tax.js';
import { PaidEvents } from '../paid/paid-events.js';
import { TierEntity } from '../tier.entity.js';
import { errorsOfPast, EventTimes } from '../times/event-times.js';

/** An event, and what whoever wrote its times should know of them. */
export interface ChangedEvent {
  event: OrganiserEventDto;
  notes: string[];
}

const TIMES = ['startsAt', 'endsAt', 'doorsAt', 'saleStartsAt', 'saleEndsAt'] as const;
const TEXTS = ['name', 'subtitle', 'description', 'venue', 'address', 'taxName'] as const;
const FACTS = [
  'timeZone',
  'currency',
  'languages',
  'holdSeconds',
  'maxTicketsPerBooking',
  'maxTicketsPerUser',
  'taxBasisPoints',
  'taxIncluded',
  'buyerRefundDays',
  'buyerRefundFees',
  'codesRotate',
  'transferHours',
] as const;

/** Changes what is written of an event. What bookings depend on stays. */
@Injectable()
export class ChangeEvent {
  constructor(
    private readonly changes: EventChanges,
    private readonly clock: Clock,
    private readonly timeZones: TimeZones,
    private readonly announcements: EventAnnouncements,
    private readonly paidEvents: PaidEvents,
  ) {}

  /**
   * @throws DomainError those of {@link EventChanges.run}; VALIDATION_FAILED, which names each field;
   * BOOKINGS_DEPEND_ON_IT where its currency would change after it was published; ANNOUNCEMENT_LIMIT_EXCEEDED where its
   * buyers would be told of too many changes
   */
  async execute(request: ChangeRequest, body: ChangeEventDto): Promise<ChangedEvent> {
    let notes: string[] = [];
    const event = await this.changes.run(request, async (manager, before) => {
      const written = await this.within(manager, before, body);
      notes = written.notes;
      return written.change;
    });
    return { event, notes };
  }

  /**
   * Changes an event that the transaction has locked. Where its times or its place change, its buyers are told.
   *
   * @param announcementId of dates that are changed together, which an address is told in one mail
   * @returns what changed, if anything did
   * @throws DomainError VALIDATION_FAILED, BOOKINGS_DEPEND_ON_IT or ANNOUNCEMENT_LIMIT_EXCEEDED, as {@link execute}
   */
  async within(
    manager: EntityManager,
    before: EventEntity,
    body: ChangeEventDto,
    announcementId?: string,
  ): Promise<{ change: EventChange | undefined; notes: string[] }> {
    const { details: after, notes } = writtenOver(before, body);
    const changed = Object.fromEntries(
      Object.entries(after).filter(
        ([field, value]) => !isDeepStrictEqual(value, before[field as never]),
      ),
    ) as Partial<EventDetails>;
    const fees = (await feesOf(manager, [before.id])).get(before.id) ?? [];
    const newFees = body.fees ? readFees(body.fees) : fees;
    const areFeesChanged = !isDeepStrictEqual(newFees, fees);
    if (Object.keys(changed).length === 0 && !areFeesChanged) return { change: undefined, notes };
    if (changed.timeZone !== undefined) await this.timeZones.require(manager, changed.timeZone);
    this.refuse(before, changed);
    await refuseOtherDigits(manager, before, changed, newFees);
    await refuseForeignAmounts(manager, before, changed, body.fees ? [] : fees);
    const isAnnounced = await this.announcements.ofChange(manager, before, after, {
      message: body.messageToBuyers,
      id: announcementId,
    });
    if (areFeesChanged) await writeFees(manager, before.id, newFees);
    await manager.update(EventEntity, { id: before.id }, { ...changed, updatedAt: () => 'now()' });
    const isOver = stateOf(before, this.clock.now()) === 'ended';
    await this.paidEvents.requirePaymentMethod(manager, before, [
      ...(areFeesChanged ? newFees : []).flatMap(({ onFreeTickets, amountMinor }, index) =>
        onFreeTickets && amountMinor !== null ? [`fees.${index}.onFreeTickets`] : [],
      ),
      ...(['startsAt', 'endsAt'] as const).filter((field) => isOver && field in changed),
    ]);
    const change = {
      action: 'event.changed',
      before: { ...factsOf(before, changed), ...(areFeesChanged && { fees: inFacts(fees) }) },
      after: {
        ...factsOf(after, changed),
        ...(areFeesChanged && { fees: inFacts(newFees) }),
        // Texts may be long and name people; the audit is kept for good.
        ...(TEXTS.some((text) => text in changed) && {
          texts: TEXTS.filter((text) => text in changed),
        }),
        ...(isAnnounced && { buyersTold: true }),
      },
    };
    return { change, notes };
  }

  private refuse(
    { publishedAt }: EventEntity,
    { currency, startsAt }: Partial<EventDetails>,
  ): void {
    // Of an event that was never published nothing has been sold, nor is being sold at this moment.
    if (currency !== undefined && publishedAt !== null) {
      throw new DomainError(
        ProblemCode.BookingsDependOnIt,
        'The currency stays: this event has been published, and bookings are made in it. Duplicate the event instead.',
      );
    }
    const errors = startsAt ? errorsOfPast('startsAt', startsAt, this.clock.now()) : [];
    if (errors.length > 0) throw validationFailed(errors);
  }
}

/**
 * Prices are kept in the currency's smallest unit: with another number of digits, 28.00 would become 2,800.
 *
 * @throws DomainError VALIDATION_FAILED
 */
async function refuseOtherDigits(
  manager: EntityManager,
  before: EventEntity,
  { currency }: Partial<EventDetails>,
  fees: readonly Fee[],
): Promise<void> {
  if (currency === undefined || digitsOf(currency) === digitsOf(before.currency)) return;
  const hasTiers = await manager.existsBy(TierEntity, { eventId: before.id });
  if (!hasTiers && fees.every(({ amountMinor }) => amountMinor === null)) return;
  throw validationFailed([
    {
      field: 'currency',
      messages: [
        `currency can’t become ${currency}, which has another number of decimal digits than ${before.currency}: remove the tiers and fees first`,
      ],
    },
  ]);
}

/**
 * Prices stand beside the currency, and whoever changes it sees them. Amounts of fees and of discounts stand elsewhere: 5
 * EUR off would become 5 USD off unseen.
 *
 * @param fees those that the request doesn't say anew
 * @throws DomainError VALIDATION_FAILED
 */
async function refuseForeignAmounts(
  manager: EntityManager,
  { id: eventId, currency: was }: EventEntity,
  { currency }: Partial<EventDetails>,
  fees: readonly Fee[],
): Promise<void> {
  if (currency === undefined) return;
  const fee = fees.find(({ amountMinor }) => amountMinor !== null);
  // A disabled one, too: it can be enabled again.
  const code = await manager.findOne(CodeEntity, {
    select: { id: true, code: true },
    where: { eventId, discountMinor: Not(IsNull()) },
  });
  const messages = [
    ...(fee
      ? [
          `currency can’t become ${currency}: the fee “${fee.name}” is an amount in ${was}. Change the fees together with the currency`,
        ]
      : []),
    ...(code
      ? [
          `currency can’t become ${currency}: the code ${code.code} takes an amount in ${was} off. Duplicate the event and change the currency of the copy, which has no codes`,
        ]
      : []),
  ];
  if (messages.length > 0) throw validationFailed([{ field: 'currency', messages }]);
}

/** @throws DomainError VALIDATION_FAILED */
function writtenOver(
  event: EventEntity,
  body: ChangeEventDto,
): { details: EventDetails; notes: string[] } {
  const timeZone = body.timeZone ?? event.timeZone;
  const times = new EventTimes(timeZone);
  const read = (field: (typeof TIMES)[number]): Date | null => {
    const written = body[field];
    return written === undefined ? event[field] : times.read(field, written);
  };
  const startsAt = read('startsAt');
  const moved: Omit<EventDetails, 'startsAt'> = {
    name: body.name ?? event.name,
    subtitle: body.subtitle ?? event.subtitle,
    description: body.description ?? event.description,
    languages: body.languages ?? event.languages,
    venue: body.venue ?? event.venue,
    address: body.address ?? event.address,
    timeZone,
    currency: body.currency ?? event.currency,
    endsAt: read('endsAt'),
    doorsAt: read('doorsAt'),
    saleStartsAt: read('saleStartsAt'),
    saleEndsAt: read('saleEndsAt'),
    holdSeconds: orKeep(body.holdSeconds, event.holdSeconds),
    maxTicketsPerBooking: orKeep(body.maxTicketsPerBooking, event.maxTicketsPerBooking),
    maxTicketsPerUser: orKeep(body.maxTicketsPerUser, event.maxTicketsPerUser),
    ...taxColumns(orKeep(body.tax, taxOf(event))),
    ...buyerRefundColumns(orKeep(body.buyerRefunds, buyerRefundsOf(event))),
    codesRotate: body.codesRotate ?? event.codesRotate,
    transferHours: orKeep(body.transferHours, event.transferHours),
  };
  const errors = [
    ...unsentTimes(event, body),
    ...times.errors,
    ...errorsAmongFees(body.fees ?? []),
  ];
  if (startsAt === null || errors.length > 0) throw validationFailed(errors);
  const details = { ...moved, startsAt };
  const outOfOrder = errorsInOrder(details);
  if (outOfOrder.length > 0) throw validationFailed(outOfOrder);
  return { details, notes: times.notes };
}

/** With another time zone, either the clock or the moment of a time would stay: nobody can know which was meant. */
function unsentTimes(event: EventEntity, body: ChangeEventDto): FieldErrorDto[] {
  if (body.timeZone === undefined || body.timeZone === event.timeZone) return [];
  return TIMES.filter((field) => event[field] !== null && body[field] === undefined).map(
    (field) => ({
      field,
      messages: [`${field} must be sent along with another timeZone`],
    }),
  );
}

function orKeep<T>(written: T | undefined, now: T): T {
  return written === undefined ? now : written;
}

/** Amounts alone: names are texts. */
function inFacts(fees: readonly Fee[]): string[] {
  return fees.map(({ amountMinor, basisPoints, per, onFreeTickets }) => {
    const amount = basisPoints === null ? `${amountMinor}` : `${basisPoints} basis points`;
    return `${amount} a ${per}${onFreeTickets ? ', also on free tickets' : ''}`;
  });
}

function factsOf(details: EventDetails, changed: Partial<EventDetails>): AuditFacts {
  const fields = [...TIMES, ...FACTS].filter((field) => field in changed);
  return Object.fromEntries(fields.map((field) => [field, details[field]]));
}
