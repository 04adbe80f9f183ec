import type { EventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GuestLinks } from '../../auth/sessions/guest-links.js';
import { mailedOrganiser } from '../../booking/mailed-organiser.js';
import type { HeldOffer } from '../../booking/offers/hold-offered.js';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { Settings } from '../../platform/config/settings.js';
import { Mails } from '../../platform/mail/mails.js';
import { UserDirectory, type Addressee } from '../../users/user-directory.js';

/** Writes to buyers that tickets are held for them, until when, and where they are paid for. */
@Injectable()
export class OfferMails {
  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly users: UserDirectory,
    private readonly guestLinks: GuestLinks,
    private readonly mails: Mails,
    private readonly settings: Settings,
  ) {}

  /** What a mail says of an event; read before the transaction that writes one begins. */
  eventOf(eventId: string): Promise<EventDto> {
    return this.catalogue.recent(eventId);
  }

  /** Undefined for who has no address: they find the offer among their bookings. */
  async lockAddressee(manager: EntityManager, userId: string): Promise<Addressee | undefined> {
    return (await this.users.lockAddressees(manager, [userId])).get(userId);
  }

  async write(
    manager: EntityManager,
    event: EventDto,
    { name: said, address, isGuest, language }: Addressee,
    { booking, tier }: Extract<HeldOffer, { status: 'held' }>,
  ): Promise<void> {
    // A guest may have said a stranger's address, under a name that is an advertisement.
    const name = isGuest ? '' : said;
    await this.mails.enqueue(manager, {
      template: 'waitlist-offer',
      to: { name, address, isProved: !isGuest, language },
      once: `waitlist-offer:${booking.id}`,
      data: {
        name,
        eventName: event.name,
        venue: event.venue,
        startsAt: event.startsAt,
        timeZone: event.timeZone,
        tier,
        tickets: booking.ticketIds.length,
        until: booking.holdExpiresAt.toISOString(),
        bookingLink: isGuest
          ? this.guestLinks.to(booking.userId)
          : `${this.settings.PUBLIC_URL}/bookings/${booking.id}`,
        organiser: mailedOrganiser(event, this.settings.PUBLIC_URL),
      },
    });
  }
}
