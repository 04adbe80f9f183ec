import { ProblemCode, type TicketTransferDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { PassOnCodes } from '../../admission/pass-on/pass-on-codes.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { UserDirectory } from '../../users/user-directory.js';
import { ListTransfers } from '../list/list-transfers.js';
import { endOffer, refused } from '../transfer-rows.js';

/** Takes back a ticket that nobody has accepted yet. The link in the mail is worth nothing from then on. */
@Injectable()
export class TakeBackTicket {
  constructor(
    private readonly transactions: Transactions,
    private readonly users: UserDirectory,
    private readonly codes: PassOnCodes,
    private readonly list: ListTransfers,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError UNAUTHENTICATED, BOOKING_NOT_FOUND; TICKET_TRANSFER_NOT_FOUND; TICKET_TRANSFER_REFUSED where
   * it was accepted
   */
  async execute(
    bookingId: string,
    transferId: string,
    onlyUser: string | null,
    actor: Actor,
  ): Promise<TicketTransferDto[]> {
    return this.transactions.run(async (manager) => {
      await this.users.refuseClosed(manager, actor);
      const { eventId } = await this.codes.lock(manager, bookingId, { onlyUser });
      const all = await this.list.of(manager, eventId, bookingId);
      const transfer = all.find(({ id }) => id === transferId);
      if (!transfer) {
        throw new DomainError(
          ProblemCode.TicketTransferNotFound,
          `There is no transfer ${transferId}.`,
        );
      }
      if (transfer.state === 'accepted') throw refused('The ticket has been accepted.');
      if (await endOffer(manager, { eventId, id: transferId }, 'taken_back')) {
        await this.audit.record(manager, [
          {
            ...actor,
            action: 'booking.transfer_taken_back',
            subject: { kind: 'booking', id: bookingId, eventId },
            before: null,
            after: { ticketIds: [transfer.ticketId], transferId },
          },
        ]);
      }
      return this.list.of(manager, eventId, bookingId);
    });
  }
}
