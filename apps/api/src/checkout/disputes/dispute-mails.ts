import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganiserManagers } from '../../organisers/organiser-managers.js';
import type { DisputeRow } from '../../payments/records/dispute-records.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import type { Mail, MailTemplates } from '../../platform/mail/mail.js';
import { Mails } from '../../platform/mail/mails.js';
import { contextOf } from '../find-payable.js';

/** Writes to those who look after an organisation's money that a payment is disputed, and how that ended. */
@Injectable()
export class DisputeMails {
  constructor(
    private readonly transactions: Transactions,
    private readonly managers: OrganiserManagers,
    private readonly mails: Mails,
    private readonly settings: Settings,
  ) {}

  /** May be called again: each of them is written to once for each step. */
  async write(dispute: DisputeRow): Promise<void> {
    const { status } = dispute;
    await this.transactions.run((manager) => this.enqueue(manager, dispute, status, status));
  }

  /**
   * Written in the transaction that raises it: nobody would find out afterwards that it was.
   *
   * @param dispute as it is then
   * @param raiseId what names this step of it
   */
  async raised(manager: EntityManager, dispute: DisputeRow, raiseId: string): Promise<void> {
    await this.enqueue(manager, dispute, 'raised', raiseId);
  }

  /** @param step which one of the dispute */
  private async enqueue(
    manager: EntityManager,
    { eventId, id, bookingId, ...money }: DisputeRow,
    status: MailTemplates['payment-disputed']['status'],
    step: string,
  ): Promise<void> {
    const { organiserId, eventName } = await contextOf(manager, eventId);
    const to = await this.managers.lock(manager, organiserId);
    const path = `organiser/${organiserId}/events/${eventId}/bookings/${bookingId}`;
    await this.mails.enqueue(
      manager,
      ...to.map(({ userId, name, address, language }): Mail => ({
        template: 'payment-disputed',
        to: { name, address, isProved: true, language },
        once: `payment-disputed:${id}:${step}:${userId}`,
        data: {
          name,
          eventName,
          bookingId,
          status,
          amountMinor: Number(money.amountMinor),
          withdrawnMinor: Number(money.withdrawnMinor),
          currency: money.currency.trim(),
          link: `${this.settings.PUBLIC_URL}/${path}`,
        },
      })),
    );
  }
}
