import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { CreateTickets } from './create/create-tickets.js';
import { FindTicket } from './find-ticket.js';
import { TicketInventory } from './inventory/ticket-inventory.js';
import { StockCount } from './inventory/stock-count.js';
import { ListTickets } from './list/list-tickets.js';
import { TicketsController } from './tickets.controller.js';

@Module({
  imports: [EventsModule],
  controllers: [TicketsController],
  providers: [ListTickets, FindTicket, CreateTickets, TicketInventory, StockCount],
  exports: [TicketInventory, StockCount],
})
export class TicketsModule {}
