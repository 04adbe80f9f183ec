import type { PassedOnTicketDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PassOnCodes } from '../../admission/pass-on/pass-on-codes.js';
import { EventScans } from '../../door/scans/event-scans.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { requireTransferable } from '../transfer-rule.js';
import { endOffer, refused, transferOf, type ReceivedTransfer } from '../transfer-rows.js';

/**
 * Accepts a ticket that a buyer passes on. Whoever has the link is the receiver: it came to their mailbox, and shows
 * them their ticket from then on. They need no account.
 */
@Injectable()
export class AcceptTicket {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly codes: PassOnCodes,
    private readonly scans: EventScans,
    private readonly audit: AuditTrail,
    private readonly settings: Settings,
  ) {}

  /** @throws DomainError TOKEN_INVALID */
  async look(token: string): Promise<PassedOnTicketDto> {
    const { manager } = this.dataSource;
    return this.describe(manager, await transferOf(manager, token));
  }

  /**
   * The old code is void and the receiver has theirs, in one transaction. Accepting again changes nothing.
   *
   * @throws DomainError TOKEN_INVALID; TICKET_TRANSFER_REFUSED where it was taken back, lapsed, the organiser
   * closed it, or the ticket is no longer the buyer's, or was scanned
   */
  async execute(token: string, actor: Actor): Promise<PassedOnTicketDto> {
    return this.transactions.run(async (manager) => {
      const { eventId, bookingId, ticketId } = await transferOf(manager, token);
      // Refunding, taking back, replacing and accepting all lock the booking first; looked at again under its lock.
      const { ticketIds } = await this.codes.lock(manager, bookingId, { eventId });
      const transfer = await transferOf(manager, token);
      if (transfer.state === 'accepted') return this.describe(manager, transfer);
      if (transfer.state === 'taken_back') throw refused('The ticket was taken back.');
      if (transfer.state === 'lapsed') throw refused('The time to accept it is over.');
      if (!ticketIds.includes(ticketId)) throw refused('The ticket was given back.');
      // The organiser may have closed it since, or the event begins earlier than it did.
      await requireTransferable(manager, eventId, this.settings.TRANSFER_OFFER_HOURS);
      await this.refuseScanned(manager, eventId, ticketId);
      await endOffer(manager, transfer, 'accepted');
      await this.codes.passOn(manager, eventId, ticketId);
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'booking.transfer_accepted',
          subject: { kind: 'booking', id: bookingId, eventId },
          before: null,
          after: { ticketIds: [ticketId], transferId: transfer.id },
        },
      ]);
      return this.describe(manager, { ...transfer, state: 'accepted' });
    });
  }

  /** What is scanned at this moment is waited for; what is scanned later is the receiver's entry. */
  private async refuseScanned(
    manager: EntityManager,
    eventId: string,
    ticketId: string,
  ): Promise<void> {
    await this.scans.holdBack(manager, eventId);
    const scanned = await this.scans.admitted(manager, eventId, [ticketId]);
    if (scanned.has(ticketId)) throw refused('Somebody has come in with the ticket.');
  }

  private async describe(
    manager: EntityManager,
    { eventId, bookingId, ticketId, ...transfer }: ReceivedTransfer,
  ): Promise<PassedOnTicketDto> {
    const { tier, ticketType, name, state, expiresAt, eventName, venue, startsAt, timeZone } =
      transfer;
    const code =
      state === 'accepted'
        ? await this.codes.ofReceiver(manager, bookingId, eventId, ticketId)
        : undefined;
    return {
      state,
      eventId,
      eventName,
      venue,
      startsAt: startsAt.toISOString(),
      timeZone,
      cancelled: transfer.isCancelled,
      tier,
      ticketType,
      name,
      expiresAt: expiresAt.toISOString(),
      serverTime: transfer.now.toISOString(),
      code: code ?? null,
    };
  }
}
