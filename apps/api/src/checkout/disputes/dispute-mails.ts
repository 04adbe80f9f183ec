import { Injectable } from '@nestjs/common';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { OrganiserManagers } from '../../organisers/organiser-managers.js';
import type { DisputeRow } from '../../payments/records/dispute-records.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import type { Mail } from '../../platform/mail/mail.js';
import { Mails } from '../../platform/mail/mails.js';
import { contextOf } from '../find-payable.js';

/** Writes to those who look after an organisation's money that a payment is disputed, and how that ended. */
@Injectable()
export class DisputeMails {
  constructor(
    private readonly transactions: Transactions,
    private readonly catalogue: EventCatalogue,
    private readonly managers: OrganiserManagers,
    private readonly mails: Mails,
    private readonly settings: Settings,
  ) {}

  /** May be called again: each of them is written to once for each step. */
  async write({ eventId, id, bookingId, status, ...money }: DisputeRow): Promise<void> {
    const event = await this.catalogue.recent(eventId);
    await this.transactions.run(async (manager) => {
      const { organiserId } = await contextOf(manager, eventId);
      const to = await this.managers.lock(manager, organiserId);
      const path = `organiser/${organiserId}/events/${eventId}/bookings/${bookingId}`;
      await this.mails.enqueue(
        manager,
        ...to.map(({ userId, name, address, language }): Mail => ({
          template: 'payment-disputed',
          to: { name, address, isProved: true, language },
          once: `payment-disputed:${id}:${status}:${userId}`,
          data: {
            name,
            eventName: event.name,
            bookingId,
            status,
            amountMinor: Number(money.amountMinor),
            withdrawnMinor: Number(money.withdrawnMinor),
            currency: money.currency.trim(),
            link: `${this.settings.PUBLIC_URL}/${path}`,
          },
        })),
      );
    });
  }
}
