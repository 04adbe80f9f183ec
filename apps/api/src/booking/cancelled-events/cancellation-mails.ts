import type { EventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GuestLinks } from '../../auth/sessions/guest-links.js';
import type {
  BookingCursor,
  OpenCancellation,
} from '../../events/cancellation/event-cancellations.js';
import { Settings } from '../../platform/config/settings.js';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import type { Mail, MailTemplates } from '../../platform/mail/mail.js';
import { Mails } from '../../platform/mail/mails.js';
import { UserDirectory, type Addressee } from '../../users/user-directory.js';
import type { BookedLine } from '../booking.entity.js';
import { mailedOrganiser } from '../mailed-organiser.js';
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
  SELECT booking.id, booking.user_id AS "userId", booking.status = 'confirmed' AS "isPaid",
    booking.lines, booking.total_minor AS "totalMinor", booking.currency
  FROM unnest($2::bigint[]) AS buyer (id)
    CROSS JOIN LATERAL (
      SELECT * FROM bookings WHERE user_id = buyer.id AND event_id = $1 ORDER BY id
    ) AS booking
  WHERE ${isConcernedSql('$3')}`);

interface ConcernedBooking {
  id: string;
  userId: string;
  isPaid: boolean;
  lines: BookedLine[];
  totalMinor: string;
  currency: string;
}

/** Somebody who is written to, under one address. */
interface Reader {
  to: Addressee;
  bookings: ConcernedBooking[];
  /** Ids of guests among them: each has a link of their own. */
  guests: Set<string>;
}

/** Writes to those who have bought or held tickets of an event that it is cancelled: once to each address. */
@Injectable()
export class CancellationMails {
  constructor(
    private readonly users: UserDirectory,
    private readonly mails: Mails,
    private readonly guestLinks: GuestLinks,
    private readonly settings: Settings,
  ) {}

  /**
   * Writes to the buyers of the next bookings.
   *
   * @returns the last of those bookings; undefined where none was left
   */
  async writeNext(
    manager: EntityManager,
    { eventId, cancelledAt, notified, message }: OpenCancellation,
    event: EventDto,
  ): Promise<BookingCursor | undefined> {
    const page = await manager.query<(BookingCursor & { userId: string })[]>(PAGE_SQL, [
      eventId,
      cancelledAt,
      notified?.createdAt ?? '-infinity',
      notified?.bookingId ?? '0',
    ]);
    const last = page.at(-1);
    if (!last) return undefined;
    const readers = await this.readersOf(
      manager,
      eventId,
      cancelledAt,
      page.map(({ userId }) => userId),
    );
    await this.mails.enqueue(
      manager,
      ...readers.map((reader) => this.mailTo(reader, event, message)),
    );
    return { bookingId: last.bookingId, createdAt: last.createdAt };
  }

  /** Those users who have an address, with all that everybody under that address has of the event. */
  private async readersOf(
    manager: EntityManager,
    eventId: string,
    cancelledAt: string,
    userIds: string[],
  ): Promise<Reader[]> {
    const alike = await this.users.sharingAddresses(manager, userIds);
    const bookings = await manager.query<ConcernedBooking[]>(OF_USERS_SQL, [
      eventId,
      alike,
      cancelledAt,
    ]);
    const ofUsers = Map.groupBy(bookings, ({ userId }) => userId);
    // Locked: an erasure at the same moment would leave a mail to somebody who is gone.
    const addressees = await this.users.lockAddressees(manager, [...ofUsers.keys()]);
    const readers = new Map<string, Reader>();
    for (const [userId, to] of addressees) {
      const reader = readers.get(to.address) ?? { to, bookings: [], guests: new Set<string>() };
      // Whoever has proved the address is called by their name.
      if (!to.isGuest) reader.to = to;
      else reader.guests.add(userId);
      reader.bookings.push(...(ofUsers.get(userId) ?? []));
      readers.set(to.address, reader);
    }
    return [...readers.values()];
  }

  private mailTo({ to, bookings, guests }: Reader, event: EventDto, message: string): Mail {
    const name = to.isGuest ? '' : to.name;
    const paid = bookings.filter(({ isPaid }) => isPaid);
    const held = bookings.filter(({ isPaid }) => !isPaid);
    const ofAccounts = paid.some(({ userId }) => !guests.has(userId));
    const ofGuests = [...new Set(paid.map(({ userId }) => userId))].filter((id) => guests.has(id));
    const data: MailTemplates['event-cancelled'] = {
      name,
      eventName: event.name,
      venue: event.venue,
      startsAt: event.startsAt,
      timeZone: event.timeZone,
      organiser: mailedOrganiser(event, this.settings.PUBLIC_URL),
      // Whoever has neither paid nor proved the address may be a stranger to both: no foreign words.
      message: to.isGuest && paid.length === 0 ? '' : message,
      bookings: paid.slice(0, LISTED_MAX).map(({ id, lines, totalMinor }) => ({
        bookingId: id,
        tickets: ticketsIn(lines),
        totalMinor: Number(totalMinor),
      })),
      moreBookings: Math.max(0, paid.length - LISTED_MAX),
      totalMinor: paid.reduce((sum, { totalMinor }) => sum + Number(totalMinor), 0),
      currency: paid[0]?.currency ?? event.currency,
      heldTickets: held.reduce((sum, { lines }) => sum + ticketsIn(lines), 0),
      links: [
        ...(ofAccounts ? [`${this.settings.PUBLIC_URL}/bookings`] : []),
        ...ofGuests.slice(0, LISTED_MAX).map((id) => this.guestLinks.to(id)),
      ],
    };
    return {
      template: 'event-cancelled',
      to: { name, address: to.address, isProved: !to.isGuest, language: to.language },
      // Whoever shares an address, and whichever process writes: one mail.
      once: `event-cancelled:${event.id}:${to.address}`,
      data,
    };
  }
}

function ticketsIn(lines: readonly BookedLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
