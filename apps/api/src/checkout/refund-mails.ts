import { Injectable } from '@nestjs/common';
import { GuestLinks } from '../auth/sessions/guest-links.js';
import { mailedOrganiser } from '../booking/mailed-organiser.js';
import { EventCatalogue } from '../events/event-catalogue.js';
import type { RefundRow } from '../payments/records/refund-records.js';
import { Settings } from '../platform/config/settings.js';
import { Transactions } from '../platform/database/in-transaction.js';
import { Mails } from '../platform/mail/mails.js';
import { UserDirectory } from '../users/user-directory.js';

/** Writes to buyers that money goes back to them: once for each refund. */
@Injectable()
export class RefundMails {
  constructor(
    private readonly transactions: Transactions,
    private readonly catalogue: EventCatalogue,
    private readonly users: UserDirectory,
    private readonly mails: Mails,
    private readonly guestLinks: GuestLinks,
    private readonly settings: Settings,
  ) {}

  /** May be called again: the mail is written once. */
  async write(refund: RefundRow): Promise<void> {
    const event = await this.catalogue.recent(refund.eventId);
    await this.transactions.run(async (manager) => {
      const [booking] = await manager.query<{ userId: string }[]>(
        'SELECT user_id AS "userId" FROM bookings WHERE event_id = $1 AND id = $2',
        [refund.eventId, refund.bookingId],
      );
      if (!booking) return;
      const addressees = await this.users.lockAddressees(manager, [booking.userId]);
      const to = addressees.get(booking.userId);
      if (!to) return;
      const { name: said, address, isGuest, language } = to;
      // A guest's name was never proved.
      const name = isGuest ? '' : said;
      const { id, bookingId, reason, note, ticketIds, amountMinor, currency } = refund;
      await this.mails.enqueue(manager, {
        template: 'money-returned',
        to: { name, address, isProved: !isGuest, language },
        once: `money-returned:${id}`,
        data: {
          name,
          eventName: event.name,
          venue: event.venue,
          startsAt: event.startsAt,
          timeZone: event.timeZone,
          organiser: mailedOrganiser(event, this.settings.PUBLIC_URL),
          bookingId,
          reason,
          message: note,
          tickets: ticketIds.length,
          amountMinor: Number(amountMinor),
          currency: currency.trim(),
          bookingLink: isGuest
            ? this.guestLinks.to(booking.userId)
            : `${this.settings.PUBLIC_URL}/bookings/${bookingId}`,
        },
      });
    });
  }
}
