import { ProblemCode, type EventDto } from '@boxoffice/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Attendees, type BookingAttendees } from '../../attendees/attendees.js';
import { GuestLinks } from '../../auth/sessions/guest-links.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { EventCatalogue } from '../../events/event-catalogue.js';
import type { JobKinds } from '../../platform/jobs/job-kinds.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import type { Mail } from '../../platform/mail/mail.js';
import { Mails } from '../../platform/mail/mails.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { UserDirectory, type Addressee } from '../../users/user-directory.js';
import { BookingEntity } from '../booking.entity.js';
import { mailedOrganiser } from '../mailed-organiser.js';

/** Most mails about one booking: a buyer whose mail never comes needs other help. */
const CONFIRMATIONS_MAX = 10;

/** Names the mails about a booking: the first one, and those that somebody asked for again. */
function namesOf(bookingId: string): string[] {
  const again = Array.from({ length: CONFIRMATIONS_MAX - 1 }, (_, index) => index + 1);
  return [nameOf(bookingId), ...again.map((number) => `${nameOf(bookingId)}:${number}`)];
}

function nameOf(bookingId: string): string {
  return `booking-confirmed:${bookingId}`;
}

/** A mail about a booking, and what became of it. */
export interface WrittenMail {
  address: string;
  createdAt: Date;
  sentAt: Date | null;
  /** When the mail server refused it for good. */
  refusedAt: Date | null;
  /** Whether it waits, as its address was sent too many at once. */
  isDelayed: boolean;
}

/** One that became part of another mail was sent with that. */
const WRITTEN_SQL = `
  SELECT mail.to_address AS address, mail.created_at AS "createdAt",
    coalesce(mail.sent_at, together.sent_at) AS "sentAt",
    coalesce(mail.refused_at, together.refused_at) AS "refusedAt",
    mail.gather_at IS NOT NULL AS "isDelayed"
  FROM mails AS mail LEFT JOIN mails AS together ON together.id = mail.gathered_into
  WHERE mail.once_key = ANY ($1::text[])`;

/** Batches of payments whose mails are written at once: at the opening of a sale they come in heaps. */
const BATCHES_AT_ONCE = 20;

/**
 * Writes to buyers that their booking is paid for.
 *
 * A payment's transaction holds locks that others wait for. So it writes one row, however many
 * bookings it is about: who has an address, and what there is to say, is looked up by a job.
 */
