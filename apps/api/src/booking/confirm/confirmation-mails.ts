import type { EventDto } from '@boxoffice/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { GuestLinks } from '../../auth/sessions/guest-links.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { EventCatalogue } from '../../events/event-catalogue.js';
import type { JobKinds } from '../../platform/jobs/job-kinds.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import type { Mail } from '../../platform/mail/mail.js';
import { Mails } from '../../platform/mail/mails.js';
import { UserDirectory, type Addressee } from '../../users/user-directory.js';
import { BookingEntity } from '../booking.entity.js';

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
      const mails = paid.flatMap(({ booking, event, buyerId }) => {
        const addressee = addressees.get(buyerId);
        return addressee ? [this.confirmation(booking, event, addressee)] : [];
      });
      await this.mails.enqueue(manager, ...mails);
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
  ): Mail {
    // A guest may have said a stranger's address, under a name that is an advertisement.
    const name = isGuest ? '' : said;
    return {
      template: 'booking-confirmed',
      to: { name, address, isProved: !isGuest, language },
      // The job may run twice.
      once: `booking-confirmed:${booking.id}`,
      data: {
        name,
        bookingId: booking.id,
        eventName: event.name,
        venue: event.venue,
        startsAt: event.startsAt,
        timeZone: event.timeZone,
        lines: booking.lines,
        charges: booking.charges,
        totalMinor: Number(booking.totalMinor),
        currency: booking.currency,
        bookingLink: isGuest
          ? this.guestLinks.to(booking.userId)
          : `${this.settings.PUBLIC_URL}/bookings/${booking.id}`,
      },
    };
  }
}
