import type { EventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  BookingCursor,
  OpenCancellation,
} from '../../events/cancellation/event-cancellations.js';
import { PAID_BACK_BY_HAND_SQL } from '../../payments/payment-policy.js';
import { Settings } from '../../platform/config/settings.js';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import type { Mail, MailTemplates } from '../../platform/mail/mail.js';
import { Mails } from '../../platform/mail/mails.js';
import type { BookedLine } from '../booking.entity.js';
import { mailedOrganiser } from '../mailed-organiser.js';
import { Readers, recipientOf, type Reader } from '../readers.js';
import { isConcernedSql } from './concerned-sql.js';

/** Bookings whose buyers one transaction writes to. Each buyer's other bookings are looked up, too. */
const NOTIFIED_AT_ONCE = 100;

/** Most bookings that one mail lists; the rest are counted. */
const LISTED_MAX = 20;

const PAGE_SQL = prepared(`
  SELECT booking.id AS "bookingId", booking.created_at::text AS "createdAt",
    booking.user_id AS "userId"
  FROM bookings AS booking
  WHERE booking.event_id = $1 AND ${isConcernedSql('$2')}
    AND (booking.created_at, booking.id) > ($3::timestamptz, $4::bigint)
  ORDER BY booking.created_at, booking.id LIMIT ${NOTIFIED_AT_ONCE}`);

/** By user, as the index is: an event may have very many bookings, and a user has few. */
const OF_USERS_SQL = prepared(`
  SELECT booking.event_id AS "eventId", booking.id, booking.user_id AS "userId",
    booking.status IN ('confirmed', 'refunded') AS "isPaid",
    EXISTS (
      SELECT FROM payments
      WHERE payments.event_id = booking.event_id AND payments.booking_id = booking.id
        AND payments.status = 'captured' AND payments.provider IN ${PAID_BACK_BY_HAND_SQL}
    ) AS "isByHand",
    booking.lines, booking.total_minor AS "totalMinor", booking.currency
  FROM unnest($2::bigint[]) AS buyer (id)
    CROSS JOIN LATERAL (
      SELECT * FROM bookings WHERE user_id = buyer.id AND event_id = ANY ($1::bigint[]) ORDER BY id
    ) AS booking
  WHERE ${isConcernedSql('$3')}`);

/** When and where the cancelled events were to be, the first one first. */
const EVENTS_SQL = `
  SELECT id, name AS "eventName", venue, starts_at AS "startsAt", time_zone AS "timeZone"
  FROM events WHERE id = ANY ($1::bigint[]) ORDER BY starts_at, id`;

const HELD_SQL = prepared(`
  SELECT EXISTS (
    SELECT FROM bookings WHERE event_id = ANY ($1::bigint[]) AND status = 'pending'
  ) AS held`);

interface CancelledEvent {
  id: string;
  eventName: string;
  venue: string;
  startsAt: Date;
  timeZone: string;
}

interface ConcernedBooking {
  eventId: string;
  id: string;
  userId: string;
  isPaid: boolean;
  isByHand: boolean;
  lines: BookedLine[];
  totalMinor: string;
  currency: string;
}

/** Writes to those who have bought or held tickets of an event that it is cancelled: once to each address. */
@Injectable()
export class CancellationMails {
  constructor(
    private readonly readers: Readers,
    private readonly mails: Mails,
    private readonly settings: Settings,
  ) {}

  /**
   * Writes to the buyers of the next bookings.
   *
   * @returns the last of those bookings; undefined where none was left
   */
  async writeNext(
    manager: EntityManager,
    open: OpenCancellation,
    event: EventDto,
  ): Promise<BookingCursor | undefined> {
    const { eventId, eventIds, cancelledAt, notified } = open;
    const page = await manager.query<(BookingCursor & { userId: string })[]>(PAGE_SQL, [
      eventId,
      cancelledAt,
      notified?.createdAt ?? '-infinity',
      notified?.bookingId ?? '0',
    ]);
    const last = page.at(-1);
    if (!last) return undefined;
    const events = await manager.query<CancelledEvent[]>(EVENTS_SQL, [eventIds]);
    const readers = await this.readers.of(
      manager,
      page.map(({ userId }) => userId),
      (userIds) =>
        manager.query<ConcernedBooking[]>(OF_USERS_SQL, [eventIds, userIds, cancelledAt]),
    );
    await this.mails.enqueue(
      manager,
      ...readers.map((reader) => this.mailTo(reader, { open, event, events })),
    );
    return { bookingId: last.bookingId, createdAt: last.createdAt };
  }

