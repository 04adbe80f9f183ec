import { ProblemCode, type TicketDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventCatalogue } from '../events/event-catalogue.js';
import { OrganiserAccess } from '../organisers/organiser-access.js';
import type { Caller } from '../platform/access/access.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { TicketInventory } from './inventory/ticket-inventory.js';
import { toTicketDto } from './ticket-row.js';

@Injectable()
export class FindTicket {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inventory: TicketInventory,
    private readonly catalogue: EventCatalogue,
    private readonly access: OrganiserAccess,
  ) {}

  /**
   * Shows a ticket. Its holder, and who works on its event, hear whose it is; everybody else sees its state alone.
   *
   * @throws DomainError TICKET_NOT_FOUND, also for a ticket of a draft
   */
  async execute(ticketId: string, caller: Caller): Promise<TicketDto> {
    const { manager } = this.dataSource;
    const [row] = await this.inventory.findByIds(manager, [ticketId]);
    if (!row || !(await this.catalogue.isShown(row.event_id))) {
      throw new DomainError(ProblemCode.TicketNotFound, `There is no ticket ${ticketId}.`);
    }
    const ticket = toTicketDto(row);
    if (row.user_id === null || caller.isAdmin || caller.userId === row.user_id) return ticket;
    const mayHear =
      caller.userId !== null && (await this.access.isMember(manager, caller.userId, row.event_id));
    return mayHear ? ticket : Object.assign(ticket, { userId: null, bookingId: null });
  }
}
