import type { EventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GuestLinks } from '../../auth/sessions/guest-links.js';
import { mailedOrganiser } from '../../booking/mailed-organiser.js';
import type { HeldOffer } from '../../booking/offers/hold-offered.js';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { Settings } from '../../platform/config/settings.js';
import type { Recipient } from '../../platform/mail/mail.js';
import { Mails } from '../../platform/mail/mails.js';
import { UserDirectory, type Addressee } from '../../users/user-directory.js';

/** Writes to buyers that tickets are held for them, until when, and where they are paid for; or that none can be. */
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

  async offered(
    manager: EntityManager,
    event: EventDto,
    addressee: Addressee,
    { booking, tier }: Extract<HeldOffer, { status: 'held' }>,
  ): Promise<void> {
    await this.mails.enqueue(manager, {
      template: 'waitlist-offer',
      to: recipientOf(addressee),
      once: `waitlist-offer:${booking.id}`,
      data: {
        ...this.factsOf(event, addressee),
        tier,
        tickets: booking.ticketIds.length,
        until: booking.holdExpiresAt.toISOString(),
        bookingLink: addressee.isGuest
          ? this.guestLinks.to(booking.userId)
          : `${this.settings.PUBLIC_URL}/bookings/${booking.id}`,
      },
    });
  }

  async refused(
    manager: EntityManager,
    event: EventDto,
    addressee: Addressee,
    entryId: string,
  ): Promise<void> {
    await this.mails.enqueue(manager, {
      template: 'waitlist-refused',
      to: recipientOf(addressee),
      once: `waitlist-refused:${entryId}`,
      data: {
        ...this.factsOf(event, addressee),
        eventLink: `${this.settings.PUBLIC_URL}/events/${event.id}`,
      },
    });
  }

  private factsOf(event: EventDto, addressee: Addressee) {
    const { name: eventName, venue, startsAt, timeZone } = event;
    const organiser = mailedOrganiser(event, this.settings.PUBLIC_URL);
    return { name: recipientOf(addressee).name, eventName, venue, startsAt, timeZone, organiser };
  }
}

/** A guest may have said a stranger's address, under a name that is an advertisement. */
function recipientOf({ name, address, isGuest, language }: Addressee): Recipient {
  return { name: isGuest ? '' : name, address, isProved: !isGuest, language };
}
