import { ProblemCode, type ReplaceTicketCodeDto, type TicketCodeDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { askedBooking } from '../codes/booked-tickets.js';
import { TicketCodes } from '../codes/ticket-codes.js';
import { IssueCodes } from '../issue/issue-codes.js';

/** Which ticket's code, and who asks. */
export interface ReplaceRequest {
  organiserId: string;
  eventId: string;
  bookingId: string;
  ticketId: string;
  caller: Caller;
  actor: Actor;
}

/** Replaces the code of a ticket, as when it was lost or seen by others: the old one admits nobody any more. */
@Injectable()
export class ReplaceCode {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly issue: IssueCodes,
    private readonly codes: TicketCodes,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @returns the codes of the booking, with the new one
   * @throws DomainError those of {@link OrganiserAccess.require}; BOOKING_NOT_FOUND; TICKET_NOT_FOUND where the ticket
   * isn't sold to the booking
   */
  async execute(request: ReplaceRequest, body: ReplaceTicketCodeDto): Promise<TicketCodeDto[]> {
    const { organiserId, eventId, bookingId, ticketId, caller, actor } = request;
    const { onPaper = false } = body;
    return this.transactions.run(async (manager) => {
      await this.access.require(manager, caller, { organiserId, eventId }, 'box_office');
      const booking = await askedBooking(manager, bookingId, { eventId }, true);
      if (!booking.ticketIds.includes(ticketId)) throw notOfBooking(ticketId);
      // An old one of whoever had the ticket before is out of the way then, too.
      const [current] = await this.issue.of(manager, eventId, [ticketId]);
      const passedOn = current?.passedOn ?? false;
      await this.issue.another(manager, eventId, ticketId, { onPaper, passedOn });
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'booking.ticket_code_replaced',
          subject: { kind: 'booking', id: bookingId, eventId },
          before: null,
          after: { ticketIds: [ticketId], onPaper },
        },
      ]);
      return this.codes.of(manager, booking, 'everybody');
    });
  }
}

function notOfBooking(ticketId: string): DomainError {
  return new DomainError(
    ProblemCode.TicketNotFound,
    `Ticket ${ticketId} isn’t one of this booking. Nothing was changed.`,
  );
}
