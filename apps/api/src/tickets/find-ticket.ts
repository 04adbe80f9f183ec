import { ProblemCode, type TicketDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventCatalogue } from '../events/event-catalogue.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { TicketInventory } from './inventory/ticket-inventory.js';
import { toTicketDto } from './ticket-row.js';

@Injectable()
export class FindTicket {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inventory: TicketInventory,
    private readonly catalogue: EventCatalogue,
  ) {}

  /** @throws DomainError TICKET_NOT_FOUND, also for a ticket of a draft */
  async execute(ticketId: string): Promise<TicketDto> {
    const [row] = await this.inventory.findByIds(this.dataSource.manager, [ticketId]);
    if (!row || !(await this.catalogue.isShown(row.event_id))) {
      throw new DomainError(ProblemCode.TicketNotFound, `There is no ticket ${ticketId}.`);
    }
    return toTicketDto(row);
  }
}