@Injectable()
export class ConfirmationMails implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly mails: Mails,
    private readonly users: UserDirectory,
    private readonly catalogue: EventCatalogue,
    private readonly guestLinks: GuestLinks,
    private readonly settings: Settings,
    private readonly attendees: Attendees,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('confirm-by-mail', (data) => this.write(data), BATCHES_AT_ONCE);
  }

  /** Notes, in the payments' transaction, that their buyers are to be written to. */
  async announce(manager: EntityManager, paid: BookingEntity[]): Promise<void> {
    if (paid.length === 0) return;
    const bookings = paid.map(({ eventId, id, userId }) => ({ eventId, id, userId }));
    await this.jobs.enqueue(manager, 'confirm-by-mail', { bookings });
  }

  /** What a mail says of an event; read before the transaction that writes one begins. */
  eventOf(eventId: string): Promise<EventDto> {
    return this.catalogue.recent(eventId);
  }

  /**
   * Writes to a buyer again.
   *
   * @throws DomainError NO_EMAIL_ADDRESS; TOO_MANY_REQUESTS where they have been written to as often as they may be
   */
  async writeAgain(manager: EntityManager, event: EventDto, bookingId: string): Promise<void> {
    const booking = await manager.findOneByOrFail(BookingEntity, {
      id: bookingId,
      eventId: event.id,
    });
    const names = namesOf(bookingId);
    const written = await manager.query<{ name: string }[]>(
      'SELECT once_key AS name FROM mails WHERE once_key = ANY ($1::text[])',
      [names],
    );
    const taken = new Set(written.map(({ name }) => name));
    // The first name stays that of the job, which may not have run yet. Of two requests at once, one writes.
    const once = names.slice(1).find((name) => !taken.has(name));
    if (once === undefined) {
      throw new DomainError(
        ProblemCode.TooManyRequests,
        `Limit: ${CONFIRMATIONS_MAX} emails for one booking. Nothing was sent.`,
        { limit: CONFIRMATIONS_MAX },
      );
    }
    const addressees = await this.users.lockAddressees(manager, [booking.userId]);
    const addressee = addressees.get(booking.userId);
    if (!addressee) {
      throw new DomainError(
        ProblemCode.NoEmailAddress,
        'The buyer of this booking has no email address that is confirmed. Nothing was sent.',
      );
    }
    const said = await this.attendees.ofBookings(manager, event.id, [booking.id]);
    await this.mails.enqueue(
      manager,
      this.confirmation(booking, event, addressee, said.get(booking.id), once),
    );
  }

  /** The mails that were written about a booking, for as long as they are kept. */
  writtenAbout(manager: EntityManager, bookingId: string): Promise<WrittenMail[]> {
    return manager.query<WrittenMail[]>(WRITTEN_SQL, [namesOf(bookingId)]);
  }

  private async write({ bookings }: JobKinds['confirm-by-mail']): Promise<void> {
    const paid: { booking: BookingEntity; event: EventDto; buyerId: string }[] = [];
    for (const [eventId, ofEvent] of Map.groupBy(bookings, (booking) => booking.eventId)) {
      const event = await this.catalogue.recent(eventId);
      const ids = ofEvent.map(({ id }) => id);
      for (const booking of await this.paid(eventId, ids)) {
        // A guest's booking may have become an account's since: the mail goes where it was asked for.
        const { userId } = ofEvent.find(({ id }) => id === booking.id) ?? booking;
        paid.push({ booking, event, buyerId: userId });
      }
    }
    await this.transactions.run(async (manager) => {
      // Locked: an erasure at the same moment would leave a mail to somebody who is gone.
      const addressees = await this.users.lockAddressees(
        manager,
        paid.map(({ buyerId }) => buyerId),
      );
      const said = new Map<string, BookingAttendees>();
      for (const [eventId, ofEvent] of Map.groupBy(paid, ({ event }) => event.id)) {
        const ids = ofEvent.map(({ booking }) => booking.id);
        const ofBookings = await this.attendees.ofBookings(manager, eventId, ids);
        for (const [id, attendees] of ofBookings) said.set(id, attendees);
      }
      const mails = paid.flatMap(({ booking, event, buyerId }) => {
        const addressee = addressees.get(buyerId);
        return addressee
          ? [this.confirmation(booking, event, addressee, said.get(booking.id))]
          : [];
      });
      await this.mails.enqueue(manager, ...mails);
      // Written here and not with the payment, which would pay for it.
      await this.jobs.enqueue(manager, 'issue-invoices', {
        bookings: bookings.map(({ eventId, id }) => ({ eventId, id })),
      });
    });
  }

  private async paid(eventId: string, ids: string[]): Promise<BookingEntity[]> {
    return this.dataSource.manager
      .createQueryBuilder(BookingEntity, 'booking')
      .where('booking.event_id = :eventId AND booking.id = ANY(:ids)', { eventId, ids })
      .getMany();
  }

  private confirmation(
    booking: BookingEntity,
    event: EventDto,
    { name: said, address, isGuest, language }: Addressee,
    attendees: BookingAttendees | undefined,
    once = nameOf(booking.id),
  ): Mail {
    // A guest may have said a stranger's address, under a name that is an advertisement.
    const name = isGuest ? '' : said;
    return {
      template: 'booking-confirmed',
      to: { name, address, isProved: !isGuest, language },
      // The job may run twice.
      once,
      data: {
        name,
        bookingId: booking.id,
        eventName: event.name,
        venue: event.venue,
        startsAt: event.startsAt,
        timeZone: event.timeZone,
        // The same goes for who comes.
        attendees: isGuest ? [] : namesIn(booking, attendees),
        lines: booking.lines,
        charges: booking.charges,
        totalMinor: Number(booking.totalMinor),
        currency: booking.currency,
        ...returnableUntil(booking, event),
        bookingLink: isGuest
          ? this.guestLinks.toTickets(booking.userId, booking.id)
          : `${this.settings.PUBLIC_URL}/bookings/${booking.id}/tickets`,
        calendarLink: `${this.settings.PUBLIC_URL}/api/v1/events/${event.id}/calendar.ics`,
        organiser: mailedOrganiser(event, this.settings.PUBLIC_URL),
      },
    };
  }
}

/** Not of what was bought when it was too late for it already. */
function returnableUntil(
  { confirmedAt }: BookingEntity,
  { buyerRefunds }: EventDto,
): { returnableUntil?: string } {
  if (!buyerRefunds || (confirmedAt?.getTime() ?? 0) >= Date.parse(buyerRefunds.until)) return {};
  return { returnableUntil: buyerRefunds.until };
}

/** Names of those who come with a booking's tickets, in their order, as far as somebody said. */
function namesIn({ ticketIds }: BookingEntity, attendees: BookingAttendees | undefined): string[] {
  const names = ticketIds.map((id) => attendees?.tickets.get(id)?.name ?? '');
  return names.filter((name) => name !== '');
}
