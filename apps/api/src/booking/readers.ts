import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GuestLinks } from '../auth/sessions/guest-links.js';
import { Settings } from '../platform/config/settings.js';
import { UserDirectory, type Addressee } from '../users/user-directory.js';

/** Most links of guests in one mail. */
const GUEST_LINKS_MAX = 20;

/** Somebody who is written to, under one address, and their bookings. */
export interface Reader<Booking extends BookingOfUser> {
  to: Addressee;
  /** How they are called in the mail: not at all where nobody has proved the address. */
  name: string;
  bookings: Booking[];
  /** Ids of guests among them: each has a link of their own. */
  guests: Set<string>;
}

interface BookingOfUser {
  userId: string;
}

/** Finds who is written to about their bookings: an address once, whoever bought with it. */
@Injectable()
export class Readers {
  constructor(
    private readonly users: UserDirectory,
    private readonly guestLinks: GuestLinks,
    private readonly settings: Settings,
  ) {}

  /**
   * Those of some users who have an address.
   *
   * @param bookingsOf finds the bookings that a mail is about, of those users and of whoever else uses their addresses
   */
  async of<Booking extends BookingOfUser>(
    manager: EntityManager,
    userIds: string[],
    bookingsOf: (userIds: string[]) => Promise<Booking[]>,
  ): Promise<Reader<Booking>[]> {
    const alike = await this.users.sharingAddresses(manager, userIds);
    const ofUsers = Map.groupBy(await bookingsOf(alike), ({ userId }) => userId);
    // Locked: an erasure at the same moment would leave a mail to somebody who is gone.
    const addressees = await this.users.lockAddressees(manager, [...ofUsers.keys()]);
    const readers = new Map<string, Reader<Booking>>();
    for (const [userId, to] of addressees) {
      const reader = readers.get(to.address) ?? {
        to,
        name: '',
        bookings: [],
        guests: new Set<string>(),
      };
      // Whoever has proved the address is called by their name.
      if (!to.isGuest) Object.assign(reader, { to, name: to.name });
      else reader.guests.add(userId);
      reader.bookings.push(...(ofUsers.get(userId) ?? []));
      readers.set(to.address, reader);
    }
    return [...readers.values()];
  }

  /** Where somebody finds bookings of theirs: one link to those of an account, and one to those of each guest. */
  linksTo(bookings: readonly BookingOfUser[], guests: ReadonlySet<string>): string[] {
    const users = [...new Set(bookings.map(({ userId }) => userId))];
    const ofGuests = users.filter((id) => guests.has(id));
    return [
      ...(ofGuests.length < users.length ? [`${this.settings.PUBLIC_URL}/bookings`] : []),
      ...ofGuests.slice(0, GUEST_LINKS_MAX).map((id) => this.guestLinks.to(id)),
    ];
  }
}

/** As a mail is addressed. */
export function recipientOf({ to, name }: Pick<Reader<BookingOfUser>, 'to' | 'name'>) {
  return { name, address: to.address, isProved: !to.isGuest, language: to.language };
}