  /** Whether a hold of what was cancelled together hasn't ended yet: then it isn't known what is to be told. */
  async isAnyHeld(manager: EntityManager, { eventIds }: OpenCancellation): Promise<boolean> {
    const [{ held }] = await manager.query<[{ held: boolean }]>(HELD_SQL, [eventIds]);
    return held;
  }

  private mailTo(
    reader: Reader<ConcernedBooking>,
    {
      open,
      event,
      events,
    }: { open: OpenCancellation; event: EventDto; events: readonly CancelledEvent[] },
  ): Mail {
    const { to, name, bookings, guests } = reader;
    const paid = bookings.filter(({ isPaid }) => isPaid);
    const held = bookings.filter(({ isPaid }) => !isPaid);
    const data: MailTemplates['event-cancelled'] = {
      name,
      ...datesOf(bookings, events, event),
      organiser: mailedOrganiser(event, this.settings.PUBLIC_URL),
      // Whoever has neither paid nor proved the address may be a stranger to both: no foreign words.
      message: to.isGuest && paid.length === 0 ? '' : open.message,
      bookings: paid.slice(0, LISTED_MAX).map(({ eventId, id, lines, totalMinor }) => ({
        bookingId: id,
        ...momentOf(eventId, events),
        tickets: ticketsIn(lines),
        totalMinor: Number(totalMinor),
      })),
      moreBookings: Math.max(0, paid.length - LISTED_MAX),
      totalMinor: paid.reduce((sum, { totalMinor }) => sum + Number(totalMinor), 0),
      currency: paid[0]?.currency ?? event.currency,
      refunds: refundsOf(paid, open),
      heldTickets: held.reduce((sum, { lines }) => sum + ticketsIn(lines), 0),
      links: this.readers.linksTo(paid, guests),
    };
    return {
      template: 'event-cancelled',
      to: recipientOf(reader),
      // Whoever shares an address, and whichever process writes: one mail.
      once: `event-cancelled:${open.groupId ?? event.id}:${to.address}`,
      data,
    };
  }
}

/** What becomes of the money by itself. */
function refundsOf(
  paid: readonly ConcernedBooking[],
  { refunds }: OpenCancellation,
): MailTemplates['event-cancelled']['refunds'] {
  const cost = paid.filter(({ totalMinor }) => Number(totalMinor) > 0);
  const byHand = cost.filter(({ isByHand }) => isByHand);
  if (refunds === null || byHand.length === cost.length) return null;
  return { fees: refunds, some: byHand.length > 0 };
}

/** What somebody has tickets of, or held some: one event, or several dates. */
function datesOf(
  bookings: readonly ConcernedBooking[],
  events: readonly CancelledEvent[],
  event: EventDto,
): Pick<
  MailTemplates['event-cancelled'],
  'eventName' | 'venue' | 'startsAt' | 'timeZone' | 'dates' | 'moreDates'
> {
  const theirs = new Set(bookings.map(({ eventId }) => eventId));
  const dates = events
    .filter(({ id }) => theirs.has(id))
    .map(({ eventName, venue, startsAt, timeZone }) => ({
      eventName,
      venue,
      startsAt: startsAt.toISOString(),
      timeZone,
    }));
  const { name: eventName, venue, startsAt, timeZone } = event;
  const [first = { eventName, venue, startsAt, timeZone }] = dates;
  if (dates.length < 2) return first;
  const moreDates = Math.max(0, dates.length - LISTED_MAX);
  return { ...first, dates: dates.slice(0, LISTED_MAX), moreDates };
}

/** When the event of a booking was to begin, where there were several. */
function momentOf(eventId: string, events: readonly CancelledEvent[]) {
  const event = events.length > 1 ? events.find(({ id }) => id === eventId) : undefined;
  return event && { startsAt: event.startsAt.toISOString(), timeZone: event.timeZone };
}

function ticketsIn(lines: readonly BookedLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
