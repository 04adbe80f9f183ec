import type { EventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  EventAnnouncements,
  type AnnouncedChange,
  type OpenAnnouncement,
} from '../../events/announcements/event-announcements.js';
import type { BookingCursor } from '../../events/cancellation/event-cancellations.js';
import { Settings } from '../../platform/config/settings.js';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import type { Mail } from '../../platform/mail/mail.js';
import { Mails } from '../../platform/mail/mails.js';
import { mailedOrganiser } from '../mailed-organiser.js';
import { Readers, recipientOf, type Reader } from '../readers.js';

/** Bookings whose buyers one transaction writes to. Each buyer's other bookings are looked up, too. */
const NOTIFIED_AT_ONCE = 100;

/** Most dates that one mail lists; the rest are counted. */
const LISTED_MAX = 20;

/** `$2`: until when bookings are concerned. `$5`: only what was paid for since; `-infinity` where all count. */
const PAGE_SQL = prepared(`
  SELECT booking.id AS "bookingId", booking.created_at::text AS "createdAt",
    booking.user_id AS "userId"
  FROM bookings AS booking
  WHERE booking.event_id = $1 AND booking.status = 'confirmed'
    AND booking.created_at <= $2::timestamptz AND booking.confirmed_at >= $5::timestamptz
    AND (booking.created_at, booking.id) > ($3::timestamptz, $4::bigint)
  ORDER BY booking.created_at, booking.id LIMIT ${NOTIFIED_AT_ONCE}`);

/** By user, as the index is: an event may have very many bookings, and a user has few. */
const OF_USERS_SQL = prepared(`
  SELECT booking.event_id AS "eventId", booking.user_id AS "userId",
    cardinality(booking.ticket_ids) AS tickets
  FROM unnest($2::bigint[]) AS buyer (id)
    CROSS JOIN LATERAL (
      SELECT * FROM bookings WHERE user_id = buyer.id AND event_id = ANY ($1::bigint[]) ORDER BY id
    ) AS booking
  WHERE booking.status = 'confirmed' AND booking.created_at <= $3::timestamptz`);

const HELD_BEFORE_SQL = prepared(`
  SELECT EXISTS (
    SELECT FROM bookings
    WHERE event_id = $1 AND status = 'pending' AND created_at <= $2::timestamptz
  ) AS held`);

interface ConcernedBooking {
  eventId: string;
  userId: string;
  tickets: number;
}

/** Writes what is announced to those who have tickets: once to each address. */
@Injectable()
export class AnnouncementMails {
  constructor(
    private readonly announcements: EventAnnouncements,
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
    open: OpenAnnouncement,
    event: EventDto,
  ): Promise<BookingCursor | undefined> {
    const page = await manager.query<(BookingCursor & { userId: string })[]>(PAGE_SQL, [
      open.eventId,
      open.heldUntil,
      open.notified?.createdAt ?? '-infinity',
      open.notified?.bookingId ?? '0',
      open.isSettled ? open.announcedAt : '-infinity',
    ]);
    const last = page.at(-1);
    if (!last) return undefined;
    const changes =
      open.kind === 'changed' ? await this.announcements.changesOf(manager, open.id) : [];
    const eventIds = open.kind === 'changed' ? changes.map(({ eventId }) => eventId) : [event.id];
    const readers = await this.readers.of(
      manager,
      page.map(({ userId }) => userId),
      (userIds) =>
        manager.query<ConcernedBooking[]>(OF_USERS_SQL, [eventIds, userIds, open.heldUntil]),
    );
    await this.mails.enqueue(
      manager,
      ...readers.map((reader) => this.mailTo(reader, { open, event, changes })),
    );
    return { bookingId: last.bookingId, createdAt: last.createdAt };
  }

  /** Whether somebody still holds tickets that they chose before it, and may pay for them. */
  async isHeldBefore(
    manager: EntityManager,
    { eventId, heldUntil }: OpenAnnouncement,
  ): Promise<boolean> {
    const [{ held }] = await manager.query<[{ held: boolean }]>(HELD_BEFORE_SQL, [
      eventId,
      heldUntil,
    ]);
    return held;
  }

  private mailTo(
    reader: Reader<ConcernedBooking>,
    {
      open,
      event,
      changes,
    }: { open: OpenAnnouncement; event: EventDto; changes: readonly AnnouncedChange[] },
  ): Mail {
    const { name, bookings, guests } = reader;
    const facts = {
      to: recipientOf(reader),
      // Whoever shares an address, whichever date of a series is looked at, and whichever process writes: one mail.
      once: `event-announced:${open.id}:${reader.to.address}`,
    };
    const common = {
      name,
      organiser: mailedOrganiser(event, this.settings.PUBLIC_URL),
      message: open.message,
      links: this.readers.linksTo(bookings, guests),
    };
    if (open.kind === 'message') {
      const { name: eventName, venue, startsAt, timeZone } = event;
      const data = { ...common, subject: open.subject, eventName, venue, startsAt, timeZone };
      return { ...facts, template: 'event-message', data };
    }
    const tickets = Map.groupBy(bookings, ({ eventId }) => eventId);
    const concerned = changes.flatMap(({ eventId, name: eventName, before, after }) => {
      const count = tickets.get(eventId)?.reduce((sum, booking) => sum + booking.tickets, 0) ?? 0;
      return count === 0 ? [] : [{ eventName, tickets: count, before, after }];
    });
    const data = {
      ...common,
      events: concerned.slice(0, LISTED_MAX),
      moreEvents: Math.max(0, concerned.length - LISTED_MAX),
    };
    return { ...facts, template: 'event-changed', data };
  }
}
